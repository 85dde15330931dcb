from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.cli.importing import comments
from cocreate.cli.importing.command import OPERATOR
from cocreate.cli.importing.run import import_folder
from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea, IdeaCount, Tag
from cocreate.ideas.status import Status
from cocreate.kernel.db import Base, db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase
from cocreate.search.actions import find_drift
from cocreate.surfacing.actions import find_score_drift
from cocreate.votes.models import Answer, Vote
from cocreate.votes.trend import trend_of
from tests.cli.running import run
from tests.cli.sets import (
    Row,
    a_comment_line,
    a_vote_line,
    an_idea_line,
    bring,
    reasons,
    write_set,
)

pytestmark = pytest.mark.usefixtures("app")


def counted() -> dict[str, int]:
    db.session.rollback()
    return {
        name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }


def the_idea(key: str = "1") -> Idea:
    db.session.rollback()
    origin = f"the-mobile-bank/{key}"
    return db.session.scalars(select(Idea).where(Idea.origin == origin)).one()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(
        tmp_path / "set",
        ideas=[
            an_idea_line("1", tags=["Old phones", "Clear"], supporters=12, lang="nl"),
            an_idea_line("2", status="archived", created=None, tags=["Clear"]),
            an_idea_line("3", status="merged", merged_into="2"),
        ],
        comments=[
            a_comment_line("a"),
            a_comment_line("c", parent="b", up=3, down=1),
            a_comment_line("b", parent="a"),
        ],
        votes=[
            a_vote_line("someone:2"),
            a_vote_line("someone:3", at=None),
            a_vote_line("someone:4", value=-1),
            a_vote_line("someone:2", idea="2"),
        ],
    )


def test_ideas_comments_and_votes_come_in(folder: Path) -> None:
    report = bring(folder)
    assert dict(report.brought) == {
        "ideas.jsonl": 3,
        "comments.jsonl": 3,
        "votes.jsonl": 4,
    }
    idea = the_idea()
    assert (idea.supporters, idea.language) == (12, "nl")
    assert idea.tag_names == "Clear\nOld phones"
    assert idea.body_html == "<p>At a <em>glance</em>.</p>\n"
    assert (idea.votes, idea.comments) == (2, 3)
    assert db.session.scalars(select(Answer.value)).all() == [-1]
    assert the_idea("2").status is Status.DECLINED
    assert the_idea("3").merged_into_id == the_idea("2").id


def test_everything_is_counted(folder: Path) -> None:
    bring(folder)
    project = db.session.scalars(select(Project)).one()
    assert (project.ideas, project.votes, project.phase) == (2, 3, Phase.IDEATE)
    assert (project.slug, project.name) == ("the-mobile-bank", "The mobile bank")
    counts = {row.status: row.ideas for row in db.session.scalars(select(IdeaCount))}
    assert counts == {Status.NEW: 1, Status.DECLINED: 1}
    tags = {tag.name: tag.ideas for tag in db.session.scalars(select(Tag))}
    assert tags == {"Clear": 2, "Old phones": 1}
    for idea in db.session.scalars(select(Idea)).all():
        cast = db.session.scalars(select(Vote.cast_at).where(Vote.idea_id == idea.id))
        assert idea.trend == pytest.approx(trend_of(cast))


def test_an_author_has_a_readable_name_and_cannot_sign_in(folder: Path) -> None:
    bring(folder)
    people = db.session.scalars(select(Person).order_by(Person.name)).all()
    names = [person.name for person in people]
    assert names == [f"Participant {number}" for number in (1, 2, 3, 4, 7)]
    assert {(person.email, person.password_hash) for person in people} == {(None, None)}


def test_a_thread_keeps_its_parents_at_any_depth(folder: Path) -> None:
    bring(folder)
    rows = {row.origin: row for row in db.session.scalars(select(Comment))}
    top, reply, deeper = (rows[f"the-mobile-bank/{key}"] for key in "abc")
    assert (reply.parent_id, deeper.parent_id) == (top.id, reply.id)
    assert (deeper.turn_id, deeper.agreed, deeper.disagreed) == (top.id, 3, 1)


def test_replies_that_stand_before_what_they_answer_keep_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comments, "AT_ONCE", 2)
    answered = {"e": "d", "d": "a", "a": None, "x": "y", "y": "x", "z": "x", "o": "a"}
    lines: list[Row | bytes] = [
        a_comment_line(key, "2" if key == "o" else "1", parent=parent)
        for key, parent in answered.items()
    ]
    folder = write_set(
        tmp_path / "set", ideas=[an_idea_line(), an_idea_line("2")], comments=lines
    )
    report = bring(folder)
    rows = {(row.origin or "")[-1]: row for row in db.session.scalars(select(Comment))}
    keys = {row.id: key for key, row in rows.items()}
    found = {key: row.parent_id and keys[row.parent_id] for key, row in rows.items()}
    assert found == {**answered, "x": None, "o": None}
    assert rows["e"].turn_id == rows["a"].id
    assert [line for _, line, _ in reasons(report.path)] == [7, 4], "each lost one said"
    assert not find_score_drift().missing


