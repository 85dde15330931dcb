"""Take over what is known of customers elsewhere: what is here already stays."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from cocreate.kernel.answers import UnreadableError
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.people.actions.attributes import (
    AttributeDraft,
    add_attribute,
    same_attribute,
)
from cocreate.people.actions.placing import place_people
from cocreate.people.actions.segments import SegmentDraft, find_same, make_segment
from cocreate.people.models import AttributeValue
from cocreate.people.queries import attributes
from cocreate.people.rules import Source, value_of


class PastKnown(NamedTuple):
    """One thing that was known of somebody, as it was written."""

    person_id: PersonId
    slug: str
    value: str
    source: Source
    set_at: datetime


def bring_attribute(actor: Actor, *, draft: AttributeDraft) -> bool:
    """Know one more thing of customers; whether it is new here."""
    if same_attribute(draft.label) is not None:
        return False
    add_attribute(actor, draft=draft)
    return True


def bring_segment(actor: Actor, *, draft: SegmentDraft) -> bool:
    """Speak of these customers together; whether nobody did here before."""
    if find_same(draft.name) is not None:
        return False
    make_segment(actor, draft=draft)
    return True


def bring_known(rows: Iterable[PastKnown]) -> list[bool | str]:
    """Keep what is not known here yet: of each whether it came, or why it cannot."""
    by_slug = {line.slug: line for line in attributes()}
    moved: set[PersonId] = set()
    told: list[bool | str] = []
    for row in rows:
        line = by_slug.get(row.slug)
        if line is None:
            told.append(f"there is no attribute {row.slug}")
            continue
        try:
            value = value_of(line.question, row.value)
        except UnreadableError as unread:
            told.append(f"`value`: {unread}")
            continue
        came = changed_rows(
            db.session.execute(
                insert_into(AttributeValue)
                .values(
                    person_id=row.person_id,
                    attribute_id=line.id,
                    value=value,
                    source=row.source,
                    set_at=row.set_at,
                )
                .on_conflict_do_nothing()
            )
        )
        told.append(came > 0)
        moved |= {row.person_id} if came else set()
    place_people(moved)
    return told
