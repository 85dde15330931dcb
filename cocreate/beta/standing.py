"""Where one reader stands in a programme: read together for its page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cocreate.beta import policy, queries
from cocreate.beta.cards import BuildCard, cards_of
from cocreate.beta.kinds import Place, Platform
from cocreate.beta.models import Cohort, Device, Enrolment, Programme
from cocreate.beta.screening import Asked
from cocreate.kernel.clock import now
from cocreate.kernel.policy import Actor
from cocreate.people.faces import Face
from cocreate.people.queries import faces
from cocreate.projects.phase import Phase


@dataclass(frozen=True, slots=True)
class Asking:
    """What an application asks of the reader, and what is known of it already."""

    devices: Sequence[Device] = ()
    platforms: dict[Platform, str] = field(default_factory=dict)
    questions: Sequence[Asked] = ()
    answers: dict[str, list[str]] = field(default_factory=dict)  # of another time


@dataclass(frozen=True, slots=True)
class Standing:
    """The reader's place, and what it brings."""

    asking: Asking = Asking()
    enrolment: Enrolment | None = None
    why_not_apply: str | None = None
    queue_place: int = 0
    terms_are_new: bool = False
    builds: Sequence[BuildCard] = ()
    reports: Sequence[Any] = ()
    companions: Sequence[Face] = ()
    cohorts: Sequence[Cohort] = ()
    cohort_sizes: dict[Any, int] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return self.enrolment.place if self.enrolment else ""

    @property
    def is_in(self) -> bool:
        return self.place == Place.ACTIVE

    @property
    def may_apply(self) -> bool:
        """Whether the page asks for an application or an answer to an invitation."""
        return self.why_not_apply is None and self.place not in policy.SETTLED


def standing_of(
    actor: Actor, programme: Programme, phase: Phase, *, invited: bool = False
) -> Standing:
    """A stranger's costs no query; a tester's the same number however much there is."""
    enrolment = (
        queries.find_enrolment(programme.id, actor.person_id)
        if actor.is_member
        else None
    )
    reason = policy.why_not_apply(actor, programme, phase, enrolment, now())
    kept = enrolment is not None and enrolment.place is Place.INVITED
    if reason is None and not (invited or kept):
        eligible = queries.is_eligible(programme, actor.person_id)
        reason = policy.why_not_among(actor, programme, eligible=eligible)
    asking = Asking() if reason else asking_of(actor, programme, enrolment)
    if enrolment is None:
        return Standing(why_not_apply=reason, asking=asking)
    if enrolment.place is not Place.ACTIVE:
        waits = enrolment.place is Place.WAITLISTED
        return Standing(
            asking=asking,
            enrolment=enrolment,
            why_not_apply=reason,
            queue_place=queries.queue_place(enrolment) if waits else 0,
            terms_are_new=waits and not policy.has_accepted(enrolment, programme),
        )
    return standing_of_tester(actor, programme, enrolment)


def asking_of(
    actor: Actor, programme: Programme, enrolment: Enrolment | None
) -> Asking:
    if enrolment is not None and enrolment.place in policy.SETTLED:
        return Asking()
    questions = queries.questions_of(programme.id)
    return Asking(
        devices=queries.own_devices(actor),
        platforms=queries.platforms_of(programme.id),
        questions=questions,
        answers=queries.answered_before(actor, questions),
    )


def standing_of_tester(
    actor: Actor, programme: Programme, enrolment: Enrolment
) -> Standing:
    return Standing(
        enrolment=enrolment,
        terms_are_new=not policy.has_accepted(enrolment, programme),
        builds=cards_of(queries.given_builds(actor, programme.id)),
        reports=queries.own_reports(actor, programme.id),
        companions=list(faces(queries.companions(enrolment)).values()),
        cohorts=queries.cohorts(programme.id),
        cohort_sizes=queries.count_cohorts(programme.id),
    )
