"""Questions about how a programme ended: what was found, what was done, who helped."""

from dataclasses import dataclass

from sqlalchemy import func, select

from cocreate.beta.kinds import Outcome, Place, ReportKind
from cocreate.beta.models import (
    BetaReport,
    Build,
    CloseOut,
    Enrolment,
    HonourAnswer,
    ReportJoin,
    Task,
    TaskAnswer,
)
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProgrammeId
from cocreate.people.faces import Face
from cocreate.people.queries import faces

MOST_NAMED = 200


def find_close_out(programme_id: ProgrammeId) -> CloseOut | None:
    return db.session.get(CloseOut, programme_id)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a programme, and what was done about it."""

    kinds: dict[ReportKind, int]
    outcomes: dict[Outcome, int]
    ideas: int
    builds: int

    @property
    def reports(self) -> int:
        return sum(self.kinds.values())


def what_was_found(programme_id: ProgrammeId) -> Findings:
    """Counted, never typed; two queries."""
    rows = db.session.execute(
        select(
            BetaReport.kind,
            BetaReport.outcome,
            func.count(),
            func.count(BetaReport.idea_id),
        )
        .where(BetaReport.programme_id == programme_id)
        .group_by(BetaReport.kind, BetaReport.outcome)
    ).all()
    kinds = dict.fromkeys(ReportKind, 0)
    outcomes = dict.fromkeys(Outcome, 0)
    for kind, outcome, many, _ in rows:
        kinds[kind] += many
        outcomes[outcome] += many
    counted = select(func.count()).select_from(Build)
    builds = db.session.scalar(counted.where(Build.programme_id == programme_id)) or 0
    return Findings(kinds, outcomes, sum(row[3] for row in rows), builds)


@dataclass(frozen=True, slots=True)
class Finders:
    """Who helped: those who agreed to be named, and how many others."""

    named: tuple[Face, ...]
    others: int


def finders(programme_id: ProgrammeId) -> Finders:
    """Everybody who reported, joined, tried a task or judged whether it is as decided.

    As they agreed to be named; two queries.
    """
    wrote = select(BetaReport.author_id).where(BetaReport.programme_id == programme_id)
    joined = (
        select(ReportJoin.person_id)
        .join(BetaReport, BetaReport.id == ReportJoin.report_id)
        .where(BetaReport.programme_id == programme_id)
    )
    tried = (
        select(TaskAnswer.person_id)
        .join(Task, Task.id == TaskAnswer.task_id)
        .join(Build, Build.id == Task.build_id)
        .where(Build.programme_id == programme_id)
    )
    judged = (
        select(HonourAnswer.person_id)
        .join(Build, Build.id == HonourAnswer.build_id)
        .where(Build.programme_id == programme_id)
    )
    people = sorted(db.session.scalars(wrote.union(joined, tried, judged)))
    known = faces(people)
    shown = [known[key] for key in people if known[key].credited_as.shows]
    named = tuple(face.quoted for face in shown[:MOST_NAMED])
    return Finders(named, len(people) - len(named))


def people_who_tested(programme_id: ProgrammeId) -> list[PersonId]:
    """Whoever has or had a seat in a programme: for notices when it ends."""
    here = Enrolment.programme_id == programme_id
    tested = Enrolment.place.in_((Place.ACTIVE, Place.COMPLETED))
    return [*db.session.scalars(select(Enrolment.person_id).where(here, tested))]
