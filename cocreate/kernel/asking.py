"""Whoever asks, left open: for statements built once for everybody of a role.

What a role may see is the same for all who have it, but for the rows that are their
own. So a statement is built for somebody of the role, and told who when it is asked.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, ColumnElement, Text, any_, bindparam, func, select

from cocreate.kernel.db import KEY, dialect
from cocreate.kernel.policy import STRANGER, Actor, Role

ASKER = bindparam("asker", type_=KEY)
KEYS = bindparam("keys", type_=KEY, expanding=True)  # as many as are asked about


def one_of(column: Any, name: str, kind: Any = KEY) -> ColumnElement[bool]:
    """Whether a column is one of keys that are told as one value (see `as_one`).

    So the statement is the same for any number of them, and its text short. `kind`
    says of what type they are.
    """
    if dialect() == "sqlite":
        told = func.json_each(bindparam(name, type_=Text())).table_valued("value")
        among: ColumnElement[bool] = column.in_(select(told.c.value))
        return among
    equal: ColumnElement[bool] = column == any_(bindparam(name, type_=ARRAY(kind)))
    return equal


def as_one(keys: Iterable[int | str]) -> Any:
    """Keys as the value that `one_of` takes."""
    return json.dumps([*keys]) if dialect() == "sqlite" else [*keys]


class Between(NamedTuple):
    """Many at once, by keys: from the first to the last, both among them."""

    first: int
    last: int

    def holds(self, column: Any) -> ColumnElement[bool]:
        among: ColumnElement[bool] = column.between(self.first, self.last)
        return among


@lru_cache
def somebody(role: Role | None) -> Actor:
    """Somebody of this role; the statement takes `asker`, the key of who it is."""
    return replace(STRANGER, role=role, person_id=ASKER)  # type: ignore[arg-type]  # stands for a key, and compares like one
