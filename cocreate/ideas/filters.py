"""What a reader asks of the answers to a project's own questions."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cocreate.ideas.fields import (
    FieldKind,
    UnreadableError,
    folded,
    kept_answer,
    rank_of,
)
from cocreate.ideas.queries import AskedField
from cocreate.kernel.text import tidy_line

MOST_TYPED = 200  # characters that are read of anything typed
CALLED = {"least": "from", "most": "to"}  # in addresses
RANGED = frozenset({FieldKind.NUMBER, FieldKind.DATE})
BACKWARDS = "This lies before where it begins."


class Typed(NamedTuple):
    """As it stands in an address: a question, and what is asked of its answers."""

    said: str = ""  # “question:answer”, or the question alone
    has: str = ""
    least: str = ""
    most: str = ""


class Filter(NamedTuple):
    """What a list is asked for, by the names of its filters; what is wrong with it."""

    wanted: dict[str, Any]
    wrong: dict[str, str]


NONE = Filter({}, {})


def field_of(said: str, fields: Sequence[AskedField]) -> AskedField | None:
    """The question that is meant, if the project asks it."""
    slug = said.partition(":")[0]
    return next((field for field in fields if field.slug == slug), None)


def filter_of(typed: Typed, fields: Sequence[AskedField]) -> Filter:
    """One answer, words in it, or a range of them, as the question's kind has it."""
    field = field_of(typed.said, fields)
    if field is None:
        return NONE
    if field.kind in RANGED:
        return range_of(typed, field)
    if field.kind is FieldKind.TEXT:
        words = folded(tidy_line(typed.has))
        return Filter({"field_id": field.id, "has": words}, {}) if words else NONE
    answer = tidy_line(typed.said.partition(":")[2])
    return Filter({"field_id": field.id, "answer": answer}, {}) if answer else NONE


def range_of(typed: Typed, field: AskedField) -> Filter:
    ends: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for name, said in (("least", typed.least), ("most", typed.most)):
        try:
            rank = rank_of(kept_answer(field.kind, said))
        except UnreadableError as unread:
            wrong[name] = str(unread)
        else:
            if rank is not None:
                ends[name] = rank
    if ends.keys() >= {"least", "most"} and ends["most"] < ends["least"]:
        wrong["most"] = BACKWARDS
    if wrong or not ends:
        return Filter({}, wrong)
    return Filter({"field_id": field.id, **ends}, {})
