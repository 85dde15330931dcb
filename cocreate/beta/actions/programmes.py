"""Open a programme, change it, group its testers. The team alone may."""

from datetime import date

from sqlalchemy import delete

from cocreate.beta.actions.drawing import keep_lottery
from cocreate.beta.actions.seats import TEAM_ONLY, fill_seats
from cocreate.beta.drafts import ProgrammeDraft
from cocreate.beta.events import TermsChanged
from cocreate.beta.models import (
    Cohort,
    Enrolment,
    Programme,
    ProgrammePlatform,
    ProgrammeSegment,
    ProgrammeTerms,
)
from cocreate.beta.policy import may_run
from cocreate.beta.queries.enrolments import get_enrolment
from cocreate.beta.queries.programmes import (
    cohort_named,
    cohorts,
    find_cohort,
    find_programme,
    get_programme,
)
from cocreate.kernel.clock import local, now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import CohortId, EnrolmentId, ProgrammeId, ProjectId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.kernel.text import render_markdown
from cocreate.people.queries import every_segment
from cocreate.projects.queries import get_project_by_id

FIRST_COHORT = "Everyone"
MOST_COHORTS = 50
FOR_NOBODY = "Tick at least one segment, or let everybody apply."
OVER = (
    "This day is over: everybody would be sent home at once. "
    "To end the programme, use “End the programme” on the page of who takes part."
)


def save_programme(
    actor: Actor, project_id: ProjectId, draft: ProgrammeDraft
) -> Programme:
    """Open the beta of a project, or change the one it has."""
    programme = find_programme(actor, project_id)
    if programme is None:
        return open_programme(actor, project_id, draft)
    return edit_programme(actor, programme.id, draft)


def open_programme(
    actor: Actor, project_id: ProjectId, draft: ProgrammeDraft
) -> Programme:
    """Open the beta of a project, with one cohort to begin with.

    A project has one: a second press gives the programme the first one opened.
    """
    require(may_run(actor), TEAM_ONLY)
    project = get_project_by_id(actor, project_id, lock=True)
    if found := find_programme(actor, project.id):
        return found
    refuse_nobody(draft)
    refuse_over(draft)
    programme = Programme(
        project_id=project.id,
        name=draft.name,
        about=draft.about,
        about_html=render_markdown(draft.about),
        terms=draft.terms,
        terms_html=render_markdown(draft.terms),
        terms_version=1,
        seats=draft.seats,
        taken=0,
    )
    db.session.add(programme)
    db.session.flush()  # its cohort and its terms need the programme's key
    db.session.add(Cohort(programme_id=programme.id, name=FIRST_COHORT, position=0))
    keep_terms(actor, programme)
    say_whom_for(programme, draft)
    return programme


def refuse_nobody(draft: ProgrammeDraft) -> None:
    """A programme for some segments alone names one that there is."""
    known = {segment.id for segment in every_segment()} if draft.by_segment else set()
    if draft.by_segment and not known & {*draft.segment_ids}:
        raise InvalidError({"segment_ids": FOR_NOBODY})


def refuse_over(draft: ProgrammeDraft, before: date | None = None) -> None:
    """A last day that is over would send everybody home at once."""
    last = draft.ends_on
    if last is not None and last != before and last < local(now()).date():
        raise InvalidError({"ends_on": OVER})


def keep_terms(actor: Actor, programme: Programme) -> None:
    db.session.add(
        ProgrammeTerms(
            programme_id=programme.id,
            version=programme.terms_version,
            terms=programme.terms,
            terms_html=programme.terms_html,
            by_id=actor.person_id,
        )
    )


def say_whom_for(programme: Programme, draft: ProgrammeDraft) -> None:
    """Its days, how seats are given, and whom and what it is for."""
    keep_lottery(programme, draft)
    programme.rule = draft.rule
    programme.starts_on = draft.starts_on
    programme.entries_until = draft.entries_until
    programme.ends_on = draft.ends_on
    programme.idle_days = draft.idle_days
    programme.by_segment = draft.by_segment
    for table in (ProgrammePlatform, ProgrammeSegment):
        db.session.execute(delete(table).where(table.programme_id == programme.id))
    known = {segment.id for segment in every_segment()}
    db.session.add_all(
        ProgrammePlatform(
            programme_id=programme.id, platform=platform, least_version=least
        )
        for platform, least in draft.platforms.items()
    )
    db.session.add_all(
        ProgrammeSegment(programme_id=programme.id, segment_id=segment_id)
        for segment_id in sorted({*draft.segment_ids} & known)
    )


def edit_programme(
    actor: Actor, programme_id: ProgrammeId, draft: ProgrammeDraft
) -> Programme:
    """Change the programme.

    New words in the terms are a new version of them; new seats go to those who have
    waited longest.
    """
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    if draft.seats < programme.taken:
        taken = f"{programme.taken:,} seats are taken; there cannot be fewer."
        raise InvalidError({"seats": taken})
    refuse_nobody(draft)
    refuse_over(draft, before=programme.ends_on)
    programme.name = draft.name
    programme.about = draft.about
    programme.about_html = render_markdown(draft.about)
    programme.seats = draft.seats
    say_whom_for(programme, draft)
    if draft.terms != programme.terms:
        change_terms(actor, programme, draft.terms)
    fill_seats(programme)
    return programme


def change_terms(actor: Actor, programme: Programme, terms: str) -> None:
    programme.terms = terms
    programme.terms_html = render_markdown(terms)
    programme.terms_version += 1
    keep_terms(actor, programme)
    record(
        TermsChanged(programme_id=programme.id, version=programme.terms_version),
    )


def close_programme(actor: Actor, programme_id: ProgrammeId) -> None:
    """Take no more testers. Those who are in stay in, and keep their builds."""
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    programme.closed_at = programme.closed_at or now()


def reopen_programme(actor: Actor, programme_id: ProgrammeId) -> None:
    """Take testers again, and give free seats to those who wait."""
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    programme.closed_at = None
    fill_seats(programme)


def give_seats_due(programme_id: ProgrammeId) -> None:
    """Give what is free by now: seats that were kept for the cited until a day."""
    fill_seats(get_programme(WORKER, programme_id, lock=True))


def add_cohort(actor: Actor, programme_id: ProgrammeId, *, name: str) -> Cohort:
    """Add a cohort after the others; one of that name is given back as it is."""
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    if found := cohort_named(programme.id, name):
        return found
    existing = cohorts(programme.id)
    if len(existing) >= MOST_COHORTS:
        raise InvalidError({"name": f"A programme has {MOST_COHORTS} cohorts at most."})
    position = 1 + max((cohort.position for cohort in existing), default=-1)
    cohort = Cohort(programme_id=programme.id, name=name, position=position)
    db.session.add(cohort)
    db.session.flush()  # the caller may name it by its key
    return cohort


def move_to_cohort(
    actor: Actor, enrolment_id: EnrolmentId, *, cohort_id: CohortId
) -> Enrolment:
    """Put a tester into another cohort of the same programme."""
    require(may_run(actor), TEAM_ONLY)
    enrolment = get_enrolment(actor, enrolment_id)
    if find_cohort(enrolment.programme_id, cohort_id) is None:
        raise InvalidError({"cohort_id": "Choose a cohort of this programme."})
    enrolment.cohort_id = cohort_id
    return enrolment
