"""Questions about testers: who is in, in which place, and who waits how long."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from cocreate.beta import policy
from cocreate.beta.kinds import Place
from cocreate.beta.models import Enrolment, EnrolmentStep, Programme
from cocreate.beta.policy import IN_THE_PROGRAMME, may_run
from cocreate.beta.queries.programmes import get_programme
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CohortId, EnrolmentId, PersonId, ProgrammeId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.models import Project

LISTED = (
    Enrolment.id,
    Enrolment.person_id,
    Enrolment.place,
    Enrolment.cohort_id,
    Enrolment.device,
    Enrolment.why,
    Enrolment.passed,
    Enrolment.terms_version,
    Enrolment.applied_at,
    Enrolment.placed_at,
)
LIST_SIZE = 50


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The team sees every tester; a tester sees themselves."""
    if may_run(actor):
        return Enrolment.id.is_not(None)
    return Enrolment.person_id == actor.person_id


def visible_to(actor: Actor) -> Select[Enrolment]:
    return select(Enrolment).where(is_visible_to(actor))


def find_enrolment(
    programme_id: ProgrammeId, person_id: PersonId, *, lock: bool = False
) -> Enrolment | None:
    query = select(Enrolment).where(
        Enrolment.programme_id == programme_id, Enrolment.person_id == person_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def get_enrolment(actor: Actor, enrolment_id: EnrolmentId) -> Enrolment:
    enrolment = db.session.scalar(visible_to(actor).where(Enrolment.id == enrolment_id))
    if enrolment is None:
        raise NotFoundError
    return enrolment


def may_test(actor: Actor, programme_id: ProgrammeId) -> bool:
    """Whether the actor may test now: seat, terms, account and the programme's days.

    Which builds they may have is asked of `refusal_of`, which stands on the same rule.
    """
    programme = get_programme(actor, programme_id)
    enrolment = find_enrolment(programme_id, actor.person_id)
    return policy.may_test(actor, programme, enrolment, now())


def queue_place(enrolment: Enrolment) -> int:
    """How many wait up to and including this tester."""
    applied = Enrolment.applied_at
    same_turn = Enrolment.turn == enrolment.turn
    at_once = and_(same_turn, applied == enrolment.applied_at)
    earlier = or_(
        Enrolment.turn < enrolment.turn,
        and_(same_turn, applied < enrolment.applied_at),
        and_(at_once, Enrolment.id <= enrolment.id),
    )
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Enrolment)
            .where(
                Enrolment.programme_id == enrolment.programme_id,
                Enrolment.place == Place.WAITLISTED,
                earlier,
            )
        )
        or 0
    )


