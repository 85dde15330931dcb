"""What each phase means to those who read: what is open, what comes next, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Protocol

from cocreate.projects.phase import Phase


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """A phase in words: its name, what one can do in it, what it leads to."""

    name: str
    now: str
    next: str


class Change(Protocol):
    """A step from phase to phase, as its row says it."""

    @property
    def phase(self) -> Phase: ...
    @property
    def changed_at(self) -> datetime: ...


WORDS: dict[Phase, PhaseWords] = {
    Phase.LISTEN: PhaseWords(
        "Listen",
        "We say what we know and ask what we do not. Answer a prompt, propose an idea,"
        " comment on what others wrote.",
        "Voting opens when we begin to ideate.",
    ),
    Phase.IDEATE: PhaseWords(
        "Ideate",
        "Propose ideas, vote for those of others, and discuss what would make them"
        " better.",
        "Then new ideas pause, and we decide with what you wrote before us.",
    ),
    Phase.DECIDE: PhaseWords(
        "Decide",
        "New ideas are paused. Vote and comment on those that are here: we are weighing"
        " them now.",
        "Each decision is published with its reason and the voices that led to it.",
    ),
    Phase.BETA: PhaseWords(
        "Beta",
        "Testers try builds of what was decided. Ideas, votes and comments stay open.",
        "When the testers are content, it is released, and everyone who helped is"
        " named.",
    ),
    Phase.LAUNCHED: PhaseWords(
        "Launched",
        "It is out, and it is not finished: ideas, votes and comments stay open.",
        "We measure whether it did what we promised, and say so here.",
    ),
    Phase.CLOSED: PhaseWords(
        "Closed",
        "This project has ended. Everything said in it stays here to read.",
        "",
    ),
}
ORDER = tuple(Phase)
TO = " \N{EN DASH} "


def dates_of(
    phase: Phase, changes: Sequence[Change], decide_by_on: date | None
) -> dict[str, str]:
    """When each phase was, is or should be, in the words of the phase bar."""
    when = dict.fromkeys(ORDER, "")
    if decide_by_on and ORDER.index(phase) < ORDER.index(Phase.DECIDE):
        when[Phase.DECIDE] = f"by {day_of(decide_by_on)}"
    for change, following in zip_longest(changes, changes[1:]):
        if ORDER.index(change.phase) <= ORDER.index(phase):
            end = following.changed_at if following else None
            when[change.phase] = span_of(change.changed_at, end)
    return {str(name): words for name, words in when.items()}


def span_of(start: datetime, end: datetime | None) -> str:
    """From day to day, as one would say it; or since a day."""
    if end is None:
        return f"since {day_of(start)}"
    if start.date() == end.date():
        return day_of(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{TO}{day_of(end)}"
    return f"{day_of(start)}{TO}{day_of(end)}"


def day_of(at: date) -> str:
    return f"{at.day} {at:%B}"


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a project's history."""

    at: datetime
    words: str


def steps_of(changes: Sequence[Change]) -> list[Step]:
    return [Step(change.changed_at, WORDS[change.phase].name) for change in changes]
