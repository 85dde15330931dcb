"""Keep what had happened to ideas before they came here: steps, responses, edits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, update

from cocreate.ideas.models import FieldAnswer, Idea, IdeaEdit, Response, StatusChange
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.text import excerpt_of, render_markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStep:
    idea_id: IdeaId
    by_id: PersonId | None
    was: Status
    became: Status
    note: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastResponse:
    idea_id: IdeaId
    author_id: PersonId
    body: str
    responded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEdit:
    """What an idea said until this moment."""

    idea_id: IdeaId
    editor_id: PersonId
    title: str
    body: str
    edited_at: datetime


def keep_steps(steps: Iterable[PastStep]) -> None:
    """Keep the way that ideas went from status to status."""
    if rows := [asdict(step) for step in steps]:
        db.session.execute(insert(StatusChange), rows)


def keep_responses(responses: Iterable[PastResponse]) -> None:
    """Keep official answers, signed by whoever gave them."""
    rows = []
    for response in responses:
        html = render_markdown(response.body)
        rows.append(asdict(response) | {"body_html": html, "excerpt": excerpt_of(html)})
    if rows:
        db.session.execute(insert(Response), rows)


def keep_edits(edits: Iterable[PastEdit]) -> None:
    """Keep what ideas said before they were edited."""
    if rows := [asdict(edit) for edit in edits]:
        db.session.execute(insert(IdeaEdit), rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """What an idea said to one of its project's questions, as its kind is kept."""

    idea_id: IdeaId
    field_id: int
    value: str


def keep_answers(answers: Iterable[PastAnswer]) -> None:
    """Keep what ideas said to questions, and count it on each."""
    rows = [asdict(answer) for answer in answers]
    if not rows:
        return
    db.session.execute(insert(FieldAnswer), rows)
    for idea_id, many in Counter(row["idea_id"] for row in rows).items():
        db.session.execute(
            update(Idea).where(Idea.id == idea_id).values(answers=Idea.answers + many),
            execution_options={"synchronize_session": False},
        )
