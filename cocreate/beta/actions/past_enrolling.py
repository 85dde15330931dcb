"""Take a beta over from elsewhere: its terms by version, its questions, its testers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from cocreate.beta.actions.bring import bring_programme
from cocreate.beta.actions.past_places import bring_rules
from cocreate.beta.drafts import DeviceDraft, ProgrammeDraft, QuestionDraft
from cocreate.beta.kinds import Place, SeenBy, Shares, Strata, Why
from cocreate.beta.models import (
    CloseOut,
    Device,
    Enrolment,
    EnrolmentStep,
    Lottery,
    ProgrammeTerms,
    ScreeningAnswer,
    ScreeningQuestion,
)
from cocreate.beta.policy import HOLDING_A_SEAT
from cocreate.beta.queries.devices import find_device
from cocreate.beta.queries.enrolments import find_enrolment
from cocreate.beta.queries.invitation_links import find_link
from cocreate.beta.queries.programmes import (
    cohort_named,
    find_programme,
    get_programme,
)
from cocreate.beta.queries.screening import questions_ever
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProgrammeId, ProjectId
from cocreate.kernel.policy import WORKER
from cocreate.kernel.text import render_markdown

NO_SEAT = "every seat of its beta is taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTerms:
    version: int
    terms: str
    by_id: PersonId
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastQuestion:
    draft: QuestionDraft
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLottery:
    """A promise and its draw; without the seed, another is promised."""

    seed: str | None
    commitment: str
    strata: Strata
    shares: Shares
    source: str
    source_value: str
    committed_at: datetime
    drawn_at: datetime | None
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEnd:
    """How it was closed out."""

    summary: str
    thanks: str
    by_id: PersonId
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastProgramme:
    project_id: ProjectId
    draft: ProgrammeDraft
    opened_at: datetime
    closed_at: datetime | None
    terms: Sequence[PastTerms]
    cohorts: Sequence[str]
    questions: Sequence[PastQuestion]
    lottery: PastLottery | None
    reports_seen_by: SeenBy
    end: PastEnd | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStanding:
    """What is kept of somebody's place, column by column."""

    place: Place
    device: str
    why: str
    passed: bool | None
    terms_version: int
    terms_accepted_at: datetime | None
    applied_at: datetime
    placed_at: datetime
    turn: int
    entry: str | None
    score_shown: bool
    stirred_at: datetime | None
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMove:
    place: Place
    moved_at: datetime
    by_id: PersonId | None
    why: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTester:
    person_id: PersonId
    cohort: str | None
    standing: PastStanding
    on: DeviceDraft | None = None
    link: str | None = None  # the code by which they came
    answers: Sequence[tuple[str, str, bool]] = ()  # question, answer, passed
    steps: Sequence[PastMove] = field(default_factory=tuple)


def bring_whole_programme(past: PastProgramme) -> bool:
    """Keep a beta as it was; a project that has one keeps its own."""
    if find_programme(WORKER, past.project_id) is not None:
        return False
    latest = past.terms[-1]
    programme_id, _ = bring_programme(
        past.draft,
        project_id=past.project_id,
        by_id=latest.by_id,
        terms_version=latest.version,
        opened_at=past.opened_at,
        cohorts=past.cohorts,
    )
    programme = get_programme(WORKER, programme_id, lock=True)
    programme.closed_at = past.closed_at
    programme.reports_seen_by = past.reports_seen_by
    asked = bring_rules(programme_id, past.draft, [one.draft for one in past.questions])
    for question_id, question in zip(asked, past.questions, strict=True):
        row = db.session.get_one(ScreeningQuestion, question_id)
        row.retired_at = question.retired_at
    bring_terms(programme_id, past.terms)
    if past.lottery is not None and past.lottery.seed is not None:
        bring_promise(programme_id, past.lottery)
    if past.end is not None:
        bring_end(programme_id, past.end)
    return True


def bring_end(programme_id: ProgrammeId, past: PastEnd) -> None:
    ended = CloseOut(programme_id=programme_id, **asdict(past))
    ended.summary_html = render_markdown(past.summary)
    ended.thanks_html = render_markdown(past.thanks)
    db.session.add(ended)


def bring_terms(programme_id: ProgrammeId, terms: Sequence[PastTerms]) -> None:
    db.session.flush()  # the terms as they stand are among these, with their day
    db.session.execute(
        delete(ProgrammeTerms).where(ProgrammeTerms.programme_id == programme_id)
    )
    for one in terms:
        html = render_markdown(one.terms)
        kept = ProgrammeTerms(**asdict(one), terms_html=html)
        kept.programme_id = programme_id
        db.session.add(kept)


def bring_promise(programme_id: ProgrammeId, past: PastLottery) -> None:
    found = db.session.get(Lottery, programme_id) or Lottery(programme_id=programme_id)
    for name, value in asdict(past).items():
        setattr(found, name, value)
    db.session.add(found)


def bring_tester(programme_id: ProgrammeId, past: PastTester) -> bool | str:
    """Keep somebody's place; False: they have one here; a sentence: why not."""
    programme = get_programme(WORKER, programme_id, lock=True)
    if find_enrolment(programme.id, past.person_id) is not None:
        return False
    holds = past.standing.place in HOLDING_A_SEAT
    if holds and programme.taken >= programme.seats:
        return NO_SEAT
    programme.taken += holds
    enrolment = Enrolment(person_id=past.person_id, **asdict(past.standing))
    enrolment.programme_id = programme.id
    cohort = cohort_named(programme.id, past.cohort) if past.cohort else None
    enrolment.cohort_id = cohort.id if cohort else None
    came_by = find_link(programme.id, past.link or "")
    enrolment.link_id = came_by.id if came_by else None
    if past.on is not None:
        bring_device(past.person_id, past.on, added_at=past.standing.applied_at)
        device = find_device(past.person_id, past.on)
        enrolment.device_id = device.id if device else None
    db.session.add(enrolment)
    db.session.flush()  # its answers and steps need its key
    db.session.add_all(history_of(enrolment, past))
    return True


def history_of(enrolment: Enrolment, past: PastTester) -> list[Any]:
    """What they answered, and how they came to their place."""
    asked = questions_ever(enrolment.programme_id)
    answers = [
        ScreeningAnswer(
            enrolment_id=enrolment.id, question_id=asked[label], value=value, passed=ok
        )
        for label, value, ok in past.answers
        if label in asked
    ]
    steps = [
        EnrolmentStep(enrolment_id=enrolment.id, **asdict(one)) for one in past.steps
    ]
    return [*answers, *steps]


def bring_device(
    person_id: PersonId,
    draft: DeviceDraft,
    *,
    added_at: datetime,
    retired_at: datetime | None = None,
) -> bool:
    """Keep something to test on; False: it is here already."""
    if find_device(person_id, draft) is not None:
        return False
    device = Device(person_id=person_id, **asdict(draft))
    device.added_at, device.retired_at = added_at, retired_at
    db.session.add(device)
    db.session.flush()  # a line after it may name the same one
    return True
