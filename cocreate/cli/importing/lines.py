"""Read a file of JSON lines, whatever stands in it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

LONGEST_LINE = 1_000_000  # bytes

T = TypeVar("T")


class LineError(ValueError):
    """Why a line cannot be taken, in words for whoever made the file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it stands, and the object it holds."""

    file: str
    number: int
    fields: dict[str, Any]


Refuse = Callable[[str, int, str], None]


def lines_of(
    path: Path, refuse: Refuse, read: Callable[[int], None] = lambda _: None
) -> Iterator[Line]:
    """Every line that holds an object; the others are refused with the reason."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        for number, raw in raw_lines(file):
            read(len(raw))
            try:
                if raw.strip():
                    yield Line(path.name, number, parsed(raw))
            except LineError as error:
                refuse(path.name, number, str(error))


def raw_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; of one that is too long, enough to see that."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        rest = raw
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield number, raw


def parsed(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise LineError(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LineError("the line is not UTF-8") from None
    except (ValueError, RecursionError):
        raise LineError("the line is not JSON") from None
    if not isinstance(found, dict):
        raise LineError("the line holds no object")
    return found


def in_batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(things)
    while some := list(islice(waiting, size)):
        yield some


def require_first(line: Line, first: int) -> None:
    """Of two lines with one id, the first is taken."""
    if line.number != first:
        raise LineError(f"the id stands on line {first} already")
