"""Keep what a project had asked of ideas before it came here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, insert, select

from cocreate.ideas.actions.intake import FieldDraft
from cocreate.ideas.fields import FieldKind
from cocreate.ideas.models import IdeaField, Intake
from cocreate.ideas.queries.intake import MOST_FIELDS, open_fields
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import ProjectId, slug_of


@dataclass(frozen=True, slots=True)
class PastField:
    """A question, and whether it is asked no more."""

    draft: FieldDraft
    is_retired: bool


class KnownField(NamedTuple):
    """A question of a project, as answers find it."""

    id: int
    kind: FieldKind


def bring_intake(
    project_id: ProjectId,
    *,
    template: str,
    takes_guests: bool,
    fields: Sequence[PastField],
) -> list[str]:
    """Ask what was asked elsewhere; the questions for which there is no room.

    What the project says already stays: its template, and a question of the same name.
    """
    if template or takes_guests:
        db.session.execute(
            insert_into(Intake)
            .values(project_id=project_id, template=template, takes_guests=takes_guests)
            .on_conflict_do_nothing()
        )
    return bring_fields(project_id, fields)


def bring_fields(project_id: ProjectId, fields: Sequence[PastField]) -> list[str]:
    known = fields_by_slug(project_id)
    room = MOST_FIELDS - len(open_fields(project_id))
    fresh, left_out = [], []
    for field in fields:
        if slug_of(field.draft.label) in known:
            continue
        if not field.is_retired and not room:
            left_out.append(field.draft.label)
            continue
        room -= not field.is_retired
        fresh.append(field)
    if fresh:
        last = select(func.max(IdeaField.position)).where(
            IdeaField.project_id == project_id
        )
        first = (db.session.scalar(last) or 0) + 1
        rows = [
            row_of_field(project_id, first + place, field)
            for place, field in enumerate(fresh)
        ]
        db.session.execute(insert(IdeaField), rows)
    return left_out


def row_of_field(
    project_id: ProjectId, position: int, field: PastField
) -> dict[str, object]:
    draft = field.draft
    return {
        "project_id": project_id,
        "slug": slug_of(draft.label),
        "label": draft.label,
        "hint": draft.hint,
        "kind": draft.kind,
        "choices": "\n".join(draft.choices),
        "is_required": draft.is_required,
        "position": position,
        "retired_at": now() if field.is_retired else None,
    }


def fields_by_slug(project_id: ProjectId) -> dict[str, KnownField]:
    """All that a project asks or once asked."""
    rows = db.session.execute(
        select(IdeaField.slug, IdeaField.id, IdeaField.kind).where(
            IdeaField.project_id == project_id
        )
    )
    return {slug: KnownField(field_id, kind) for slug, field_id, kind in rows}
