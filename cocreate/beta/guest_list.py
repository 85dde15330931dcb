"""A list of people to invite, pasted or sent as a file: one a line, with a group.

Spreadsheets write such files in several ways: with a comma, a semicolon or a tab, with
headings in any order or none, in UTF-8 with a mark before it or not, in UTF-16, or in
the Western alphabet of Windows. All of them are read.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MOST_BYTES = 200_000
EMAIL_NAMES = {"email", "e-mail", "mail", "email address", "e-mail address"}
GROUP_NAMES = {"group", "cohort", "ring"}
MARKS = ",;\t"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
TOO_LARGE = f"{MOST_BYTES // 1000} kB are the most. Send it in parts."
NO_TEXT = "This is no list of addresses: save it as CSV first."
NOTHING = "There is no address in it."


class UnreadableListError(ValueError):
    """A file that is no list, with the sentence that says so."""


class Guest(NamedTuple):
    """One line of a list."""

    line: int
    email: str
    group: str = ""


def text_of(sent: bytes) -> str:
    """What stands in a file, in whichever of the usual ways it was saved."""
    if len(sent) > MOST_BYTES:
        raise UnreadableListError(TOO_LARGE)
    try:
        text = sent.decode("utf-16" if sent.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = sent.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise UnreadableListError(NO_TEXT)
    if not text.strip():
        raise UnreadableListError(NOTHING)
    return text


def guests_in(text: str) -> list[Guest]:
    """Who stands on a list, each with the number of their line."""
    rows = [*rows_in(text)]
    if not rows:
        return []
    email_at, group_at = 0, 1
    names = [cell.casefold() for cell in rows[0][1]]
    if named := [at for at, name in enumerate(names) if name in EMAIL_NAMES]:
        email_at = named[0]
        group_at = next((at for at, one in enumerate(names) if one in GROUP_NAMES), -1)
        rows = rows[1:]
    return [
        Guest(line, cell_of(cells, email_at), cell_of(cells, group_at))
        for line, cells in rows
    ]


def rows_in(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, with their numbers, from 1."""
    text = text.removeprefix("\ufeff")
    first = text.lstrip().partition("\n")[0]
    mark = max(MARKS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    line = 1
    try:
        for cells in reader:
            tidy = [" ".join(cell.split()) for cell in cells]
            if any(tidy):
                yield line, tidy
            line = reader.line_num + 1
    except csv.Error:
        raise UnreadableListError(f"Line {line} cannot be read.") from None


def cell_of(cells: Sequence[str], at: int) -> str:
    return cells[at] if 0 <= at < len(cells) else ""
