"""Derived counts, moved in the transaction that changes what they count."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from cocreate.ideas.models import Idea, IdeaCount, IdeaTag, Tag
from cocreate.ideas.status import Status
from cocreate.journal.actions import count_answer
from cocreate.kernel.db import ask, changed_rows, db, insert_into
from cocreate.kernel.ids import IdeaId, ProjectId, TagId
from cocreate.projects.actions import move_counts

MOVE_VOTES = (
    update(Idea)
    .where(Idea.id == bindparam("moved_id"))
    .values(votes=Idea.votes + bindparam("by"), trend=bindparam("left"))
)
SET_SUPPORT = (
    update(Idea)
    .where(Idea.id == bindparam("told_id"))
    .values(support=bindparam("told"))
)
MOVE_COMMENTS = (
    update(Idea)
    .where(Idea.id == bindparam("moved_id"))
    .values(comments=Idea.comments + bindparam("by"))
)
COUNT_STATUS = (
    update(IdeaCount)
    .where(
        IdeaCount.project_id == bindparam("counted_in"),
        IdeaCount.status == bindparam("counted_as"),
    )
    .values(ideas=IdeaCount.ideas + bindparam("by"))
)
FILED = select(IdeaTag.tag_id).where(IdeaTag.idea_id == bindparam("filed_id"))
COUNT_TAGS = (
    update(Tag).where(Tag.id.in_(FILED)).values(ideas=Tag.ideas + bindparam("by"))
)


def count_listed(idea: Idea, *, by: int) -> None:
    """Count an idea that begins (+1) or ceases (-1) to be listed.

    Called while the idea is listed, so before it is hidden and after it is restored.
    """
    move_status_count(idea.project_id, idea.status, by)
    move_counts(idea.project_id, ideas=by)
    if idea.prompt_id is not None:
        count_answer(idea.prompt_id, by)
    move_tag_counts(idea.id, by)


def move_status_count(project_id: ProjectId, status: Status, by: int) -> None:
    changed = ask(COUNT_STATUS, counted_in=project_id, counted_as=status, by=by)
    if not changed_rows(changed):
        db.session.execute(
            insert_into(IdeaCount)
            .values(project_id=project_id, status=status, ideas=by)
            .on_conflict_do_update(
                index_elements=["project_id", "status"],
                set_={"ideas": IdeaCount.ideas + by},
            )
        )


def move_tag_counts(idea_id: IdeaId, by: int) -> None:
    ask(COUNT_TAGS, filed_id=idea_id, by=by)


def move_tag(tag_id: TagId, by: int) -> None:
    """Put the number of listed ideas under a tag right."""
    db.session.execute(
        update(Tag).where(Tag.id == tag_id).values(ideas=Tag.ideas + by),
        execution_options={"synchronize_session": False},
    )


def move_comments(idea_id: IdeaId, by: int) -> None:
    """Count a comment that begins (+1) or ceases (-1) to be shown."""
    db.session.execute(
        update(Idea).where(Idea.id == idea_id).values(comments=Idea.comments + by)
    )


def move_comments_of_many(moves: Mapping[IdeaId, int]) -> None:
    """Count comments that came to many ideas at once."""
    rows = [{"moved_id": key, "by": by} for key, by in moves.items()]
    if rows:
        db.session.connection().execute(MOVE_COMMENTS, rows)


def move_files(idea_id: IdeaId, by: int) -> None:
    """Put the number of an idea's pictures and files right."""
    db.session.execute(
        update(Idea).where(Idea.id == idea_id).values(files=Idea.files + by)
    )


def move_answers(idea_id: IdeaId, by: int) -> None:
    """Put the number of questions right that an idea answers."""
    db.session.execute(
        update(Idea).where(Idea.id == idea_id).values(answers=Idea.answers + by)
    )


def move_departments(idea_id: IdeaId, by: int) -> None:
    """Count the departments that an idea is routed to."""
    db.session.execute(
        update(Idea).where(Idea.id == idea_id).values(departments=Idea.departments + by)
    )


def move_votes(idea_id: IdeaId, *, by: int, trend: float) -> None:
    """Count votes cast (+) or withdrawn (-), with the trend that they leave."""
    ask(MOVE_VOTES, moved_id=idea_id, by=by, left=trend)


class MovedVotes(NamedTuple):
    """Votes that came to one idea, and the trend that they leave."""

    idea_id: IdeaId
    by: int
    trend: float


def move_votes_of_many(moves: Iterable[MovedVotes]) -> None:
    """Count votes that came to many ideas at once."""
    rows = [{"moved_id": key, "by": by, "left": trend} for key, by, trend in moves]
    if rows:
        db.session.connection().execute(MOVE_VOTES, rows)


def set_supports(supports: Mapping[IdeaId, float]) -> None:
    """State how much support each of these ideas has."""
    rows = [{"told_id": key, "told": supports[key]} for key in sorted(supports)]
    if rows:
        db.session.connection().execute(SET_SUPPORT, rows)


def set_votes(idea_id: IdeaId, *, votes: int, trend: float) -> None:
    """State the figure anew from votes that were counted."""
    db.session.execute(
        update(Idea).where(Idea.id == idea_id).values(votes=votes, trend=trend),
        execution_options={"synchronize_session": False},
    )
