"""Betas: what each is and asks, and, with what is hidden, who took part in it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from cocreate.beta import queries
from cocreate.beta.models import (
    CloseOut,
    Device,
    Enrolment,
    EnrolmentStep,
    InvitationLink,
    Lottery,
    Programme,
    ProgrammeTerms,
    ScreeningAnswer,
    ScreeningQuestion,
)
from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    named,
    present,
    streamed,
    written,
)
from cocreate.kernel.db import db
from cocreate.kernel.ids import EnrolmentId, ProgrammeId
from cocreate.people.models import Person
from cocreate.people.queries import every_segment
from cocreate.projects.models import Project

Mover = aliased(Person, name="mover")


def programmes(chosen: Selection) -> Iterator[Row]:
    """Each, with every version of its terms, its groups and what it asks.

    Which answers pass, for whom it is, and the secret of a draw to come are internal.
    """
    query = chosen.of_projects(
        select(Programme, Project.name, Project.slug)
        .join(Project, Project.id == Programme.project_id)
        .order_by(Programme.id)
    )
    for programme, project, slug in streamed(query):
        yield {
            "project": project,
            "project_slug": slug,
            "name": programme.name,
            "about": programme.about,
            "seats": programme.seats,
            "rule": str(programme.rule),
            "opened": written(programme.opened_at),
            "terms": [*terms_of(programme.id)],
            "cohorts": [one.name for one in queries.cohorts(programme.id)],
        } | present(
            closed=written(programme.closed_at),
            starts_on=day(programme.starts_on),
            entries_until=day(programme.entries_until),
            ends_on=day(programme.ends_on),
            idle_days=programme.idle_days,
            platforms=platforms_of(programme.id) or None,
            questions=[*questions_of(programme.id, chosen)] or None,
            lottery=lottery_of(programme.id, chosen),
            segments=segments_of(programme) if chosen.with_hidden else None,
            reports_seen_by=str(programme.reports_seen_by),
            ended=end_of(programme.id),
        )


def end_of(programme_id: ProgrammeId) -> Row | None:
    """How it was closed out, in the team's words."""
    query = (
        select(CloseOut, Person.name)
        .join(Person, Person.id == CloseOut.by_id)
        .where(CloseOut.programme_id == programme_id)
    )
    for ended, by in db.session.execute(query):
        said = {"summary": ended.summary, "thanks": ended.thanks}
        return said | {"at": written(ended.ended_at), **named("by", ended.by_id, by)}
    return None


def day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def terms_of(programme_id: ProgrammeId) -> Iterator[Row]:
    query = (
        select(ProgrammeTerms, Person.name)
        .join(Person, Person.id == ProgrammeTerms.by_id)
        .where(ProgrammeTerms.programme_id == programme_id)
        .order_by(ProgrammeTerms.version)
    )
    for terms, by in db.session.execute(query):
        yield {
            "version": terms.version,
            "terms": terms.terms,
            "at": written(terms.written_at),
            **named("by", terms.by_id, by),
        }


def platforms_of(programme_id: ProgrammeId) -> list[Row]:
    wanted = queries.platforms_of(programme_id)
    return [{"platform": str(one), "least": wanted[one]} for one in wanted]


def questions_of(programme_id: ProgrammeId, chosen: Selection) -> Iterator[Row]:
    query = (
        select(ScreeningQuestion)
        .where(ScreeningQuestion.programme_id == programme_id)
        .order_by(ScreeningQuestion.position, ScreeningQuestion.id)
    )
    for one in db.session.scalars(query):
        yield {"kind": str(one.kind), "label": one.label} | present(
            hint=one.hint or None,
            choices=one.choices.splitlines() or None,
            retired=written(one.retired_at),
            passes=one.passes or None if chosen.with_hidden else None,
        )


