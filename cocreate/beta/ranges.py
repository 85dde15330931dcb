"""Which bytes of a file a request asks for, by RFC 9110: pure, header by header.

A range that cannot be understood is ignored, as the RFC asks; one that cannot be
satisfied is refused; several at once are answered by the whole file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

RANGES = re.compile(r"\s*bytes\s*=(.*)", re.ASCII | re.IGNORECASE)
ONE = re.compile(r"(\d*)\s*-\s*(\d*)", re.ASCII)
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


def asked_for(
    method: str,
    headers: Mapping[str, str],
    *,
    size: int,
    tag: str,
    changed_at: datetime | None = None,
) -> Slice:
    """What to answer, where `tag` is the strong entity tag of the file.

    In the order of section 13.2.2. A condition by date is asked only where the file
    has one, and none by tag stands beside it.
    """
    if not may_go_on(headers, tag, changed_at):
        return Slice(OTHERWISE)
    if is_known(headers, tag, changed_at):
        return Slice(UNCHANGED)
    if method != "GET" or not is_current(headers, tag, changed_at):
        return Slice(WHOLE, 0, size)
    return ranged(headers.get("Range", ""), size)


def may_go_on(headers: Mapping[str, str], tag: str, at: datetime | None) -> bool:
    if wanted := headers.get("If-Match"):
        return names(wanted, tag, strongly=True)
    since = moment(headers.get("If-Unmodified-Since"))
    return at is None or since is None or to_the_second(at) <= since


def is_known(headers: Mapping[str, str], tag: str, at: datetime | None) -> bool:
    if held := headers.get("If-None-Match"):
        return names(held, tag, strongly=False)
    since = moment(headers.get("If-Modified-Since"))
    return at is not None and since is not None and to_the_second(at) <= since


def names(header: str, tag: str, *, strongly: bool) -> bool:
    """Whether a list of entity tags names this one; `*` names any."""
    if header.strip() == "*":
        return True
    found = TAG.findall(header[:LONGEST_HEADER])
    return any(value == tag and not (weak and strongly) for weak, value in found)


def is_current(headers: Mapping[str, str], tag: str, at: datetime | None) -> bool:
    """Whether If-Range lets a part be sent: the sender has the rest of this file."""
    condition = headers.get("If-Range")
    if condition is None:
        return True
    dated = at is not None and condition.strip() == http_date(at)
    return dated or condition.strip() == f'"{tag}"'


def http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


def moment(told: str | None) -> datetime | None:
    """A date of HTTP; None for what is none, which is then not asked about."""
    try:
        found = parsedate_to_datetime(told) if told else None
    except (ValueError, OverflowError):
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def to_the_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def ranged(header: str, size: int) -> Slice:
    """The one range that is asked for; a list may hold empty places (5.6.1.2)."""
    told = RANGES.fullmatch(header) if len(header) <= LONGEST_HEADER else None
    asked = [one.strip() for one in told[1].split(",")] if told else []
    found = [one for one in asked if one]
    bounds = ONE.fullmatch(found[0]) if len(found) == 1 else None
    if bounds is None or not (bounds[1] or bounds[2]):
        return Slice(WHOLE, 0, size)
    return cut(bounds[1], bounds[2], size)


def cut(first: str, last: str, size: int) -> Slice:
    """`5-9`, `5-` (to the end) or `-5` (the last five)."""
    if not first:
        start, end = max(size - number(last), 0), size
    else:
        start, end = number(first), min(number(last) + 1, size) if last else size
    if first and last and number(last) < start:
        return Slice(WHOLE, 0, size)  # not a range at all
    return Slice(PART, start, end) if start < min(end, size) else Slice(BEYOND)


def number(digits: str) -> int:
    """As large as it may be said; what is longer is beyond any file."""
    told = digits.lstrip("0") or "0"
    return int(told) if len(told) <= LONGEST_NUMBER else 10**LONGEST_NUMBER
