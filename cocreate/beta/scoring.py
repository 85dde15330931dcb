"""What somebody's reports led to, as a figure that explains itself. Pure.

Not how much was written counts, but what came of it: a report that was declined gives
nothing, one that others found, too, a little more, one that was fixed or taken up most.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cocreate.beta.kinds import Outcome

HEARD, CONFIRMED, FIXED = 1, 2, 3
STANDS_BEHIND, BECAME, DECIDED = 2, 3, 5
EACH_JOIN, MOST_JOINS = 1, 5


class Led(NamedTuple):
    """What one report led to."""

    outcome: Outcome
    joins: int
    has_idea: bool
    made_idea: bool
    decided: bool  # a published decision cites its idea


class Line(NamedTuple):
    """One kind of outcome: how often, and what it gives together."""

    words: str
    times: int
    points: int


@dataclass(frozen=True, slots=True)
class Score:
    lines: tuple[Line, ...]

    @property
    def points(self) -> int:
        return sum(line.points for line in self.lines)


def score_of(reports: Iterable[Led]) -> Score:
    """Each report by what came of it; what was declined gives nothing."""
    kept = [one for one in reports if one.outcome is not Outcome.DECLINED]
    joins = sum(min(one.joins, MOST_JOINS) for one in kept)
    counted = (
        ("reports heard", len(kept), HEARD),
        ("confirmed", count(kept, Outcome.CONFIRMED), CONFIRMED),
        ("fixed", count(kept, Outcome.FIXED), FIXED),
        ("others found it, too", joins, EACH_JOIN),
        ("stand behind an idea", sum(is_behind(one) for one in kept), STANDS_BEHIND),
        ("became an idea", sum(one.made_idea for one in kept), BECAME),
        ("led to a decision", sum(one.decided for one in kept), DECIDED),
    )
    return Score(
        tuple(
            Line(words, times, times * each) for words, times, each in counted if times
        )
    )


def count(reports: Iterable[Led], outcome: Outcome) -> int:
    return sum(one.outcome is outcome for one in reports)


def is_behind(report: Led) -> bool:
    return report.has_idea and not report.made_idea
