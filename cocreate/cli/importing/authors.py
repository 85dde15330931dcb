"""Whoever speaks in a line: a key, a name, or neither."""

from dataclasses import dataclass

from cocreate.cli.importing import fields as read
from cocreate.cli.importing.fields import Fields

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    key: str | None
    name: str | None


def author_of(fields: Fields, name: str = "author") -> Author:
    return Author(
        key=read.key_or_none(fields, name),
        name=read.line_or_none(fields, f"{name}_name", most=LONGEST_NAME),
    )


def author_named(fields: Fields, name: str) -> Author:
    """One whose key has to be there."""
    return Author(key=read.key(fields, name), name=author_of(fields, name).name)
