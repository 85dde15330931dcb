"""The promise of a project and how well it is kept, as a page says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answering:
    """How ideas were answered of late: the median, the share in time, who waits."""

    answered: int
    median_days: float | None
    in_time: int
    waiting: int
    late: int
    is_more: bool = False  # more wait than were counted


@dataclass(frozen=True, slots=True)
class PromiseRow:
    words: str
    figure: str
    kept: bool | None  # none: not due yet


def in_words(within_days: int, decide_by_on: date | None) -> str:
    """The promise as one sentence."""
    answer = f"We answer every idea within {count(within_days, 'day')}"
    if decide_by_on is None:
        return f"{answer}."
    return f"{answer}, and we decide by {decide_by_on.day} {decide_by_on:%B %Y}."


class Change(Protocol):
    """What was promised until it was changed, as its row says it."""

    @property
    def answer_within_days(self) -> int: ...
    @property
    def decide_by_on(self) -> date | None: ...
    @property
    def changed_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Earlier:
    """A promise the project had made before."""

    until: datetime
    words: str


def earlier_of(changes: Iterable[Change]) -> list[Earlier]:
    return [
        Earlier(one.changed_at, in_words(one.answer_within_days, one.decide_by_on))
        for one in changes
    ]


def rows_of(
    within_days: int,
    decide_by_on: date | None,
    answering: Answering,
    *,
    is_decided: bool,
    today: date,
) -> list[PromiseRow]:
    """What was promised, line by line, with the figure that shows how it is kept."""
    rows = answered_rows(within_days, answering)
    if decide_by_on is not None:
        due = f"{decide_by_on.day} {decide_by_on:%B}"
        kept = True if is_decided else (None if today <= decide_by_on else False)
        rows.append(PromiseRow("We decide by", due, kept))
    return rows


def answered_rows(within_days: int, answering: Answering) -> list[PromiseRow]:
    if answering.median_days is None:
        within = count(within_days, "day")
        rows = [PromiseRow("Every idea answered within", within, None)]
    else:
        share = round(100 * answering.in_time / answering.answered)
        median = in_days(answering.median_days)
        rows = [
            PromiseRow(
                "Answered in a median of", median, answering.median_days <= within_days
            ),
            PromiseRow("Answered in time", f"{share} %", share >= MOST),
        ]
    waiting = f"{answering.waiting:,}{'+' if answering.is_more else ''}"
    rows.append(PromiseRow("Waiting for an answer", waiting, None))
    if answering.late:
        late = f"{answering.late:,}"
        rows.append(PromiseRow("Longer than promised", late, kept=False))
    return rows


MOST = 90  # per cent answered in time that still reads as kept


def in_days(days: float) -> str:
    if days < 1:
        return "under a day"
    return count(round(days), "day")


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