def lottery_of(programme_id: ProgrammeId, chosen: Selection) -> Row | None:
    lottery = db.session.get(Lottery, programme_id)
    if lottery is None:
        return None
    may_tell = chosen.with_hidden or lottery.drawn_at is not None
    return {
        "strata": str(lottery.strata),
        "shares": str(lottery.shares),
        "commitment": lottery.commitment,
        "committed": written(lottery.committed_at),
    } | present(
        source=lottery.source or None,
        source_value=lottery.source_value or None,
        drawn=written(lottery.drawn_at),
        document=lottery.document,
        seed=lottery.seed if may_tell else None,
    )


def segments_of(programme: Programme) -> list[str] | None:
    if not programme.by_segment:
        return None
    wanted = {*queries.segment_ids_of(programme.id)}
    return [one.name for one in every_segment() if one.id in wanted]


def enrolments(chosen: Selection) -> Iterator[Row]:
    """Who applied for which beta, on what, what they answered, and each step since."""
    query = chosen.of_projects(
        select(Enrolment, Project.slug, Person.name, Device, InvitationLink.code)
        .join(Programme, Programme.id == Enrolment.programme_id)
        .join(Project, Project.id == Programme.project_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Device, Device.id == Enrolment.device_id)
        .outerjoin(
            InvitationLink,
            and_(
                InvitationLink.id == Enrolment.link_id, InvitationLink.email.is_(None)
            ),
        )
        .order_by(Enrolment.id)
    )
    query = chosen.of_voters(query, Enrolment.person_id)
    for one, slug, name, device, code in streamed(query):
        groups = {group.id: group.name for group in queries.cohorts(one.programme_id)}
        yield {
            "project_slug": slug,
            **named("person", one.person_id, name),
            **placed(one),
            "internal": True,
        } | present(
            cohort=groups.get(one.cohort_id),
            on=row_of_device(device) if device else None,
            link=code,
            answers=[*answers_of(one.id)] or None,
            steps=[*steps_of(one.id)] or None,
        )


def placed(one: Enrolment) -> Row:
    return {
        "place": str(one.place),
        "terms_version": one.terms_version,
        "applied": written(one.applied_at),
        "placed": written(one.placed_at),
    } | present(
        device=one.device or None,
        why=one.why or None,
        passed=one.passed,
        terms_accepted=written(one.terms_accepted_at),
        turn=one.turn or None,
        entry=one.entry,
        score_shown=one.score_shown or None,
        stirred=written(one.stirred_at),
        reminded=written(one.reminded_at),
    )


def row_of_device(device: Device) -> Row:
    said = {"platform": str(device.platform), "model": device.model}
    return said | present(os_version=device.os_version or None)


def answers_of(enrolment_id: EnrolmentId) -> Iterator[Row]:
    query = (
        select(ScreeningAnswer, ScreeningQuestion.label)
        .join(ScreeningQuestion, ScreeningQuestion.id == ScreeningAnswer.question_id)
        .where(ScreeningAnswer.enrolment_id == enrolment_id)
        .order_by(ScreeningQuestion.position, ScreeningQuestion.id)
    )
    for one, label in db.session.execute(query):
        yield {"question": label, "value": one.value, "passed": one.passed}


def steps_of(enrolment_id: EnrolmentId) -> Iterator[Row]:
    query: Any = (
        select(EnrolmentStep, Mover.name)
        .outerjoin(Mover, Mover.id == EnrolmentStep.by_id)
        .where(EnrolmentStep.enrolment_id == enrolment_id)
        .order_by(EnrolmentStep.id)
    )
    for step, by in db.session.execute(query):
        yield {
            "place": str(step.place),
            "at": written(step.moved_at),
            **named("by", step.by_id, by),
        } | present(why=step.why and str(step.why))


def devices(_: Selection) -> Iterator[Row]:
    """What everybody has to test on, or had."""
    query = (
        select(Device, Person.name)
        .join(Person, Person.id == Device.person_id)
        .order_by(Device.id)
    )
    for device, name in streamed(query):
        yield {
            **named("person", device.person_id, name),
            **row_of_device(device),
            "added": written(device.added_at),
            "internal": True,
        } | present(retired=written(device.retired_at))
