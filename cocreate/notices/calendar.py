"""A calendar of what a project promised (RFC 5545): days, and what is due on each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OCTETS = 75  # of one line; longer ones are folded
MOST_TITLES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What is due on a day."""

    key: str
    on: date
    words: str
    detail: str
    known_at: datetime


def answers_due(
    waiting: Iterable[tuple[str, datetime]], *, within_days: int
) -> list[Promised]:
    """On each day, the ideas that are to be answered by its end."""
    days: dict[date, list[tuple[str, datetime]]] = defaultdict(list)
    for title, proposed_at in waiting:
        days[(proposed_at + timedelta(days=within_days)).date()].append(
            (title, proposed_at)
        )
    return [
        Promised(
            key=f"answers-{on:%Y%m%d}",
            on=on,
            words=f"{len(ideas)} {'idea' if len(ideas) == 1 else 'ideas'} to answer",
            detail="\n".join(title for title, _ in ideas[:MOST_TITLES]),
            known_at=max(proposed_at for _, proposed_at in ideas),
        )
        for on, ideas in sorted(days.items())
    ]


def calendar_of(name: str, page: str, host: str, promised: Iterable[Promised]) -> str:
    """The calendar as programs read it, each of its lines folded."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CoCreate//Promises//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for one in promised for line in event_of(one, name, page, host)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def event_of(one: Promised, name: str, page: str, host: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.key}@{host}"
    yield f"DTSTAMP:{one.known_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(f'{name}: {one.words}')}"
    if one.detail:
        yield f"DESCRIPTION:{escaped(one.detail)}"
    yield f"URL:{page}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text.replace("\r", "")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, no letter cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join([*pieces, piece])
