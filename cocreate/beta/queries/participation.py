"""Questions about who takes part: how far they came, what their reports led to."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    exists,
    func,
    or_,
    select,
    union,
)

from cocreate.beta.funnel import STEPS, Funnel, funnel_of
from cocreate.beta.kinds import PLATFORM_NAMES, Place, Step
from cocreate.beta.models import (
    BetaReport,
    Build,
    BuildRating,
    Cohort,
    Device,
    Download,
    Enrolment,
    EnrolmentStep,
    HonourAnswer,
    Nudge,
    ReportJoin,
    Task,
    TaskAnswer,
)
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import PersonId, ProgrammeId, SegmentId
from cocreate.kernel.paging import Page, page_of
from cocreate.people import queries as people

HAS_SAT = (Place.ACTIVE, Place.COMPLETED)
NOT_SAID = "Not said"


def builds_of(programme_id: ProgrammeId) -> Select[Any]:
    return select(Build.id).where(Build.programme_id == programme_id)


def downloaded(programme_id: ProgrammeId) -> AnySelect:
    return select(Download.person_id).where(
        Download.build_id.in_(builds_of(programme_id)), Download.bytes_offered > 0
    )


def tried(programme_id: ProgrammeId) -> Any:
    here = builds_of(programme_id)
    answered = select(TaskAnswer.person_id).join(Task, Task.id == TaskAnswer.task_id)
    return union(
        answered.where(Task.build_id.in_(here)),
        select(BuildRating.person_id).where(BuildRating.build_id.in_(here)),
        select(HonourAnswer.person_id).where(HonourAnswer.build_id.in_(here)),
    )


def reported(programme_id: ProgrammeId) -> Any:
    joined = select(ReportJoin.person_id).join(
        BetaReport, BetaReport.id == ReportJoin.report_id
    )
    return union(
        select(BetaReport.author_id).where(BetaReport.programme_id == programme_id),
        joined.where(BetaReport.programme_id == programme_id),
    )


def furthest(programme_id: ProgrammeId) -> ColumnElement[int]:
    """The place of the last step somebody came to, from 0."""
    person = Enrolment.person_id
    seated = or_(
        Enrolment.place.in_(HAS_SAT),
        exists().where(
            EnrolmentStep.enrolment_id == Enrolment.id,
            EnrolmentStep.place == Place.ACTIVE,
        ),
    )
    return case(
        (person.in_(reported(programme_id)), STEPS.index(Step.REPORTED)),
        (person.in_(tried(programme_id)), STEPS.index(Step.TRIED)),
        (person.in_(downloaded(programme_id)), STEPS.index(Step.DOWNLOADED)),
        (seated, STEPS.index(Step.SEATED)),
        else_=STEPS.index(Step.APPLIED),
    )


def came(programme_id: ProgrammeId) -> Any:
    """Everybody who applied: who, in which cohort, on what, and how far they came."""
    return (
        select(
            Enrolment.person_id,
            Enrolment.cohort_id,
            Enrolment.device_id,
            furthest(programme_id).label("far"),
        )
        .where(Enrolment.programme_id == programme_id)
        .subquery()
    )


def funnel(programme_id: ProgrammeId) -> Funnel:
    """From the application to a report, of all."""
    everybody = came(programme_id)
    far = everybody.c.far
    rows = db.session.execute(select(far, func.count()).group_by(far))
    return funnel_of("Everybody", {row[0]: row[1] for row in rows})


def funnels_by_cohort(programme_id: ProgrammeId) -> list[Funnel]:
    everybody = came(programme_id)
    rows = (
        select(Cohort.name, everybody.c.far, func.count())
        .select_from(everybody)
        .outerjoin(Cohort, Cohort.id == everybody.c.cohort_id)
        .group_by(Cohort.id, Cohort.name, everybody.c.far)
        .order_by(Cohort.id.is_(None), Cohort.position, Cohort.id)
    )
    return grouped((name or "In none yet", far, many) for name, far, many in ask(rows))


def funnels_by_platform(programme_id: ProgrammeId) -> list[Funnel]:
    everybody = came(programme_id)
    rows = (
        select(Device.platform, everybody.c.far, func.count())
        .select_from(everybody)
        .outerjoin(Device, Device.id == everybody.c.device_id)
        .group_by(Device.platform, everybody.c.far)
        .order_by(Device.platform.is_(None), Device.platform)
    )
    return grouped(
        (PLATFORM_NAMES[platform] if platform else NOT_SAID, far, many)
        for platform, far, many in ask(rows)
    )


def funnels_by_segment(programme_id: ProgrammeId) -> list[Funnel]:
    """Of each segment that has somebody in it; who is in two is in both."""
    everybody = came(programme_id)
    counts: dict[SegmentId, dict[int, int]] = defaultdict(dict)
    for far in range(len(STEPS)):
        here = select(everybody.c.person_id).where(everybody.c.far == far)
        for segment_id, many in people.people_by_segment(here).items():
            counts[segment_id][far] = many
    return [
        funnel_of(one.name, counts[one.id])
        for one in people.every_segment()
        if one.id in counts
    ]


def ask(statement: Any) -> Any:
    return db.session.execute(statement)


def grouped(rows: Iterable[tuple[str, int, int]]) -> list[Funnel]:
    found: dict[str, dict[int, int]] = {}
    for name, far, many in rows:
        found.setdefault(name, {})
        found[name][far] = found[name].get(far, 0) + many
    return [funnel_of(name, counts) for name, counts in found.items()]


class Participant(NamedTuple):
    """A tester with a seat, and how far they came."""

    id: int
    person_id: PersonId
    cohort_id: int | None
    device: str
    applied_at: datetime
    far: int
    nudged_at: datetime | None

    @property
    def step(self) -> Step:
        return STEPS[self.far]


def participants(
    programme_id: ProgrammeId, *, step: Step | None = None, start: str | None = None
) -> Page[Any]:
    """Testers with a seat, who applied first standing first: no order of merit."""
    far = furthest(programme_id)
    rows = select(
        Enrolment.id,
        Enrolment.person_id,
        Enrolment.cohort_id,
        Enrolment.device,
        Enrolment.applied_at,
        far.label("far"),
        last_nudge(programme_id).label("nudged_at"),
    ).where(Enrolment.programme_id == programme_id, Enrolment.place.in_(HAS_SAT))
    if step is not None:
        rows = rows.where(far == STEPS.index(step))
    page = page_of(
        rows, by=Enrolment.applied_at, key=Enrolment.id, place=start, descending=False
    )
    shown = [Participant._make(row[:7]) for row in page.rows]
    return Page(shown, page.following, page.preceding)


def last_nudge(programme_id: ProgrammeId) -> Any:
    return (
        select(func.max(Nudge.nudged_at))
        .where(
            Nudge.programme_id == programme_id, Nudge.person_id == Enrolment.person_id
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )
