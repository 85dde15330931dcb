"""What is written out and brought in again is the same, to the last word and byte."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from cocreate.cli.demo.asking import show_a_statement
from cocreate.cli.demo.world import World
from cocreate.cli.importing.command import OPERATOR, actor_named
from cocreate.cli.importing.run import import_folder
from cocreate.discussion.models import Comment, Pin
from cocreate.ideas.actions import (
    FieldDraft,
    PastAnswer,
    PastFile,
    add_field,
    edit_field,
    keep_answers,
    keep_files,
    retire_field,
    shape_workflow,
)
from cocreate.ideas.fields import FieldKind
from cocreate.ideas.models import Attachment, FieldAnswer, Idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import read
from cocreate.kernel import storage
from cocreate.kernel.attached import keep_attached
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.pictures import is_bare
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.transaction import transaction
from cocreate.projects.models import Project
from cocreate.projects.queries import get_project_by_id
from tests.cli.furnishing import discount_a_ring, furnish_the_beta
from tests.cli.plainly import without_keys
from tests.cli.sets import (
    Row,
    a_comment_line,
    a_vote_line,
    an_idea_line,
    bring,
    exported,
    reasons,
    write_set,
)

pytestmark = pytest.mark.usefixtures("app")

WHEN = "2025-03-04T10:00:00+00:00"


INTERNAL = (
    "attributes known segments departments desk verdicts enrolments devices"
    " links builds tested reports trust discounted"
)
NO_DECISION = ("is no decision here", "that decision is not here")


def files_in(folder: Path) -> dict[str, bytes]:
    places = ("attachments/*", "builds/*")
    return {
        path.name: path.read_bytes() for place in places for path in folder.glob(place)
    }


def a_picture() -> bytes:
    kept = io.BytesIO()
    drawn = Image.linear_gradient("L").convert("RGB")
    drawn.save(kept, "JPEG", exif=b"Exif\0\0where it was taken")
    return kept.getvalue()


@pytest.fixture
def furnished(world: World) -> None:
    """The demo, with files, and with questions that were changed and taken back."""
    project_id = world.projects["next-app"]
    hung = world.ideas[
        next(one.key for one in world.story.ideas if one.project == "next-app")
    ]
    drafts = (
        FieldDraft("Since when?", FieldKind.CHOICE, choices=("May", "June")),
        FieldDraft(
            "How often a month?", FieldKind.NUMBER, hint="About.", is_required=True
        ),
        FieldDraft("In which shop?", FieldKind.TEXT),
    )
    inside = [
        step._replace(name="In the drawer", is_public=False)
        if step.status is Status.UNDER_REVIEW
        else step
        for step in read(get_project_by_id(OPERATOR, project_id).workflow).steps
    ]
    with transaction():
        shape_workflow(
            actor_named("daan.verhoeven@meridian.example"), "next-app", steps=inside
        )
        since, often, shop = (
            add_field(OPERATOR, project_id, draft=one).id for one in drafts
        )
        said = {since: "May", often: "4.5", shop: "The one \u201con the corner\u201d"}
        keep_answers(
            PastAnswer(idea_id=hung, field_id=field_id, value=value)
            for field_id, value in said.items()
        )
        later = FieldDraft("Since when?", FieldKind.CHOICE, choices=("June", "July"))
        edit_field(OPERATOR, project_id, since, draft=later)
        retire_field(OPERATOR, project_id, shop)
        keep_files(
            PastFile(
                idea_id=hung,
                file=keep_attached(sent, name=name, folder="ideas/x", field="file"),
                description="A statement",
                sent_at=now(),
            )
            for name, sent in (("a.b.jpg", a_picture()), ("n" * 120, b"To read."))
        )
        furnish_the_beta(world)
        discount_a_ring(world)
        show_a_statement(Actor(world.people["lucia"], Role.CUSTOMER, is_verified=True))


@pytest.mark.parametrize(
    "options",
    [
        # Less of the same, by the same statements; that it is less: test_export.py.
        pytest.param((), marks=pytest.mark.sqlite),
        ("--with-hidden", "--with-builds"),
    ],
)
@pytest.mark.usefixtures("furnished")
def test_what_is_exported_and_imported_is_the_same(
    app: Flask, tmp_path: Path, sweep: Callable[[], None], options: tuple[str, ...]
) -> None:
    first = exported(app, tmp_path / "first", *options)
    assert len(first["ideas"]) > 90
    assert len(first["votes"]) > 1500
    assert len(first["reactions"]) > 50
    shas = [row["file"]["sha256"] for row in first.get("builds", [])]
    assert len(files_in(tmp_path / "first")) == 3 + bool(options) + len({*shas})
    assert bool(options) is all(
        bool(row.get("manifest")) for row in first.get("builds", [{}])
    )
    told = json.dumps(first)
    assert ("attachments" in str(first.get("tested"))) is bool(options)
    everywhere = "answers retired locked pinned guests statuses for-you"
    for word in everywhere.split():
        assert f'"{word}"' in told
    inside = ("importance", "heard_by", "quote", "why", "internal")
    assert [word for word in inside if f'"{word}"' in told] == [
        word for word in inside if options
    ]
    assert ("In the drawer" in told) is ("notes" in first) is bool(options)
    assert (len(first["programmes"]), "passes" in told) == (3, bool(options))
    for kept in INTERNAL.split():
        assert bool(first.get(kept)) is bool(options), kept
    db.session.remove()
    sweep()
    report = import_folder(tmp_path / "first", OPERATOR, name=None, project=None)
    said = reasons(report.path)
    assert [one for one in said if not one[2].endswith(NO_DECISION)] == []
    second = exported(app, tmp_path / "second", *options)
    assert without_keys(second) == without_keys(first)
    assert files_in(tmp_path / "second") == files_in(tmp_path / "first")


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    """A set with one of everything, and of most things one that is wrong."""
    fields = [
        {"label": "Which phone?", "kind": "choice", "choices": ["Old", "New"]},
        {"label": "How many?", "kind": "number", "required": True},
        {"label": "Once?", "kind": "date", "retired": True},
    ]
    sent = a_picture()
    sha256 = hashlib.sha256(sent).hexdigest()
    hanging = [
        {"sha256": sha256, "name": "at home.jpg", "description": "A statement"},
        {"sha256": "0" * 64, "name": "gone.txt"},
    ]
    by = {"by": "team", "by_name": "Ada", "at": WHEN}
    answers = {"which-phone": "Older", "how-many": "4,50", "once": "2030", "what": "x"}
    project = {"slug": "bank", "name": "The mobile bank", "guests": True}
    reaction = {"comment": "a", "person": "p", "kind": "thanks", "at": WHEN}
    note = {"idea": "1", "author": "team", "body": "Ask her.", "at": WHEN}
    heard = {"heard_by": "team", "channel": "phone", "quote": "Please."}
    folder = write_set(
        tmp_path / "set",
        projects=[{**project, "private": True, "template": "Where?", "fields": fields}],
        ideas=[
            an_idea_line(
                "1",
                project_slug="bank",
                answers=answers,
                attachments=hanging,
                locked={**by, "reason": "Said."},
            ),
            an_idea_line("2", project_slug="bank"),
        ],
        comments=[a_comment_line("a", pinned=by), a_comment_line("b", pinned=by)],
        reactions=[reaction, reaction, {**reaction, "comment": "z"}],
        votes=[
            a_vote_line("v", internal={"importance": "must", "why": "Every day."}),
            a_vote_line("w", internal=heard),
            a_vote_line("x", internal={"channel": "phone"}),
        ],
        notes=[note, note, {**note, "idea": "9"}],
    )
    (folder / "attachments").mkdir()
    (folder / "attachments" / sha256).write_bytes(sent)
    return folder


def test_what_stands_beside_ideas_comes_in_once_and_what_is_wrong_is_said(
    by_hand: Path,
) -> None:
    for brought in (9, 0):
        report = bring(by_hand)
        assert report.brought.total() == brought
        said = [reason for _, _, reason in reasons(report.path)]
        assert said[-3:] == [
            "its comment is not here",
            "a vote that was heard names `heard_by` and `channel`",
            "its idea is not here",
        ]


def test_what_stands_beside_ideas_is_kept_as_its_kind_is(by_hand: Path) -> None:
    bring(by_hand)
    idea = db.session.scalars(select(Idea).order_by(Idea.id)).first()
    assert idea is not None
    assert (idea.answers, idea.files, idea.votes) == (2, 1, 2)
    told = db.session.scalars(select(FieldAnswer.value).order_by(FieldAnswer.field_id))
    assert told.all() == ["Older", "4.5"]
    project_row = db.session.scalars(select(Project)).one()
    assert (project_row.slug, project_row.is_private) == ("bank", True)
    (file,) = db.session.scalars(select(Attachment)).all()
    assert (file.media_type, file.name) == ("image/webp", "at home.webp")
    drawn = storage.read(file.storage_key)
    assert is_bare(drawn), "where a picture was taken went with nobody"
    assert not is_bare(drawn + b"more")
    assert not is_bare(a_picture())
    assert db.session.scalars(select(Comment.thanks).order_by(Comment.id)).first() == 1
    assert len(db.session.scalars(select(Pin)).all()) == 1, "one answer stands above"


def test_what_an_earlier_export_wrote_is_replaced(app: Flask, tmp_path: Path) -> None:
    folder = write_set(tmp_path / "set", ideas=[an_idea_line("1")])
    bring(folder)
    (tmp_path / "out" / "attachments").mkdir(parents=True)
    kept = tmp_path / "out" / "attachments" / "mine.txt"
    kept.write_text("not of an export")
    old = kept.with_name("a" * 64)
    old.write_text("of an idea that is hidden now")
    assert "notes" in exported(app, tmp_path / "out", "--with-hidden")
    assert "notes" not in exported(app, tmp_path / "out")
    assert (kept.exists(), old.exists()) == (True, False)


STEP = {"status": "new", "name": "Fresh", "colour": "gold"}
BAD: list[tuple[str, Row, str]] = [
    ("ideas", {"answers": []}, "`answers` is not an object"),
    ("ideas", {"answers": {"a": 7}}, "`a` is not text"),
    ("ideas", {"attachments": {}}, "`attachments` is not a list"),
    ("ideas", {"attachments": [{"sha256": "../../x"}]}, "`sha256` is not 64"),
    ("ideas", {"locked": {"reason": "So."}}, "`at` is missing"),
    ("projects", {"fields": [{"label": "A", "kind": "poem"}]}, "`kind` is none of"),
    ("projects", {"fields": [{"label": "A", "kind": "choice"}]}, "`choices` of a"),
    ("projects", {"slug": "new"}, "`project`: "),
    ("projects", {"statuses": [{"status": "lost"}]}, "`status` is none of"),
    ("projects", {"statuses": [{**STEP, "internal": True}]}, "`statuses` are all"),
    ("projects", {"statuses": [STEP, STEP]}, "`statuses` holds one twice"),
    ("ideas", {"internal": {"status": "lost"}}, "`status` is none of"),
]


def test_a_bad_thing_beside_an_idea_is_named(tmp_path: Path) -> None:
    wrong: dict[str, list[Row | bytes]] = {"ideas": [], "projects": []}
    for place, (file, bad, _) in enumerate(BAD):
        good = an_idea_line(str(place)) | {"slug": f"p-{place}", "name": "P"}
        wrong[file].append(good | bad)
    report = bring(write_set(tmp_path / "set", **wrong))
    said = {reason for _, _, reason in reasons(report.path)}
    assert report.brought.total() == 0
    for _, _, reason in BAD:
        assert any(one.startswith(reason) for one in said), reason