def next_waiting(
    programme_id: ProgrammeId, most: int, *, last_turn: int | None = None
) -> Sequence[Enrolment]:
    """Whose turn it is, locked; call it under the programme's lock."""
    waiting = select(Enrolment).where(
        Enrolment.programme_id == programme_id,
        Enrolment.place == Place.WAITLISTED,
    )
    if last_turn is not None:
        waiting = waiting.where(Enrolment.turn <= last_turn)
    return db.session.scalars(
        waiting.order_by(Enrolment.turn, Enrolment.applied_at, Enrolment.id)
        .limit(most)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which testers are listed."""

    place: Place | None = None
    cohort_id: CohortId | None = None
    passed: bool | None = None  # every rule of the screening

    def conditions(self) -> list[ColumnElement[bool]]:
        asked = (
            (self.place, Enrolment.place == self.place),
            (self.cohort_id, Enrolment.cohort_id == self.cohort_id),
            (self.passed, Enrolment.passed.is_(self.passed)),
        )
        return [condition for said, condition in asked if said is not None]


EVERYBODY = Wanted()


def listed(
    actor: Actor,
    programme_id: ProgrammeId,
    wanted: Wanted = EVERYBODY,
    *,
    start: str | None = None,
    size: int = LIST_SIZE,
) -> Page[Any]:
    """Testers as the team sees them, who applied first standing first."""
    rows = select(*LISTED).where(
        Enrolment.programme_id == programme_id,
        is_visible_to(actor),
        *wanted.conditions(),
    )
    return page_of(
        rows,
        by=Enrolment.applied_at,
        key=Enrolment.id,
        place=start,
        size=size,
        descending=False,
    )


def last_step_id(enrolment_id: EnrolmentId) -> int:
    """The step by which somebody came to the place they have."""
    query = select(func.max(EnrolmentStep.id))
    return db.session.scalar(query.filter_by(enrolment_id=enrolment_id)) or 0


class Invitation(NamedTuple):
    """A seat that is kept for the actor until they answer."""

    programme: str
    project_slug: str


def invitations(actor: Actor) -> list[Invitation]:
    """The seats that wait for the actor's answer."""
    rows = db.session.execute(
        select(Programme.name, Project.slug)
        .select_from(Enrolment)
        .join(Programme, Programme.id == Enrolment.programme_id)
        .join(Project, Project.id == Programme.project_id)
        .where(
            Enrolment.person_id == actor.person_id,
            Enrolment.place == Place.INVITED,
            projects.is_visible_to(actor),
        )
        .order_by(Enrolment.id)
    )
    return [Invitation(*row) for row in rows]


def count_places(programme_id: ProgrammeId) -> dict[Place, int]:
    return count_seats(programme_id)[0]


def count_cohorts(programme_id: ProgrammeId) -> dict[CohortId, int]:
    """How many testers with a seat each cohort has; an empty one is not named."""
    return count_seats(programme_id)[1]


def count_seats(
    programme_id: ProgrammeId,
) -> tuple[dict[Place, int], dict[CohortId, int]]:
    """How many stand in each place, and with a seat in each cohort: in one query."""
    places: Counter[Place] = Counter()
    cohorts: Counter[CohortId] = Counter()
    rows = db.session.execute(
        select(Enrolment.place, Enrolment.cohort_id, func.count())
        .where(Enrolment.programme_id == programme_id)
        .group_by(Enrolment.place, Enrolment.cohort_id)
    )
    for place, cohort_id, count in rows:
        places[place] += count
        if place == Place.ACTIVE and cohort_id is not None:
            cohorts[cohort_id] += count
    return dict(places), dict(cohorts)


def companions(enrolment: Enrolment, most: int = 5) -> Sequence[PersonId]:
    """Some of those who test in the same cohort."""
    return db.session.scalars(
        select(Enrolment.person_id)
        .where(
            Enrolment.programme_id == enrolment.programme_id,
            Enrolment.place == Place.ACTIVE,
            Enrolment.cohort_id == enrolment.cohort_id,
            Enrolment.id != enrolment.id,
        )
        .order_by(Enrolment.applied_at, Enrolment.id)
        .limit(most)
    ).all()


def enrolments_of(actor: Actor) -> Sequence[Any]:
    """The programmes the actor has a place in: for their own page."""
    return db.session.execute(
        select(
            Enrolment.place,
            Enrolment.applied_at,
            Programme.id.label("programme_id"),
            Programme.project_id,
            Programme.name,
            Project.slug,
        )
        .join(Programme, Programme.id == Enrolment.programme_id)
        .join(Project, Project.id == Programme.project_id)
        .where(
            Enrolment.person_id == actor.person_id,
            Programme.project_id.in_(projects.visible_ids(actor)),
        )
        .order_by(Enrolment.applied_at.desc(), Enrolment.id.desc())
    ).all()


def everyone_in(programme_id: ProgrammeId) -> Sequence[Enrolment]:
    """Whoever has a place, locked; call it under the programme's lock."""
    return db.session.scalars(
        select(Enrolment)
        .where(
            Enrolment.programme_id == programme_id,
            Enrolment.place.in_(IN_THE_PROGRAMME),
        )
        .order_by(Enrolment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def programmes_of(person_id: PersonId) -> Sequence[ProgrammeId]:
    """The programmes somebody has a place in, in one order: each is locked."""
    return db.session.scalars(
        select(Enrolment.programme_id)
        .where(Enrolment.person_id == person_id, Enrolment.place.in_(IN_THE_PROGRAMME))
        .order_by(Enrolment.programme_id)
    ).all()


def people_in(programme_id: ProgrammeId) -> Sequence[PersonId]:
    """Whoever has a place in a programme: for notices."""
    return db.session.scalars(
        select(Enrolment.person_id)
        .where(
            Enrolment.programme_id == programme_id,
            Enrolment.place.in_(IN_THE_PROGRAMME),
        )
        .order_by(Enrolment.id)
    ).all()
