"""Projects with what they ask, and ideas with what hangs on them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cocreate.cli.exporting.hanging import files_on
from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    batches,
    named,
    present,
    streamed,
    written,
)
from cocreate.cli.importing.imported import slug_for
from cocreate.discussion.models import Lock
from cocreate.ideas.models import Attachment, FieldAnswer, Idea, IdeaField, Intake
from cocreate.ideas.workflow import read, seen
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.orders import Sort

Locker = aliased(Person, name="locker")


def projects(chosen: Selection) -> Iterator[Row]:
    """Each, and the questions it asks of ideas, those it asks no more included."""
    query = chosen.of_projects(
        select(Project, Intake)
        .outerjoin(Intake, Intake.project_id == Project.id)
        .order_by(Project.id)
    )
    for project, intake in streamed(query):
        yield {"slug": project.slug, "name": project.name} | present(
            private=project.is_private or None,
            statuses=statuses_of(project.workflow, insider=chosen.with_hidden) or None,
            opens_with=None if project.opens_with is Sort.TOP else project.opens_with,
            template=(intake and intake.template) or None,
            guests=(intake and intake.takes_guests) or None,
            fields=[*fields_of(project.id)] or None,
        )


def statuses_of(kept: str, *, insider: bool) -> list[Row]:
    """How a project calls its statuses; those kept inside go with what is hidden."""
    steps = seen(kept, insider=insider).steps if kept else ()
    told = {step.status for step in steps}
    return [
        {
            "status": str(step.status),
            "name": step.name,
            "colour": str(step.colour),
            "following": [str(one) for one in step.following if one in told],
            "votes": step.takes_votes,
            "tells": step.tells,
        }
        | present(internal=None if step.is_public else True)
        for step in steps
    ]


def fields_of(project_id: ProjectId) -> Iterator[Row]:
    asked = (
        select(IdeaField)
        .where(IdeaField.project_id == project_id)
        .order_by(IdeaField.position, IdeaField.id)
    )
    for field in db.session.scalars(asked):
        yield {"label": field.label, "kind": str(field.kind)} | present(
            hint=field.hint or None,
            choices=field.choices.splitlines() or None,
            required=field.is_required or None,
            retired=field.retired_at is not None or None,
        )


def ideas(chosen: Selection) -> Iterator[Row]:
    query = chosen.of_ideas(
        select(
            Idea,
            Person.name,
            Project.name,
            Project.slug,
            Project.workflow,
            Lock,
            Locker.name,
        )
        .join(Person, Person.id == Idea.author_id)
        .join(Project, Project.id == Idea.project_id)
        .outerjoin(Lock, Lock.idea_id == Idea.id)
        .outerjoin(Locker, Locker.id == Lock.by_id)
        .order_by(Idea.id)
    )
    for some in batches(query):
        said = answers_of([row[0].id for row in some if row[0].answers])
        holding = [row[0].id for row in some if row[0].files]
        files = files_on(chosen, Attachment.idea_id, holding)
        for idea, author, project, slug, called, lock, locker in some:
            yield row_of(idea, author) | present(
                project=project,
                project_slug=slug if slug != slug_for(project) else None,
                status_name=read(called).step(idea.status).name if called else None,
                answers=said.get(idea.id),
                attachments=files.get(idea.id),
                locked=lock and row_of_lock(lock, locker),
                internal={"status": str(idea.internal)}
                if idea.internal and chosen.with_hidden
                else None,
            )


def row_of(idea: Idea, author: str) -> Row:
    return {
        "id": str(idea.id),
        "title": idea.title,
        "body": idea.body,
        "author": str(idea.author_id),
        "author_name": author,
        "created": written(idea.proposed_at),
        "status": str(idea.status),
    } | present(
        lang=idea.language,
        tags=idea.tag_names.split("\n") if idea.tag_names else None,
        supporters=idea.supporters,
        merged_into=str(idea.merged_into_id) if idea.merged_into_id else None,
        answered=written(idea.answered_at),
        edited=written(idea.edited_at),
        hidden_at=written(idea.hidden_at),
        hidden_reason=idea.hidden_reason,
        withdrawn_at=written(idea.withdrawn_at),
    )


def row_of_lock(lock: Lock, locker: str) -> Row:
    said = {"reason": lock.reason, "at": written(lock.locked_at)}
    return named("by", lock.by_id, locker) | said


def answers_of(idea_ids: Sequence[IdeaId]) -> dict[IdeaId, Row]:
    """What some ideas say to the questions of their projects."""
    found: dict[IdeaId, Row] = {}
    if not idea_ids:
        return found
    rows = db.session.execute(
        select(FieldAnswer.idea_id, IdeaField.slug, FieldAnswer.value)
        .join(IdeaField, IdeaField.id == FieldAnswer.field_id)
        .where(FieldAnswer.idea_id.in_(idea_ids))
        .order_by(IdeaField.position, IdeaField.id)
    )
    for idea_id, slug, value in rows:
        found.setdefault(idea_id, {})[slug] = value
    return found
