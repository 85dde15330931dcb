"""What stands around a report: files, others who found it, what is like it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.beta.kinds import Outcome, ReportKind
from cocreate.beta.models import (
    BetaReport,
    Build,
    Programme,
    ReportJoin,
    Task,
    TaskAnswer,
)
from cocreate.beta.policy import may_run
from cocreate.beta.queries.builds import is_visible_to as knows_of_build
from cocreate.beta.queries.reports import is_visible_to
from cocreate.ideas.models import Attachment
from cocreate.ideas.queries.attachments import COLUMNS as ATTACHED
from cocreate.ideas.queries.attachments import Attached
from cocreate.kernel.db import db
from cocreate.kernel.ids import (
    BuildId,
    IdeaId,
    PersonId,
    ProgrammeId,
    ReportId,
    TaskAnswerId,
)
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.surfacing.nearby import Text, near_among

MOST_READ = 500  # reports that one question looks at, the newest
LONGEST_READ = 1_000  # letters of each
FEW = 3
MOST_SHOWN = 50


class Similar(NamedTuple):
    """A report that says about what somebody writes, and why it is thought so."""

    id: ReportId
    title: str
    kind: ReportKind
    outcome: Outcome
    people: int  # who found it
    version: str
    words: tuple[str, ...]
    is_own: bool
    joined: bool


def similar_reports(
    actor: Actor, programme_id: ProgrammeId, title: str, body: str, *, most: int = FEW
) -> list[Similar]:
    """The reports closest to the words, of the newest that the actor may read."""
    texts = db.session.execute(
        select(
            BetaReport.id,
            BetaReport.title,
            func.substr(BetaReport.body, 1, LONGEST_READ),
        )
        .where(BetaReport.programme_id == programme_id, is_visible_to(actor))
        .order_by(BetaReport.reported_at.desc(), BetaReport.id.desc())
        .limit(MOST_READ)
    )
    near = near_among(title, body, [Text(*row) for row in texts], most=most)
    words = {one.key: one.words for one in near}
    shown = {int(one.id): one for one in told(actor, words)}
    return [shown[one.key] for one in near if one.key in shown]


def told(actor: Actor, words: dict[int, tuple[str, ...]]) -> list[Similar]:
    if not words:
        return []
    rows = db.session.execute(
        select(
            BetaReport.id,
            BetaReport.title,
            BetaReport.kind,
            BetaReport.outcome,
            BetaReport.joins,
            BetaReport.author_id,
            Build.version,
            select(ReportJoin.person_id)
            .where(
                ReportJoin.report_id == BetaReport.id,
                ReportJoin.person_id == actor.person_id,
            )
            .exists()
            .label("joined"),
        )
        .join(Build, Build.id == BetaReport.build_id)
        .where(BetaReport.id.in_(words))
    )
    return [
        Similar(
            row.id,
            row.title,
            row.kind,
            row.outcome,
            row.joins + 1,
            row.version,
            words[row.id],
            row.author_id == actor.person_id,
            bool(row.joined),
        )
        for row in rows
    ]


class Joined(NamedTuple):
    """Somebody else who found it, in which build and on what."""

    person_id: PersonId
    version: str
    device: str
    joined_at: datetime


def joins_of(report_id: ReportId) -> Sequence[Joined]:
    """Who found the same, the first first. Ask `may_run` before showing devices."""
    rows = db.session.execute(
        select(
            ReportJoin.person_id,
            Build.version,
            ReportJoin.device,
            ReportJoin.joined_at,
        )
        .join(Build, Build.id == ReportJoin.build_id)
        .where(ReportJoin.report_id == report_id)
        .order_by(ReportJoin.joined_at, ReportJoin.person_id)
        .limit(MOST_SHOWN)
    )
    return [Joined._make(row) for row in rows]


def is_joined(actor: Actor, report_id: ReportId) -> bool:
    return db.session.get(ReportJoin, (report_id, actor.person_id)) is not None


def people_of_report(report_id: ReportId) -> set[PersonId]:
    """Whoever found it: its author, and those who joined; for notices."""
    author = select(BetaReport.author_id).where(BetaReport.id == report_id)
    joined = select(ReportJoin.person_id).where(ReportJoin.report_id == report_id)
    return {*db.session.scalars(author), *db.session.scalars(joined)}


def files_of_report(report_id: ReportId) -> list[Attached]:
    """What hangs on a report that the actor has been let to."""
    rows = db.session.execute(
        select(*ATTACHED)
        .join(BetaReport, BetaReport.id == Attachment.report_id)
        .where(BetaReport.id == report_id)
        .order_by(Attachment.id)
    )
    return [Attached._make(row) for row in rows]


def files_of_answers(
    answer_ids: Iterable[TaskAnswerId],
) -> dict[TaskAnswerId, list[Attached]]:
    """What hangs on how tasks went, in one query."""
    found: dict[TaskAnswerId, list[Attached]] = {key: [] for key in answer_ids}
    if found:
        rows = db.session.execute(
            select(TaskAnswer.id, *ATTACHED)
            .join(Attachment, Attachment.task_answer_id == TaskAnswer.id)
            .where(TaskAnswer.id.in_(found))
            .order_by(Attachment.id)
        )
        for key, *columns in rows:
            found[key].append(Attached(*columns))
    return found


def find_attached(actor: Actor, attachment_id: int) -> Attached | None:
    """A file of a report, or of how a task went, that the actor may see."""
    return file_of_report(actor, attachment_id) or file_of_answer(actor, attachment_id)


def file_of_report(actor: Actor, attachment_id: int) -> Attached | None:
    row = db.session.execute(
        select(*ATTACHED)
        .join(BetaReport, BetaReport.id == Attachment.report_id)
        .join(Programme, Programme.id == BetaReport.programme_id)
        .where(
            Attachment.id == attachment_id,
            Programme.project_id.in_(projects.visible_ids(actor)),
            is_visible_to(actor),
        )
    ).one_or_none()
    return Attached._make(row) if row else None


def file_of_answer(actor: Actor, attachment_id: int) -> Attached | None:
    """Evidence is seen by whoever sent it, and by the team."""
    own = TaskAnswer.person_id == actor.person_id
    row = db.session.execute(
        select(*ATTACHED)
        .join(TaskAnswer, TaskAnswer.id == Attachment.task_answer_id)
        .join(Task, Task.id == TaskAnswer.task_id)
        .join(Build, Build.id == Task.build_id)
        .where(
            Attachment.id == attachment_id,
            knows_of_build(actor),
            TaskAnswer.id.is_not(None) if may_run(actor) else own,
        )
    ).one_or_none()
    return Attached._make(row) if row else None


class Behind(NamedTuple):
    """A report behind an idea; its words for those who may read it."""

    report_id: ReportId
    title: str
    version: str
    build_id: BuildId


def reports_behind(actor: Actor, idea_id: IdeaId) -> list[Behind]:
    """The reports behind an idea that the actor may read, the first first."""
    rows = db.session.execute(
        select(BetaReport.id, BetaReport.title, Build.version, Build.id)
        .join(Build, Build.id == BetaReport.build_id)
        .where(BetaReport.idea_id == idea_id, is_visible_to(actor))
        .order_by(BetaReport.id)
        .limit(MOST_SHOWN)
    )
    return [Behind._make(row) for row in rows]
