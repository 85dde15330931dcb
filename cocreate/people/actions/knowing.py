"""Keep what is known of people: by the API, from a file, from claims at sign-in."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import delete, tuple_

from cocreate.kernel.answers import UnreadableError
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import AttributeId, PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.people.actions.placing import place_people
from cocreate.people.models import AttributeValue
from cocreate.people.policy import sees_attributes
from cocreate.people.queries import AttributeLine, attributes, get_person
from cocreate.people.queries.attributes import values_of
from cocreate.people.rules import Source, value_of

AT_ONCE = 500
TEAM_ONLY = "What is known of customers is for the product team."
UNKNOWN = "There is no such attribute."

Values = Mapping[AttributeId, str]  # each in the way it is kept; "": forget it


class Changed(NamedTuple):
    """Of how many people something became known, and of how many it was already."""

    changed: int
    unchanged: int


def set_attributes(
    actor: Actor,
    person_id: PersonId,
    values: Mapping[str, str],
    *,
    source: Source = Source.API,
) -> Changed:
    """Keep what is known of one person, by the names of attributes; "" forgets one.

    What is not named stays. Sent again, it changes nothing.
    """
    require(sees_attributes(actor) and actor.may_write, TEAM_ONLY)
    person = get_person(person_id)
    return keep_values({person.id: readable(values)}, source)


def take_claims(person_id: PersonId, claims: Mapping[str, object]) -> Changed:
    """Keep what an identity provider says of somebody as they sign in.

    A claim is kept where its name is that of an attribute and its value can be read;
    the others are passed over: a provider must lock nobody out. Called by whatever
    signs somebody in, in the same transaction.
    """
    by_name = {line.slug: line for line in attributes()}
    kept: dict[AttributeId, str] = {}
    for name, claim in claims.items():
        line = by_name.get(name.replace("_", "-").lower())
        if line is None or not isinstance(claim, str | int | float):
            continue
        said = {True: "yes", False: "no"}[claim] if isinstance(claim, bool) else claim
        try:
            kept[line.id] = value_of(line.question, str(said))
        except UnreadableError:
            continue
    return keep_values({person_id: kept}, Source.SIGN_IN)


def readable(values: Mapping[str, str]) -> dict[AttributeId, str]:
    """Values in the way they are kept; whatever cannot be read is refused by name."""
    by_name = {line.slug: line for line in attributes()}
    kept: dict[AttributeId, str] = {}
    wrong: dict[str, str] = {}
    for name, typed in values.items():
        try:
            line = named(by_name, name)
            kept[line.id] = value_of(line.question, typed)
        except UnreadableError as unread:
            wrong[name] = str(unread)
    if wrong:
        raise InvalidError(wrong)
    return kept


def named(by_name: Mapping[str, AttributeLine], name: str) -> AttributeLine:
    if name not in by_name:
        raise UnreadableError(UNKNOWN)
    return by_name[name]


def keep_values(known: Mapping[PersonId, Values], source: Source) -> Changed:
    """Keep what is new, and put those it changes into their segments."""
    before = values_of(known)
    moved: set[PersonId] = set()
    rows: list[dict[str, object]] = []
    forgotten: list[tuple[PersonId, AttributeId]] = []
    for person_id, values in known.items():
        for attribute_id, value in values.items():
            key = person_id, attribute_id
            if before.get(key, "") == value:
                continue
            moved.add(person_id)
            if value:
                rows.append(row_of(*key, value, source))
            else:
                forgotten.append(key)
    write_rows(rows)
    forget(forgotten)
    place_people(moved)
    return Changed(len(moved), len(known) - len(moved))


def row_of(
    person_id: PersonId, attribute_id: AttributeId, value: str, source: Source
) -> dict[str, object]:
    return {
        "person_id": person_id,
        "attribute_id": attribute_id,
        "value": value,
        "source": source,
        "set_at": now(),
    }


def write_rows(rows: list[dict[str, object]]) -> None:
    """What was known is replaced: of two at once, the later stands."""
    if not rows:
        return
    statement = insert_into(AttributeValue)
    said = {
        name: statement.excluded[name]
        for name in ("value", "folded", "rank", "source", "set_at")
    }
    keys = ["person_id", "attribute_id"]
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(
            statement.on_conflict_do_update(index_elements=keys, set_=said),
            rows[start : start + AT_ONCE],
        )


def forget(keys: Collection[tuple[PersonId, AttributeId]]) -> None:
    if keys:
        mine = tuple_(AttributeValue.person_id, AttributeValue.attribute_id)
        db.session.execute(delete(AttributeValue).where(mine.in_(list(keys))))


def forget_known(person_ids: Iterable[PersonId]) -> None:
    """Know nothing of these people any more, and count them in no segment."""
    wanted = sorted(set(person_ids))
    of_them = AttributeValue.person_id.in_(wanted)
    db.session.execute(delete(AttributeValue).where(of_them))
    place_people(wanted)
