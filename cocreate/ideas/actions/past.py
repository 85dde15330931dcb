"""Keep what had happened to ideas before they came here: steps, responses, edits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert

from cocreate.ideas.actions.count import move_answers, move_files
from cocreate.ideas.models import (
    Attachment,
    FieldAnswer,
    IdeaEdit,
    Response,
    StatusChange,
)
from cocreate.ideas.status import Status
from cocreate.kernel.attached import KeptFile
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReportId, TaskAnswerId
from cocreate.kernel.text import excerpt_of, render_markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStep:
    idea_id: IdeaId
    by_id: PersonId | None
    was: Status
    became: Status
    note: str
    changed_at: datetime
    is_internal: bool = False


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
        move_answers(idea_id, many)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFile:
    """A picture or file that hung on an idea, a comment, a report or an answer."""

    idea_id: IdeaId | None = None
    comment_id: CommentId | None = None
    report_id: ReportId | None = None
    task_answer_id: TaskAnswerId | None = None
    file: KeptFile
    description: str
    sent_at: datetime


def keep_files(files: Iterable[PastFile]) -> None:
    """Hang files that lie in storage on what was said, in the order given."""
    past = list(files)
    if not past:
        return
    db.session.execute(insert(Attachment), [row_of_file(one) for one in past])
    for idea_id, many in Counter(one.idea_id for one in past).items():
        if idea_id is not None:
            move_files(idea_id, many)


def row_of_file(past: PastFile) -> dict[str, object]:
    return {
        "idea_id": past.idea_id,
        "comment_id": past.comment_id,
        "report_id": past.report_id,
        "task_answer_id": past.task_answer_id,
        "storage_key": past.file.key,
        "media_type": past.file.media_type,
        "name": past.file.name,
        "size": past.file.size,
        "width": past.file.width,
        "height": past.file.height,
        "description": past.description,
        "sent_at": past.sent_at,
    }
