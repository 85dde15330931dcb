"""What is known of customers. Internal: the team's to see, and each person's own."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from cocreate.kernel.answers import FieldKind, folded
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import AttributeId, PersonId
from cocreate.kernel.policy import Actor, Role
from cocreate.people.models import Attribute, AttributeValue, Person, SegmentRule
from cocreate.people.policy import sees_attributes
from cocreate.people.rules import Question, Source

AT_ONCE = 500
MOST_GROUPS = 50
MILLIONTH = 1_000_000  # see kernel/answers.py: ranks of numbers


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """An attribute, and of how many people it is known."""

    id: AttributeId
    slug: str
    label: str
    hint: str
    kind: FieldKind
    choices: tuple[str, ...]
    known: int = 0

    @property
    def question(self) -> Question:
        return Question(
            self.slug,
            self.label,
            self.kind,
            attribute_id=self.id,
            choices=self.choices,
        )

    @property
    def groups(self) -> tuple[str, ...]:
        """The values that divide people into few groups; none where they are many."""
        if self.kind is FieldKind.YES_NO:
            return ("yes", "no")
        return self.choices


class Known(NamedTuple):
    """One thing that is known of somebody."""

    attribute_id: AttributeId
    slug: str
    label: str
    kind: FieldKind
    value: str
    source: Source
    set_at: datetime


class Group(NamedTuple):
    """People of one value of an attribute, and what their figures add up to."""

    value: str
    people: int
    worth: float


COLUMNS = (
    Attribute.id,
    Attribute.slug,
    Attribute.label,
    Attribute.hint,
    Attribute.kind,
    Attribute.choices,
)
IN_ORDER = (Attribute.position, Attribute.id)


def attributes() -> list[AttributeLine]:
    """Every attribute, in the order the administrators gave; without counts."""
    return [
        line_of(row) for row in db.session.execute(select(*COLUMNS).order_by(*IN_ORDER))
    ]


def attributes_with_counts() -> list[AttributeLine]:
    """The same, each with how many people it is known of."""
    known = (
        select(func.count())
        .select_from(AttributeValue)
        .where(AttributeValue.attribute_id == Attribute.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(*COLUMNS, known.label("known")).order_by(*IN_ORDER)
    )
    return [line_of(row, row.known) for row in rows]


def line_of(row: Any, known: int = 0) -> AttributeLine:
    return AttributeLine(
        id=row.id,
        slug=row.slug,
        label=row.label,
        hint=row.hint,
        kind=row.kind,
        choices=tuple(row.choices.splitlines()),
        known=known,
    )


def get_attribute(attribute_id: AttributeId, *, lock: bool = False) -> Attribute:
    found = db.session.get(Attribute, attribute_id, with_for_update=lock or None)
    if found is None:
        raise NotFoundError
    return found


def find_attribute(slug: str) -> AttributeLine | None:
    row = db.session.execute(
        select(*COLUMNS).where(Attribute.slug == slug)
    ).one_or_none()
    return None if row is None else line_of(row)


def rules_about(attribute_id: AttributeId) -> int:
    """How many rules of segments ask for an attribute."""
    asks = SegmentRule.attribute_id == attribute_id
    return (
        db.session.scalar(select(func.count()).select_from(SegmentRule).where(asks))
        or 0
    )


def known_of(actor: Actor, person_id: PersonId) -> list[Known]:
    """What is known of somebody: for the team, and for themselves; else nothing."""
    if actor.person_id != person_id and not sees_attributes(actor):
        return []
    rows = db.session.execute(
        select(
            Attribute.id,
            Attribute.slug,
            Attribute.label,
            Attribute.kind,
            AttributeValue.value,
            AttributeValue.source,
            AttributeValue.set_at,
        )
        .join(AttributeValue, AttributeValue.attribute_id == Attribute.id)
        .where(AttributeValue.person_id == person_id)
        .order_by(*IN_ORDER)
    )
    return [Known(*row) for row in rows]


Kept = dict[tuple[PersonId, AttributeId], str]


def values_of(person_ids: Collection[PersonId]) -> Kept:
    """Every value that is kept of these people."""
    found: Kept = {}
    for some in batches(person_ids):
        rows = db.session.execute(
            select(
                AttributeValue.person_id,
                AttributeValue.attribute_id,
                AttributeValue.value,
            ).where(AttributeValue.person_id.in_(some))
        )
        found |= {(row.person_id, row.attribute_id): row.value for row in rows}
    return found


def people_by(column: Any, wanted: Iterable[str]) -> dict[str, PersonId]:
    """Whom each of these addresses or external ids belongs to."""
    found: dict[str, PersonId] = {}
    for some in batches(wanted):
        rows = db.session.execute(select(column, Person.id).where(column.in_(some)))
        found |= {row[0]: row[1] for row in rows}
    return found


def people_by_email(wanted: Iterable[str]) -> dict[str, PersonId]:
    return people_by(Person.email, wanted)


def people_by_external_id(wanted: Iterable[str]) -> dict[str, PersonId]:
    return people_by(Person.external_id, wanted)


def batches(wanted: Iterable[Any]) -> Iterator[Sequence[Any]]:
    every = sorted(set(wanted))
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]


def groups_among(
    actor: Actor,
    person_ids: Any,
    attribute_id: AttributeId,
    *,
    worth_id: AttributeId | None = None,
    most: int = MOST_GROUPS,
) -> list[Group]:
    """How these people divide by an attribute: the most worth first, then the most.

    `person_ids` is a SELECT of ids or a few ids. `worth_id` names a number whose
    values are added up, like a revenue. One statement, at most `most` rows; for the
    team alone, anybody else is given nothing. The accounts behind an idea are
    `groups_among(actor, votes.voters_of(idea_id), account.id, worth_id=revenue.id)`.
    """
    if not sees_attributes(actor):
        return []
    worth = AttributeValue.__table__.alias("worth")
    total = func.coalesce(func.sum(worth.c.rank), 0) if worth_id else 0 * func.count()
    people = func.count()
    query = (
        select(AttributeValue.value, people.label("people"), total.label("worth"))
        .where(
            AttributeValue.attribute_id == attribute_id,
            AttributeValue.person_id.in_(person_ids),
        )
        .group_by(AttributeValue.value)
        .order_by(total.desc(), people.desc(), AttributeValue.value)
        .limit(most)
    )
    if worth_id:
        same = worth.c.person_id == AttributeValue.person_id
        query = query.outerjoin(worth, same & (worth.c.attribute_id == worth_id))
    return [
        Group(row.value, row.people, float(row.worth) / MILLIONTH)
        for row in db.session.execute(query)
    ]


def figures_of(
    attribute_id: AttributeId, person_ids: Collection[PersonId]
) -> dict[PersonId, float]:
    """A number that is known of these people, like their revenue; by person."""
    found: dict[PersonId, float] = {}
    for some in batches(person_ids):
        rows = db.session.execute(
            select(AttributeValue.person_id, AttributeValue.rank).where(
                AttributeValue.attribute_id == attribute_id,
                AttributeValue.person_id.in_(some),
                AttributeValue.rank.is_not(None),
            )
        )
        found |= {row.person_id: row.rank / MILLIONTH for row in rows}
    return found


def people_valued(
    attribute_id: AttributeId, values: Collection[str], *, most: int
) -> list[PersonId]:
    """The people of these values of an attribute: those of some accounts."""
    query = select(AttributeValue.person_id).where(
        AttributeValue.attribute_id == attribute_id,
        AttributeValue.folded.in_({folded(value) for value in values}),
        AttributeValue.value.in_(list(values)),
    )
    query = query.order_by(AttributeValue.person_id).limit(most)
    return list(db.session.scalars(query))


def people_with(attribute_id: AttributeId, value: str) -> Select[PersonId]:
    """A SELECT of the people of whom this value of an attribute is known."""
    return select(AttributeValue.person_id).where(
        AttributeValue.attribute_id == attribute_id,
        AttributeValue.folded == folded(value),
    )


def customers_to_ask() -> Select[PersonId]:
    """A SELECT of the customers who can be written to: with a proven address."""
    return select(Person.id).where(
        is_customer(),
        Person.email.is_not(None),
        Person.verified_at.is_not(None),
        Person.suspended_at.is_(None),
    )


def is_here() -> ColumnElement[bool]:
    """The condition on a person: they have not left."""
    return or_(Person.email.is_not(None), Person.origin.is_not(None))


def is_customer() -> ColumnElement[bool]:
    return and_(is_here(), Person.role == Role.CUSTOMER)