def test_a_second_run_changes_nothing(folder: Path) -> None:
    bring(folder)
    before, idea = counted(), the_idea()
    was = (idea.votes, idea.trend, idea.comments)
    again = bring(folder)
    assert counted() == before
    assert (again.brought.total(), again.known.total()) == (0, 10)
    idea = the_idea()
    assert (idea.votes, idea.trend, idea.comments) == was


def test_the_same_files_are_known_in_another_folder(folder: Path) -> None:
    bring(folder)
    before = counted()
    bring(folder.rename(folder.parent / "moved"))
    assert counted() == before


class PowerCutError(Exception):
    """The process ends here."""


def test_a_run_that_was_killed_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cocreate.cli.importing import comments, ideas, votes  # noqa: PLC0415

    for module in (ideas, comments, votes):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    ideas_lines = [an_idea_line(str(key)) for key in range(6)]
    comment_lines = [a_comment_line(f"c{key}", str(key)) for key in range(6)]
    vote_lines = [a_vote_line(f"v:{key}", str(key)) for key in range(6)]
    folder = write_set(
        tmp_path / "set",
        ideas=[*ideas_lines],
        comments=[*comment_lines],
        votes=[*vote_lines],
    )
    whole = sum(path.stat().st_size for path in folder.iterdir())
    for share in (0.2, 0.5, 0.8):
        read = 0

        def fail(size: int, until: float = whole * share) -> None:
            nonlocal read
            read += size
            if read > until:
                raise PowerCutError

        with pytest.raises(PowerCutError):
            import_folder(folder, OPERATOR, name=None, project=None, advance=fail)
        for idea in db.session.scalars(select(Idea)).all():
            cast = select(func.count()).where(Vote.idea_id == idea.id)
            assert idea.votes == db.session.scalar(cast), "right even half-way"
    bring(folder)
    assert [the_idea(str(key)).votes for key in range(6)] == [1] * 6
    assert [the_idea(str(key)).comments for key in range(6)] == [1] * 6
    assert not find_drift()


def test_of_two_answers_by_one_voter_the_later_counts(tmp_path: Path) -> None:
    folder = write_set(
        tmp_path / "set",
        ideas=[an_idea_line("1"), an_idea_line("2")],
        votes=[
            a_vote_line("v", value=1),
            a_vote_line("v", value=-1, at="2025-04-01"),
            a_vote_line("v", "2", value=-1, at="2025-04-01"),
            a_vote_line("v", "2", value=1, at="2025-05-01"),
            a_vote_line("v", "2", value=0, at="2025-03-01"),
            a_vote_line("v", "2", value=1, at="2025-05-01"),
        ],
    )
    for brought in (4, 0):
        report = bring(folder)
        assert (the_idea("1").votes, the_idea("2").votes) == (0, 1)
        assert len(db.session.scalars(select(Answer)).all()) == 1
        assert report.brought.total() == brought


def test_a_comment_that_was_taken_back_keeps_its_place(tmp_path: Path) -> None:
    folder = write_set(
        tmp_path / "set",
        ideas=[an_idea_line("1")],
        comments=[a_comment_line("a", body=""), a_comment_line("b", parent="a")],
    )
    bring(folder)
    gone, reply = db.session.scalars(select(Comment).order_by(Comment.id)).all()
    assert (gone.shown, reply.shown, reply.parent_id) == (False, True, gone.id)
    assert the_idea().comments == 1


def test_another_project_can_be_named(folder: Path) -> None:
    bring(folder, project="somewhere-else")
    project = db.session.scalars(select(Project)).one()
    assert (project.slug, project.ideas) == ("somewhere-else", 2)


def test_what_came_can_be_found(folder: Path) -> None:
    bring(folder)
    assert not find_drift()


def test_the_command_says_what_came_and_what_did_not(
    app: Flask, tmp_path: Path
) -> None:
    folder = write_set(tmp_path / "set", ideas=[an_idea_line("1"), b"nonsense"])
    result = run(app, "import", "jsonl", str(folder))
    assert result.exit_code == 0
    assert "1 brought" in result.output
    assert "1 rejected" in result.output
    assert "rows/s" in result.output
    assert "the-mobile-bank-rejected.jsonl" in result.output


def test_a_folder_without_files_is_refused(app: Flask, tmp_path: Path) -> None:
    result = run(app, "import", "jsonl", str(tmp_path))
    assert result.exit_code == 1
    assert "holds none of projects.jsonl, ideas.jsonl" in result.output


def test_only_the_team_opens_projects(app: Flask, folder: Path) -> None:
    run(app, "create-user", "ada@example.org")
    result = run(app, "import", "jsonl", str(folder), "--as", "ada@example.org")
    assert result.exit_code == 1
    run(app, "create-user", "pm@example.org", "--role", "product_manager")
    result = run(app, "import", "jsonl", str(folder), "--as", "pm@example.org")
    assert result.exit_code == 0
