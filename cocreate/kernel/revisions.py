"""What a text said before: when an edit is worth keeping, and what it changed."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

GRACE = timedelta(minutes=5)
WORD = re.compile(r"\S+\s*|\s+")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
MOST_COMPARED = 1_000_000  # pairs: a second of thinking is too long for a page


def is_fresh(written_at: datetime, edited_at: datetime | None, at: datetime) -> bool:
    """Whether a text has not stood long: mending it then leaves no history."""
    return at - (edited_at or written_at) < GRACE


class Piece(NamedTuple):
    """Some words that stayed, went ("gone") or were put in ("new")."""

    kind: str
    words: str


class Change(NamedTuple):
    """What became of one field of a text."""

    field: str
    was: str
    pieces: tuple[Piece, ...]


class Revision(NamedTuple):
    """One edit: when, and what it changed."""

    at: datetime
    changes: tuple[Change, ...]
    is_kept_back: bool = False  # what it said before is not for this reader


Texts = dict[str, str]  # by the name of their field


def revisions(
    now_says: Texts, before: Sequence[tuple[datetime, Texts | None]]
) -> list[Revision]:
    """The edits of a text, the latest first; `before`: what it said until when.

    None: that is kept back, and with it all that any comparison would tell of it.
    """
    found: list[Revision] = []
    became: Texts | None = now_says
    for at, was in before:
        if was is None or became is None:
            found.append(Revision(at, (), is_kept_back=True))
        else:
            found.append(Revision(at, tuple(changes_of(was, became))))
        became = was
    return found


def changes_of(was: Texts, became: Texts) -> Iterator[Change]:
    for field, text in was.items():
        if text != became[field]:
            yield Change(field, text, compared(text, became[field]))


@lru_cache(maxsize=500)
def compared(was: str, became: str) -> tuple[Piece, ...]:
    """Word by word what stayed, went and came; by lines where that takes too long."""
    for part in (WORD, LINE):
        before, after = part.findall(was), part.findall(became)
        if len(before) * len(after) <= MOST_COMPARED:
            return tuple(pieces(before, after))
    return Piece("gone", was), Piece("new", became)


def pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matched = SequenceMatcher(None, before, after)
    for how, start, end, start_after, end_after in matched.get_opcodes():
        gone, new = "".join(before[start:end]), "".join(after[start_after:end_after])
        if how == "equal":
            yield Piece("same", gone)
            continue
        if gone:
            yield Piece("gone", gone)
        if new:
            yield Piece("new", new)
