"""Builds: what each is, whom it reaches and how far, what there is to try in it."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from cocreate.beta.manifest import manifest_of
from cocreate.beta.models import (
    Build,
    BuildAssignment,
    BuildDecision,
    Cohort,
    FormerNotes,
    InvitationLink,
    Programme,
    Rollout,
    Task,
)
from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    named,
    present,
    streamed,
    written,
)
from cocreate.config import current
from cocreate.decisions.models import Decision
from cocreate.kernel.db import db
from cocreate.kernel.ids import BuildId
from cocreate.people.models import Person
from cocreate.projects.models import Project


def links(chosen: Selection) -> Iterator[Row]:
    """The links that let people in, with their bounds; none that is one address's."""
    query = chosen.of_projects(
        select(InvitationLink, Project.slug, Person.name, Cohort.name)
        .join(Programme, Programme.id == InvitationLink.programme_id)
        .join(Project, Project.id == Programme.project_id)
        .join(Person, Person.id == InvitationLink.by_id)
        .outerjoin(Cohort, Cohort.id == InvitationLink.cohort_id)
        .where(InvitationLink.email.is_(None))
        .order_by(InvitationLink.id)
    )
    for link, slug, by, cohort in streamed(query):
        yield {
            "project_slug": slug,
            "code": link.code,
            "uses": link.uses,
            "made": written(link.made_at),
            **named("by", link.by_id, by),
            "internal": True,
        } | present(
            note=link.note or None,
            cohort=cohort,
            most_uses=link.most_uses,
            expires=written(link.expires_at),
            revoked=written(link.revoked_at),
        )


def builds(chosen: Selection) -> Iterator[Row]:
    """Each by its platform and version; its bytes by their SHA-256."""
    query = chosen.of_projects(
        select(Build, Project.slug, Person.name)
        .join(Programme, Programme.id == Build.programme_id)
        .join(Project, Project.id == Programme.project_id)
        .join(Person, Person.id == Build.uploader_id)
        .order_by(Build.id)
    )
    for build, slug, by in streamed(query):
        if chosen.builds is not None:
            chosen.builds.copy_build(build.storage_key, build.sha256, build.size)
        yield {
            "project_slug": slug,
            **row_of_build(build),
            **named("by", build.uploader_id, by),
            "internal": True,
        } | beside(build)


def row_of_build(build: Build) -> Row:
    return {
        "platform": str(build.platform),
        "version": build.version,
        "channel": str(build.channel),
        "file": {"name": build.file_name, "size": build.size, "sha256": build.sha256},
        "uploaded": written(build.uploaded_at),
        "expires": written(build.expires_at),
        "share": build.share,
    } | present(
        notes=build.notes or None,
        least_os=build.least_os or None,
        package=build.package or None,
        number=build.number or None,
        facts=json.loads(build.facts) or None,
        expiry_told=build.expiry_told,
        released=written(build.released_at),
        revoked=written(build.revoked_at),
        revoked_reason=build.revoked_reason,
        halted=written(build.halted_at),
        halted_reason=build.halted_reason or None,
    )


def beside(build: Build) -> Row:
    """What other tables say of it."""
    carried = decisions_of(build.id)
    return present(
        given=[*given_to(build.id)] or None,
        rollout=rollout_of(build.id),
        former_notes=[*notes_before(build.id)] or None,
        tasks=[*tasks_of(build.id)] or None,
        decisions=[one.title for one in carried] or None,
        manifest=manifest_of(current(), build, [one.id for one in carried]),
    )


def decisions_of(build_id: BuildId) -> list[Decision]:
    carried = (
        select(Decision)
        .join(BuildDecision, BuildDecision.decision_id == Decision.id)
        .where(BuildDecision.build_id == build_id)
        .order_by(Decision.id)
    )
    return [*db.session.scalars(carried)]


def given_to(build_id: BuildId) -> Iterator[Row]:
    query = (
        select(BuildAssignment, Cohort.name, Person.name)
        .join(Cohort, Cohort.id == BuildAssignment.cohort_id)
        .join(Person, Person.id == BuildAssignment.by_id)
        .where(BuildAssignment.build_id == build_id)
        .order_by(Cohort.position, Cohort.id)
    )
    for given, cohort, by in db.session.execute(query):
        said = {"cohort": cohort, "at": written(given.assigned_at)}
        yield (
            said | named("by", given.by_id, by) | present(at_once=given.at_once or None)
        )


def rollout_of(build_id: BuildId) -> Row | None:
    query = (
        select(Rollout, Person.name)
        .join(Person, Person.id == Rollout.by_id)
        .where(Rollout.build_id == build_id)
    )
    for rollout, by in db.session.execute(query):
        return {
            "steps": [int(step) for step in rollout.steps.split()],
            "pace": str(rollout.pace),
            "hours": rollout.hours,
            "least_satisfied": rollout.least_satisfied,
            "most_stopped": rollout.most_stopped,
            "state": str(rollout.state),
            "stepped": written(rollout.stepped_at),
            **named("by", rollout.by_id, by),
        } | present(reason=rollout.reason or None)
    return None


def notes_before(build_id: BuildId) -> Iterator[Row]:
    query = (
        select(FormerNotes, Person.name)
        .join(Person, Person.id == FormerNotes.by_id)
        .where(FormerNotes.build_id == build_id)
        .order_by(FormerNotes.id)
    )
    for notes, by in db.session.execute(query):
        said = {"notes": notes.notes, "until": written(notes.until)}
        yield said | named("by", notes.by_id, by)


def tasks_of(build_id: BuildId) -> Iterator[Row]:
    query = (
        select(Task, Person.name)
        .join(Person, Person.id == Task.by_id)
        .where(Task.build_id == build_id)
        .order_by(Task.id)
    )
    for task, by in db.session.execute(query):
        yield {
            "title": task.title,
            "minutes": task.minutes,
            "at": written(task.written_at),
            **named("by", task.by_id, by),
        } | present(how=task.how or None, dropped=written(task.dropped_at))
