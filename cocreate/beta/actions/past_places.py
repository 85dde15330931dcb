"""Take a beta over with its past: whom it was for, who applied, how a lot was drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cocreate.beta import lottery
from cocreate.beta.actions.applying import named
from cocreate.beta.actions.devices import put_device
from cocreate.beta.actions.drawing import published
from cocreate.beta.actions.programmes import say_whom_for
from cocreate.beta.actions.screening import keep_question
from cocreate.beta.drafts import DeviceDraft, ProgrammeDraft, QuestionDraft
from cocreate.beta.kinds import Place, Shares, Strata, Why
from cocreate.beta.models import (
    Enrolment,
    EnrolmentStep,
    Lottery,
    ScreeningAnswer,
)
from cocreate.beta.policy import HOLDING_A_SEAT
from cocreate.beta.queries.devices import find_device
from cocreate.beta.queries.enrolments import find_enrolment
from cocreate.beta.queries.lotteries import entrants_of, groups_of
from cocreate.beta.queries.programmes import (
    cohort_named,
    first_cohort_id,
    get_programme,
)
from cocreate.beta.queries.screening import questions_of
from cocreate.beta.screening import has_passed
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProgrammeId, QuestionId
from cocreate.kernel.policy import WORKER


@dataclass(frozen=True, slots=True, kw_only=True)
class PastApplication:
    """How somebody applied; `entry` is their name in the lottery's file."""

    person_id: PersonId
    device: DeviceDraft
    why: str
    applied_at: datetime
    answers: Mapping[QuestionId, str] = field(default_factory=dict)
    entry: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDraw:
    """How a lot was drawn, and by which secret."""

    seed: str
    strata: Strata
    shares: Shares
    source: str
    source_value: str
    committed_at: datetime
    drawn_at: datetime
    by_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStep:
    """A place somebody came to later."""

    person_id: PersonId
    place: Place
    at: datetime
    by_id: PersonId | None = None
    why: Why | None = None


def bring_rules(
    programme_id: ProgrammeId,
    draft: ProgrammeDraft,
    questions: Sequence[QuestionDraft],
) -> list[QuestionId]:
    """Keep whom a programme is for, its days and rule, and what it asks."""
    programme = get_programme(WORKER, programme_id, lock=True)
    say_whom_for(programme, draft)
    return [keep_question(programme, question) for question in questions]


def bring_devices(
    programme_id: ProgrammeId, devices: Mapping[PersonId, DeviceDraft]
) -> None:
    """Keep what testers who are here already test on, in words of their own."""
    for person_id, draft in devices.items():
        enrolment = find_enrolment(programme_id, person_id)
        assert enrolment is not None
        put_device(person_id, draft)
        device = find_device(person_id, draft)
        enrolment.device_id = device.id if device else None


def bring_applications(
    programme_id: ProgrammeId, applications: Iterable[PastApplication]
) -> None:
    """Keep who applied, on what, and what they answered; where they wait to be."""
    programme = get_programme(WORKER, programme_id, lock=True)
    asked = {one.id: one for one in questions_of(programme.id)}
    for past in applications:
        put_device(past.person_id, past.device)
        device = find_device(past.person_id, past.device)
        assert device is not None
        answers = [
            ScreeningAnswer(
                question_id=key, value=value, passed=has_passed(asked[key], value)
            )
            for key, value in past.answers.items()
        ]
        enrolment = Enrolment(
            programme_id=programme.id,
            person_id=past.person_id,
            place=Place.APPLIED,
            device=named(device),
            device_id=device.id,
            why=past.why,
            terms_version=programme.terms_version,
            terms_accepted_at=past.applied_at,
            applied_at=past.applied_at,
            placed_at=past.applied_at,
            passed=all(one.passed for one in answers) if answers else None,
            entry=past.entry,
        )
        db.session.add(enrolment)
        db.session.flush()  # its answers and steps need its key
        for one in answers:
            one.enrolment_id = enrolment.id
        why = Why.ENTERED if enrolment.passed is not False else Why.SCREENING
        db.session.add_all([*answers, step(enrolment, past.applied_at, why=why)])


def bring_draw(programme_id: ProgrammeId, past: PastDraw) -> None:
    """Draw as it was drawn: by the same secret, among those who had entered."""
    programme = get_programme(WORKER, programme_id, lock=True)
    found = db.session.get_one(Lottery, programme.id)
    found.seed, found.commitment = past.seed, lottery.commitment_of(past.seed)
    found.strata, found.shares = past.strata, past.shares
    found.source, found.source_value = past.source, past.source_value
    found.committed_at, found.drawn_at = past.committed_at, past.drawn_at
    found.drawn_by_id = past.by_id
    entrants = {one.entry: one for one in entrants_of(programme.id)}
    strata = groups_of(programme, found.strata, [*entrants.values()])
    drawn = published(programme, found, strata)
    for name in drawn.selected:
        bring_to(entrants[name], Place.ACTIVE, past.drawn_at)
        programme.taken += 1
    for turn, name in enumerate(drawn.waiting, 1):
        entrants[name].turn = turn
        bring_to(entrants[name], Place.WAITLISTED, past.drawn_at)


def bring_steps(programme_id: ProgrammeId, steps: Iterable[PastStep]) -> None:
    """Move people as they moved; nobody is told of it."""
    programme = get_programme(WORKER, programme_id, lock=True)
    for past in steps:
        enrolment = find_enrolment(programme.id, past.person_id)
        assert enrolment is not None
        held = enrolment.place in HOLDING_A_SEAT
        bring_to(enrolment, past.place, past.at, by_id=past.by_id, why=past.why)
        programme.taken += (past.place in HOLDING_A_SEAT) - held


def add_seats(programme_id: ProgrammeId, more: int) -> None:
    """Keep that there came to be more seats than were drawn for."""
    get_programme(WORKER, programme_id, lock=True).seats += more


def bring_to_cohort(
    programme_id: ProgrammeId, name: str, people: Iterable[PersonId]
) -> None:
    """Keep who is in a cohort; nobody is given anything by it."""
    cohort = cohort_named(programme_id, name)
    assert cohort is not None
    for person_id in people:
        enrolment = find_enrolment(programme_id, person_id)
        assert enrolment is not None
        enrolment.cohort_id = cohort.id


def bring_to(
    enrolment: Enrolment,
    place: Place,
    at: datetime,
    *,
    by_id: PersonId | None = None,
    why: Why | None = None,
) -> None:
    enrolment.place, enrolment.placed_at = place, at
    if place in HOLDING_A_SEAT and enrolment.cohort_id is None:
        enrolment.cohort_id = first_cohort_id(enrolment.programme_id)
    db.session.add(step(enrolment, at, by_id=by_id, why=why))


def step(
    enrolment: Enrolment,
    at: datetime,
    *,
    by_id: PersonId | None = None,
    why: Why | None = None,
) -> EnrolmentStep:
    """The place somebody has, as a step of their way."""
    made = EnrolmentStep(enrolment_id=enrolment.id, place=enrolment.place, why=why)
    made.by_id, made.moved_at = by_id, at
    return made
