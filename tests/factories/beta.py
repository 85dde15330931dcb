"""Programmes, testers and builds, made as the team and testers make them."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from cocreate.beta import actions, queries
from cocreate.beta.drafts import (
    Application,
    BuildDraft,
    ProgrammeDraft,
    ReportDraft,
)
from cocreate.beta.kinds import Platform, ReportKind, Step
from cocreate.beta.models import BetaReport, Build, Enrolment, Nudge, Programme
from cocreate.decisions.models import Decision
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProgrammeId
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase
from tests.factories.people import a_person, a_product_manager, actor_of
from tests.factories.projects import a_project

numbers = count(1)
TERMS = "You keep what you see to yourself until it is released."


def a_programme(
    project: Project | None = None, *, seats: int = 10, terms: str = TERMS
) -> Programme:
    project = project or a_project(phase=Phase.BETA)
    draft = ProgrammeDraft(
        name="Try it before anyone else", about="Three weeks.", terms=terms, seats=seats
    )
    manager = actor_of(a_product_manager())
    programme = actions.open_programme(manager, project.id, draft)
    db.session.commit()
    return programme


def an_enrolment(programme: Programme, person: Person | None = None) -> Enrolment:
    """An application of a person: with a seat, while seats last."""
    application = Application(
        device="Pixel 8, Android 15",
        why="I pay with it every day.",
        terms_version=programme.terms_version,
        answers={one.id: "yes" for one in queries.questions_of(programme.id)},
    )
    person = person or a_person(f"Tester {next(numbers)}")
    enrolment = actions.apply_for_seat(actor_of(person), programme.id, application)
    db.session.commit()
    return enrolment


def a_tester(programme: Programme, name: str = "Lucía Ferrán") -> Person:
    person = a_person(name)
    an_enrolment(programme, person)
    return person


def a_build(
    programme: Programme,
    *,
    content: bytes = b"these are the bytes of a build",
    version: str | None = None,
    platform: Platform = Platform.ANDROID,
    file_name: str = "bank.apk",
    assigned: bool = True,
    decisions: Sequence[Decision] = (),
) -> Build:
    """A build, given to every cohort unless a test says otherwise."""
    cohorts = queries.cohorts(programme.id) if assigned else []
    draft = BuildDraft(
        version=version or f"5.0 beta {next(numbers)}",
        platform=platform,
        file_name=file_name,
        notes="The evening notice: *what leaves tomorrow*.",
        cohort_ids=[cohort.id for cohort in cohorts],
        decision_ids=[decision.id for decision in decisions],
    )
    stored = actions.keep_file([content])
    manager = actor_of(a_product_manager())
    build = actions.add_build(manager, programme.id, draft, stored)
    db.session.commit()
    return build


def a_nudge(
    programme_id: ProgrammeId, person_id: PersonId, *, by_id: PersonId
) -> Nudge:
    """A reminder that was sent some time ago."""
    nudge = Nudge(programme_id=programme_id, person_id=person_id, step=Step.TRIED)
    nudge.by_id, nudge.nudged_at = by_id, now() - timedelta(days=8)
    db.session.add(nudge)
    db.session.commit()
    return nudge


def a_report(
    build: Build,
    author: Person,
    *,
    title: str = "The button is grey",
    kind: ReportKind = ReportKind.PROBLEM,
) -> BetaReport:
    draft = ReportDraft(build_id=build.id, kind=kind, title=title, body="At six.")
    report = actions.file_report(actor_of(author), draft)
    db.session.commit()
    return report
