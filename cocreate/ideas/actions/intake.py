"""Say how a project takes ideas: its template, its fields, whether guests may."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.fields import FieldKind, UnreadableError, kept_answer
from cocreate.ideas.models import FieldAnswer, Idea, IdeaField, Intake
from cocreate.ideas.queries import AskedField, asked_of, get_field
from cocreate.ideas.queries.intake import MOST_FIELDS, find_same_field, open_fields
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import ProjectId, slug_of
from cocreate.kernel.policy import Actor, require
from cocreate.projects.policy import may_run
from cocreate.projects.queries import get_project_by_id

TEAM_ONLY = "The product team says what a project asks of ideas."
MISSING = "This project asks everybody for this."


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """A field as the team writes it."""

    label: str
    kind: FieldKind
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False


def set_intake(
    actor: Actor, project_id: ProjectId, *, template: str, takes_guests: bool
) -> None:
    """What the composer begins with, and whether guests may propose."""
    project = get_project_by_id(actor, project_id)
    require(may_run(actor, project), TEAM_ONLY)
    said = {"template": template, "takes_guests": takes_guests}
    db.session.execute(
        insert_into(Intake)
        .values(project_id=project.id, **said)
        .on_conflict_do_update(index_elements=["project_id"], set_=said)
    )


def add_field(actor: Actor, project_id: ProjectId, *, draft: FieldDraft) -> IdeaField:
    """Ask one more thing of every idea to come; a second press asks it once."""
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    if known := find_same_field(project.id, draft.label):
        if known.kind is draft.kind:
            write_field(known, draft)
            known.retired_at = None
            return known
        raise InvalidError({"label": "Another kind of field has this name."})
    if len(open_fields(project.id)) >= MOST_FIELDS:
        raise InvalidError({"label": f"{MOST_FIELDS} fields are all people answer."})
    last = select(func.max(IdeaField.position)).where(
        IdeaField.project_id == project.id
    )
    field = IdeaField(
        project_id=project.id,
        slug=slug_of(draft.label),
        kind=draft.kind,
        position=(db.session.scalar(last) or 0) + 1,
    )
    write_field(field, draft)
    db.session.add(field)
    db.session.flush()  # the page that shows it needs its key
    return field


def edit_field(
    actor: Actor, project_id: ProjectId, field_id: int, *, draft: FieldDraft
) -> IdeaField:
    """Say a field anew. Its kind stays: what was answered is kept in it."""
    project = get_project_by_id(actor, project_id, lock=True)
    require(may_run(actor, project), TEAM_ONLY)
    field = get_field(project.id, field_id)
    same = find_same_field(project.id, draft.label)
    if same is not None and same.id != field.id:
        raise InvalidError({"label": "Another field has this name."})
    write_field(field, draft)
    return field


def write_field(field: IdeaField, draft: FieldDraft) -> None:
    if draft.kind is FieldKind.CHOICE and not draft.choices:
        raise InvalidError({"choices": "Write what can be chosen, one a line."})
    field.slug = slug_of(draft.label)
    field.label, field.hint = draft.label, draft.hint
    field.choices = "\n".join(draft.choices)
    field.is_required = draft.is_required


def retire_field(actor: Actor, project_id: ProjectId, field_id: int) -> None:
    """Ask it no more; ideas that answered it keep what they say."""
    project = get_project_by_id(actor, project_id)
    require(may_run(actor, project), TEAM_ONLY)
    field = get_field(project.id, field_id)
    if field.retired_at is None:
        field.retired_at = now()


def answers_to(project_id: ProjectId, draft: IdeaDraft) -> dict[int, str]:
    """What was said to the project's fields, each checked in the way of its kind."""
    fields = asked_of(project_id).fields
    checked: dict[int, str] = {}
    unknown = draft.said.keys() - {field.slug for field in fields}
    wrong = dict.fromkeys(unknown, "This project asks no such thing.")
    for field in fields:
        said = draft.said.get(field.slug) or draft.answers.get(field.id, "")
        try:
            checked[field.id] = checked_answer(field, said)
        except UnreadableError as unread:
            wrong[field.name] = str(unread)
    if wrong:
        raise InvalidError(wrong)
    return {field_id: value for field_id, value in checked.items() if value}


def checked_answer(field: AskedField, said: str) -> str:
    value = kept_answer(field.kind, said, field.choices)
    if field.is_required and not value:
        raise UnreadableError(MISSING)
    return value


def put_answers(idea: Idea, answers: Mapping[int, str]) -> None:
    """Keep what an idea says to the fields of its project."""
    for field_id, value in answers.items():
        db.session.add(FieldAnswer(idea_id=idea.id, field_id=field_id, value=value))
    idea.answers = len(answers)


def replace_answers(idea: Idea, answers: Mapping[int, str]) -> None:
    """Say something else to the questions that are asked now."""
    asked = [field.id for field in asked_of(idea.project_id).fields]
    said = FieldAnswer.idea_id == idea.id
    db.session.execute(delete(FieldAnswer).where(said, FieldAnswer.field_id.in_(asked)))
    kept = select(func.count()).select_from(FieldAnswer).where(said)
    many = db.session.scalar(kept) or 0
    put_answers(idea, answers)
    idea.answers = many + len(answers)
