"""Bring in what is known of customers from a file of comma-separated values.

A line speaks of one person, found by their address or by what the company's own
records call them. An empty cell says nothing; a line that cannot be read is left out
whole, and said why. Brought again, a file changes nothing.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from cocreate.kernel.answers import UnreadableError
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import AttributeId, PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.people.actions.attributes import ADMINISTRATORS_ONLY
from cocreate.people.actions.knowing import keep_values, readable
from cocreate.people.addresses import kept_form
from cocreate.people.models import Person
from cocreate.people.policy import may_define
from cocreate.people.queries import (
    AttributeLine,
    attributes,
    people_by_email,
    people_by_external_id,
)
from cocreate.people.rules import Source, value_of

AT_ONCE = 500
LONGEST_ID = 200
EMAIL, EXTERNAL_ID = "email", "external_id"
NAMES = {"email": EMAIL, "e-mail": EMAIL, "external_id": EXTERNAL_ID}
NOBODY = "Nobody here has this address or external id."
NO_KEY = "It names nobody: write an address or an external id."
TWICE = "An earlier line speaks of the same person."
OTHERS_ID = "Somebody else has this external id."


class Rejected(NamedTuple):
    """A line that was left out, and why."""

    line: int
    reason: str


class Row(NamedTuple):
    """A line as it was read: whom it names, and what it says of them."""

    line: int
    email: str
    external_id: str
    values: dict[AttributeId, str]


@dataclass
class Outcome:
    """What came of a file so far."""

    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    seen: set[PersonId] = field(default_factory=set)

    def refuse(self, line: int, reason: str) -> None:
        self.rejected.append(Rejected(line, reason))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file whose columns are known: its lines can be read."""

    columns: tuple[str | AttributeLine, ...]
    lines: Iterator[list[str]]

    def rows(self, outcome: Outcome) -> Iterator[Row]:
        """The lines that can be read; the others are refused on the way."""
        number = 1
        while True:
            number += 1
            try:
                cells = next(self.lines, None)
            except csv.Error:
                outcome.refuse(number, "This line cannot be read.")
                continue
            if cells is None:
                return
            if not any(map(str.strip, cells)):
                continue
            try:
                yield self.row_of(number, cells)
            except UnreadableError as unread:
                outcome.refuse(number, str(unread))

    def row_of(self, number: int, cells: Sequence[str]) -> Row:
        if len(cells) > len(self.columns):
            raise UnreadableError("It has more cells than the first line.")
        keys = {EMAIL: "", EXTERNAL_ID: ""}
        values: dict[AttributeId, str] = {}
        for column, cell in zip(self.columns, cells, strict=False):
            if isinstance(column, str):
                keys[column] = cell.strip()
            elif cell.strip():
                values[column.id] = read(column, cell)
        return Row(number, *known_keys(keys), values)


def read(line: AttributeLine, cell: str) -> str:
    try:
        return value_of(line.question, cell)
    except UnreadableError as unread:
        raise UnreadableError(f"{line.label}: {unread}") from None


def known_keys(keys: dict[str, str]) -> tuple[str, str]:
    email = kept_form(keys[EMAIL]) or "" if keys[EMAIL] else ""
    if keys[EMAIL] and not email:
        raise UnreadableError("This is no address.")
    if len(keys[EXTERNAL_ID]) > LONGEST_ID:
        raise UnreadableError("The external id is too long.")
    if not email and not keys[EXTERNAL_ID]:
        raise UnreadableError(NO_KEY)
    return email, keys[EXTERNAL_ID]


def sheet_of(text: Iterable[str]) -> Sheet:
    """Read the first line, which names the columns; refused whole where it does not."""
    lines = iter(text)
    head = next(lines, "").lstrip("\ufeff")
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(lines, delimiter=mark, strict=True)
    names = next(csv.reader([head], delimiter=mark), [])
    return Sheet(columns_of(names), reader)


def columns_of(names: Sequence[str]) -> tuple[str | AttributeLine, ...]:
    known: dict[str, str | AttributeLine] = {**NAMES}
    for line in attributes():
        known[line.slug] = known[line.label.casefold()] = line
    named = [name.strip().casefold() for name in names]
    unknown = [name for name in named if name not in known]
    if unknown:
        said = ", ".join(f"“{name[:40]}”" for name in unknown[:5])
        raise InvalidError({"file": f"No attribute is called {said}."})
    columns = tuple(known[name] for name in named)
    if not {EMAIL, EXTERNAL_ID} & {one for one in columns if isinstance(one, str)}:
        raise InvalidError({"file": "A column has to be called email or external_id."})
    if len({id(column) for column in columns}) < len(columns):
        raise InvalidError({"file": "Two columns have the same name."})
    return columns


def batches_of(sheet: Sheet, outcome: Outcome) -> Iterator[list[Row]]:
    """Some lines at a time, each to be kept in a transaction that is short."""
    rows = sheet.rows(outcome)
    while some := list(islice(rows, AT_ONCE)):
        yield some


def keep_rows(actor: Actor, rows: Sequence[Row], outcome: Outcome) -> None:
    """Keep what these lines say of people, and note what came of each."""
    require(may_define(actor), ADMINISTRATORS_ONLY)
    by_email = people_by_email(row.email for row in rows if row.email)
    by_id = people_by_external_id(row.external_id for row in rows if row.external_id)
    known: dict[PersonId, dict[AttributeId, str]] = {}
    for row in rows:
        person_id = by_email.get(row.email) or by_id.get(row.external_id)
        if person_id is None:
            outcome.refuse(row.line, NOBODY)
        elif person_id in outcome.seen:
            outcome.refuse(row.line, TWICE)
        elif by_id.get(row.external_id, person_id) != person_id:
            outcome.refuse(row.line, OTHERS_ID)
        else:
            if row.external_id and row.external_id not in by_id:
                name_so(person_id, row.external_id)
                by_id[row.external_id] = person_id
            outcome.seen.add(person_id)
            known[person_id] = row.values
    came = keep_values(known, Source.FILE)
    outcome.changed += came.changed
    outcome.unchanged += came.unchanged


def keep_named(actor: Actor, people: Sequence[Mapping[str, Any]]) -> Outcome:
    """The same for people who are named one by one, as the API does."""
    outcome = Outcome()
    rows: list[Row] = []
    for number, said in enumerate(people):
        try:
            keys = known_keys({EMAIL: said["email"], EXTERNAL_ID: said["external_id"]})
            rows.append(Row(number, *keys, readable(said["values"])))
        except UnreadableError as unread:
            outcome.refuse(number, str(unread))
        except InvalidError as refusal:
            outcome.refuse(number, str(refusal))
    keep_rows(actor, rows, outcome)
    outcome.rejected.sort()
    return outcome


def name_so(person_id: PersonId, external_id: str) -> None:
    """What the company's own records call somebody from now on."""
    person = db.session.get_one(Person, person_id)
    person.external_id = external_id
    db.session.flush()  # another line may give this id to somebody else


def import_attributes(actor: Actor, text: Iterable[str], *, most: int) -> Outcome:
    """A whole file at once, of at most so many lines: for a page."""
    require(may_define(actor), ADMINISTRATORS_ONLY)
    outcome = Outcome()
    rows = list(sheet_of(text).rows(outcome))
    if len(rows) > most:
        words = f"Bring {most:,} lines at most here, and more by the command line."
        raise InvalidError({"file": words})
    for start in range(0, len(rows), AT_ONCE):
        keep_rows(actor, rows[start : start + AT_ONCE], outcome)
    outcome.rejected.sort()
    return outcome
