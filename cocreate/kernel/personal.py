"""Everything that is kept of a person, found by the keys that point at them.

Whichever tables there are: one that comes is among them by itself. What somebody did to
others' things (`by_id`, a moderator's name under a case) is not theirs and is left out;
so is what would let a thief in: hashes, tokens, secrets.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, or_, select

from cocreate.kernel.db import Base, db
from cocreate.kernel.mail import Letter

DOING = re.compile(
    r"(^|_)by_id$|^(first_)?moderator_id$|^(actor|assignee|owner|drawn_by|claimed_by)_id$"
)
SECRET = re.compile(
    r"hash$|token|secret|^seed$|endpoint$|^asked_as$|^fingerprint$|^code$|^message_id$"
)
FILE = re.compile(r"^(storage|picture)_key$")
ASIDE = {"letters", "outbox_messages", "audit_entries"}
UNDER = ("enrolments", "task_answers", "beta_reports", "ideas", "comments")
"""Whose rows have others hanging on them that are as much somebody's own."""
OF_OTHERS = re.compile(
    r"^(scores?|score_|similar_|duplicate_|search|idea_tags|merges|splits|verdicts"
    r"|citations|release|status_|routings|shown_|idea_pauses|pauses|desk_|opinion_)"
)
Rows = list[dict[str, Any]]


def everything_of(person_id: int, addresses: Sequence[str]) -> dict[str, Rows]:
    """Each table's rows of theirs, as JSON can say them."""
    found: dict[str, Rows] = {}
    keys: dict[str, list[int]] = {}
    for table in Base.metadata.sorted_tables:
        theirs = theirs_in(table, person_id, keys)
        if theirs is None or table.name in ASIDE:
            continue
        columns = [one for one in table.columns if not SECRET.search(one.name)]
        order = list(table.primary_key.columns)
        rows = db.session.execute(select(*columns).where(theirs).order_by(*order))
        found[table.name] = [told(row) for row in rows.mappings()]
        if table.name in UNDER:
            keys[table.name] = [int(row["id"]) for row in found[table.name]]
    found["letters"] = letters_to(addresses)
    return {name: rows for name, rows in found.items() if rows}


def theirs_in(table: Table, person_id: int, keys: Mapping[str, list[int]]) -> Any:
    """Which rows are somebody's: by a key to them, or to a row of theirs."""
    if table.name == "people":
        return table.c.id == person_id
    to_people = [one for one in table.columns if points_at(one, "people")]
    own = [one == person_id for one in to_people if not DOING.search(one.name)]
    if own:
        return or_(*own)
    if to_people or OF_OTHERS.search(table.name):
        return None
    hanging = [
        one.in_(keys[name])
        for name in UNDER
        for one in table.columns
        if points_at(one, name) and keys.get(name)
    ]
    return or_(*hanging) if hanging else None


def points_at(column: Column[Any], name: str) -> bool:
    return any(key.column.table.name == name for key in column.foreign_keys)


def told(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(name): value.isoformat() if isinstance(value, datetime) else plain(value)
        for name, value in row.items()
    }


def plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | None) else str(value)


def letters_to(addresses: Sequence[str]) -> Rows:
    query = select(Letter.id, Letter.subject, Letter.text, Letter.written_at)
    query = query.where(Letter.to_address.in_(addresses)).order_by(Letter.id)
    return [told(row) for row in db.session.execute(query).mappings()]


def files_of(found: Mapping[str, Rows]) -> Iterator[str]:
    """Where the files lie that these rows name, each once."""
    keys = (
        str(value)
        for rows in found.values()
        for row in rows
        for name, value in row.items()
        if FILE.search(name) and value
    )
    yield from dict.fromkeys(keys)
