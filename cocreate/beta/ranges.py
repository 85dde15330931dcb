"""Which bytes of a file a request asks for, by RFC 9110: pure, header by header.

A range that cannot be understood is ignored, as the RFC asks; one that cannot be
satisfied is refused; several at once are answered by the whole file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII | re.IGNORECASE)
TAG = re.compile(r'(W/)?"([^"]*)"')
LONGEST_HEADER = 4_000
LONGEST_NUMBER = 18

WHOLE, PART, UNCHANGED, OTHERWISE, BEYOND = 200, 206, 304, 412, 416


@dataclass(frozen=True, slots=True)
class Slice:
    """The answer's status, and the bytes from `start` up to, not including, `end`."""

    status: int
    start: int = 0
    end: int = 0

    @property
    def size(self) -> int:
        return self.end - self.start


def asked_for(method: str, headers: Mapping[str, str], *, size: int, tag: str) -> Slice:
    """What to answer, where `tag` is the strong entity tag of the file."""
    if (wanted := headers.get("If-Match")) and not names(wanted, tag, strongly=True):
        return Slice(OTHERWISE)
    if (held := headers.get("If-None-Match")) and names(held, tag, strongly=False):
        return Slice(UNCHANGED)
    bounds = RANGE.fullmatch(headers.get("Range", "")[:LONGEST_HEADER])
    if method != "GET" or bounds is None or not is_current(headers, tag):
        return Slice(WHOLE, 0, size)
    return cut(bounds[1], bounds[2], size)


def names(header: str, tag: str, *, strongly: bool) -> bool:
    """Whether a list of entity tags names this one; `*` names any."""
    if header.strip() == "*":
        return True
    found = TAG.findall(header[:LONGEST_HEADER])
    return any(value == tag and not (weak and strongly) for weak, value in found)


def is_current(headers: Mapping[str, str], tag: str) -> bool:
    """Whether If-Range lets a part be sent: the sender has the rest of this file."""
    condition = headers.get("If-Range")
    return condition is None or condition.strip() == f'"{tag}"'


def cut(first: str, last: str, size: int) -> Slice:
    if not (first or last):
        return Slice(WHOLE, 0, size)
    start, end = bounds_of(first[:LONGEST_NUMBER], last[:LONGEST_NUMBER], size)
    if first and last and int(last[:LONGEST_NUMBER]) < start:
        return Slice(WHOLE, 0, size)  # not a range at all
    if start >= size or start >= end:
        return Slice(BEYOND)
    return Slice(PART, start, end)


def bounds_of(first: str, last: str, size: int) -> tuple[int, int]:
    """`5-9`, `5-` (to the end) or `-5` (the last five)."""
    if not first:
        return max(size - int(last), 0), size
    end = min(int(last) + 1, size) if last else size
    return int(first), end
