"""Questions about whom a programme is for, what it asks, and what was answered."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import exists, func, select

from cocreate.beta.kinds import Platform, QuestionKind
from cocreate.beta.models import (
    Enrolment,
    Programme,
    ProgrammePlatform,
    ProgrammeSegment,
    ScreeningAnswer,
    ScreeningQuestion,
)
from cocreate.beta.screening import Asked, lines_of
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import (
    EnrolmentId,
    PersonId,
    ProgrammeId,
    QuestionId,
    SegmentId,
)
from cocreate.kernel.policy import Actor
from cocreate.people.queries import segments_of

MOST_REMEMBERED = 200

ASKED = (
    ScreeningQuestion.id,
    ScreeningQuestion.kind,
    ScreeningQuestion.label,
    ScreeningQuestion.hint,
    ScreeningQuestion.choices,
    ScreeningQuestion.passes,
)


def questions_of(programme_id: ProgrammeId) -> list[Asked]:
    """What a programme asks of those who apply, in its order."""
    rows = db.session.execute(
        select(*ASKED)
        .where(
            ScreeningQuestion.programme_id == programme_id,
            ScreeningQuestion.retired_at.is_(None),
        )
        .order_by(ScreeningQuestion.position, ScreeningQuestion.id)
    )
    return [
        Asked(
            id=row.id,
            kind=row.kind,
            label=row.label,
            hint=row.hint,
            choices=lines_of(row.choices),
            passes=row.passes,
        )
        for row in rows
    ]


def questions_ever(programme_id: ProgrammeId) -> dict[str, QuestionId]:
    """Every question that was ever asked, by its words; the latest of the same."""
    rows = db.session.execute(
        select(ScreeningQuestion.label, ScreeningQuestion.id)
        .where(ScreeningQuestion.programme_id == programme_id)
        .order_by(ScreeningQuestion.id)
    )
    return {row.label: row.id for row in rows}


def get_question(question_id: QuestionId) -> ScreeningQuestion:
    found = db.session.get(ScreeningQuestion, question_id)
    if found is None:
        raise NotFoundError
    return found


def next_position(programme_id: ProgrammeId) -> int:
    last = db.session.scalar(
        select(func.max(ScreeningQuestion.position)).where(
            ScreeningQuestion.programme_id == programme_id
        )
    )
    return 0 if last is None else last + 1


class Answered(NamedTuple):
    """An answer beside its question, as the team reads it."""

    label: str
    value: str
    passed: bool


def answers_of(
    enrolment_ids: Iterable[EnrolmentId],
) -> dict[EnrolmentId, list[Answered]]:
    """What each of these answered, in the order of the questions."""
    found: dict[EnrolmentId, list[Answered]] = {key: [] for key in enrolment_ids}
    rows = db.session.execute(
        select(
            ScreeningAnswer.enrolment_id,
            ScreeningQuestion.label,
            ScreeningAnswer.value,
            ScreeningAnswer.passed,
        )
        .join(ScreeningQuestion, ScreeningQuestion.id == ScreeningAnswer.question_id)
        .where(ScreeningAnswer.enrolment_id.in_(found))
        .order_by(ScreeningQuestion.position, ScreeningQuestion.id)
    )
    for row in rows:
        found[row.enrolment_id].append(Answered(row.label, row.value, row.passed))
    return found


def answered_before(actor: Actor, questions: Sequence[Asked]) -> dict[str, list[str]]:
    """What the actor answered when they were asked the same, here or elsewhere."""
    if not questions:
        return {}
    rows = db.session.execute(
        select(ScreeningQuestion.label, ScreeningQuestion.kind, ScreeningAnswer.value)
        .join(ScreeningAnswer, ScreeningAnswer.question_id == ScreeningQuestion.id)
        .join(Enrolment, Enrolment.id == ScreeningAnswer.enrolment_id)
        .where(
            Enrolment.person_id == actor.person_id,
            ScreeningQuestion.label.in_([asked.label for asked in questions]),
        )
        .order_by(Enrolment.applied_at.desc(), Enrolment.id.desc())
        .limit(MOST_REMEMBERED)
    )
    latest: dict[tuple[str, QuestionKind], list[str]] = {}
    for row in rows:
        latest.setdefault((row.label, row.kind), row.value.split("\n"))
    said = {asked.name: latest.get((asked.label, asked.kind)) for asked in questions}
    return {name: value for name, value in said.items() if value}


def platforms_of(programme_id: ProgrammeId) -> dict[Platform, str]:
    """The platforms a programme is for, each with the least version of its system."""
    rows = db.session.execute(
        select(ProgrammePlatform.platform, ProgrammePlatform.least_version).where(
            ProgrammePlatform.programme_id == programme_id
        )
    )
    found = {row.platform: row.least_version for row in rows}
    return {one: found[one] for one in Platform if one in found}


def segment_ids_of(programme_id: ProgrammeId) -> Sequence[SegmentId]:
    return db.session.scalars(
        select(ProgrammeSegment.segment_id)
        .where(ProgrammeSegment.programme_id == programme_id)
        .order_by(ProgrammeSegment.segment_id)
    ).all()


def is_eligible(programme: Programme, person_id: PersonId) -> bool:
    """Whether somebody is in a segment that the programme is for."""
    if not programme.by_segment:
        return True
    theirs = segments_of([person_id]).get(person_id, frozenset())
    return bool(theirs) and bool(
        db.session.scalar(
            select(
                exists().where(
                    ProgrammeSegment.programme_id == programme.id,
                    ProgrammeSegment.segment_id.in_(theirs),
                )
            )
        )
    )
