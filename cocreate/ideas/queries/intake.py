"""What a project asks of whoever proposes an idea."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cocreate.ideas.fields import FieldKind
from cocreate.ideas.models import FieldAnswer, IdeaField, Intake
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, ProjectId, slug_of

MOST_FIELDS = 12


@dataclass(frozen=True, slots=True)
class AskedField:
    """One field: what it asks, and what answers it takes."""

    id: int
    slug: str
    label: str
    hint: str
    kind: FieldKind
    choices: tuple[str, ...]
    is_required: bool

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"field_{self.id}"

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen, where its kind is a choice."""
        if self.kind is FieldKind.YES_NO:
            return [("", "Yes or no?"), ("yes", "Yes"), ("no", "No")]
        return [("", "Choose one"), *((choice, choice) for choice in self.choices)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A project's template, its fields, and whether guests may propose."""

    template: str = ""
    takes_guests: bool = False
    fields: tuple[AskedField, ...] = ()

    @property
    def required(self) -> list[AskedField]:
        return [field for field in self.fields if field.is_required]

    @property
    def optional(self) -> list[AskedField]:
        return [field for field in self.fields if not field.is_required]


def asked_of(project_id: ProjectId) -> Asked:
    """What is asked now; retired fields are not."""
    row = db.session.execute(
        select(Intake.template, Intake.takes_guests).where(
            Intake.project_id == project_id
        )
    ).one_or_none()
    fields = tuple(map(asked_field, open_fields(project_id)))
    if row is None:
        return Asked(fields=fields)
    return Asked(row.template, row.takes_guests, fields)


def filtering_fields(project_id: ProjectId) -> tuple[AskedField, ...]:
    """The questions by which a list can be filtered: those that are asked now."""
    return tuple(map(asked_field, open_fields(project_id)))


def open_fields(project_id: ProjectId) -> Sequence[IdeaField]:
    return db.session.scalars(
        select(IdeaField)
        .where(IdeaField.project_id == project_id, IdeaField.retired_at.is_(None))
        .order_by(IdeaField.position, IdeaField.id)
        .limit(MOST_FIELDS)
    ).all()


def asked_field(row: IdeaField) -> AskedField:
    return AskedField(
        id=row.id,
        slug=row.slug,
        label=row.label,
        hint=row.hint,
        kind=row.kind,
        choices=tuple(row.choices.splitlines()),
        is_required=row.is_required,
    )


def find_same_field(project_id: ProjectId, label: str) -> IdeaField | None:
    """The field of this name, asked now or once."""
    return db.session.scalar(
        select(IdeaField).where(
            IdeaField.project_id == project_id, IdeaField.slug == slug_of(label)
        )
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What an idea says to one field, as its page shows it."""

    label: str
    slug: str
    kind: FieldKind
    value: str

    @property
    def words(self) -> str:
        return self.value.capitalize() if self.kind is FieldKind.YES_NO else self.value


def answers_of(idea_id: IdeaId) -> list[Said]:
    """What an idea says to its project's fields, those that are retired included."""
    rows = db.session.execute(
        select(IdeaField.label, IdeaField.slug, IdeaField.kind, FieldAnswer.value)
        .join(FieldAnswer, FieldAnswer.field_id == IdeaField.id)
        .where(FieldAnswer.idea_id == idea_id)
        .order_by(IdeaField.position, IdeaField.id)
    )
    return [Said(*row) for row in rows]


def answers_by_field(idea_id: IdeaId) -> dict[int, str]:
    """The same, by the keys of the fields."""
    rows = db.session.execute(
        select(FieldAnswer.field_id, FieldAnswer.value).where(
            FieldAnswer.idea_id == idea_id
        )
    )
    return {row.field_id: row.value for row in rows}


def get_field(project_id: ProjectId, field_id: int) -> IdeaField:
    field = db.session.scalar(
        select(IdeaField).where(
            IdeaField.id == field_id, IdeaField.project_id == project_id
        )
    )
    if field is None:
        raise NotFoundError
    return field
