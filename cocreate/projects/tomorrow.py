"""A goal as a page draws it: from now to tomorrow, in numbers and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

SHORT_UNIT = 3  # a longer one stands with the name, once


class Measured(Protocol):
    """A value and the day it was measured, as its row says it."""

    @property
    def value(self) -> float: ...
    @property
    def measured_on(self) -> date: ...


class Aim(Protocol):
    """What a goal's row says."""

    id: int
    name: str
    unit: str
    baseline: float
    target: float
    measured: float | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with everything that is drawn of it."""

    id: int
    name: str
    start: float
    now: float
    target: float
    start_words: str
    now_words: str
    target_words: str
    points: tuple[float, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


def goal_line(goal: Aim, measures: Sequence[Measured] = ()) -> GoalLine:
    now = goal.baseline if goal.measured is None else goal.measured
    unit = goal.unit if len(goal.unit) <= SHORT_UNIT else ""
    by = f" by {goal.due_on:%B %Y}" if goal.due_on else ""
    return GoalLine(
        id=goal.id,
        name=named(goal.name, "" if unit else goal.unit),
        start=goal.baseline,
        now=now,
        target=goal.target,
        start_words=said(goal.baseline, unit),
        now_words=said(now, unit),
        target_words=f"{said(goal.target, unit)}{by}",
        points=above_zero(goal.baseline, *(measure.value for measure in measures)),
        rows=tuple(
            (day_of(measure.measured_on), said(measure.value, unit))
            for measure in measures
        ),
    )


def above_zero(*values: float) -> tuple[float, ...]:
    """The same line, moved up where it would run below the paper."""
    lowest = min(0, *values)
    return tuple(value - lowest for value in values)


def named(name: str, unit: str) -> str:
    """The goal with what it counts, where its name does not say so already."""
    told = unit.casefold() in name.casefold()
    return name if told else f"{name}, in {unit}"


def said(value: float, unit: str) -> str:
    """A number as people write it: 19,400 customers, 4.5 stars, 23 %."""
    number = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return f"{number} {unit}".strip()


def day_of(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
