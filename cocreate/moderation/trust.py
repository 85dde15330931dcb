"""How far people are trusted, by what they did here: the rules and their figures. Pure.

Five levels, after the trust levels of Discourse (TL0 to TL4), whose figures stand
beside ours in docs/trust.md. A level is gained as soon as all that it asks was there
within the window. It is lost when something fell under a lower line, and stayed there
for weeks; being away costs the highest earned level alone. The last is an
administrator's to give.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from cocreate.kernel.languages import Saying, translatable
from cocreate.kernel.policy import Trust

WINDOW = timedelta(days=100)  # in which reading, writing, voting and flags count
MEMORY = timedelta(days=180)  # in which what moderators had to do counts
LOST_AFTER = timedelta(days=30)  # under the lower line, night after night
FEW_FLAGS = 3  # so many decided flags say something about who raised them

NAMES = {
    Trust.NEWCOMER: translatable("Newcomer"),
    Trust.FAMILIAR: translatable("Familiar"),
    Trust.ESTABLISHED: translatable("Established"),
    Trust.REGULAR: translatable("Regular"),
    Trust.STEWARD: translatable("Steward"),
}
GAINED = {
    Trust.FAMILIAR: translatable("All that Familiar asks is there."),
    Trust.ESTABLISHED: translatable("All that Established asks is there."),
    Trust.REGULAR: translatable("All that Regular asks is there."),
}
LOST = translatable("For %(days)s days this was under the line: %(lines)s.")
LOST_SAID = re.compile(r"For (\d+) days this was under the line: (.+)\.")


class Measure(StrEnum):
    """What is counted of somebody."""

    AGE = "age"
    DAYS = "days"
    READ = "read"
    KEPT = "kept"
    VOTES = "votes"
    FLAGS = "flags"
    AGAINST = "against"
    SANCTIONS = "sanctions"


WORDS = {
    Measure.AGE: translatable("Days since joining"),
    Measure.DAYS: translatable("Days here"),
    Measure.READ: translatable("Discussions read"),
    Measure.KEPT: translatable("Ideas and comments that still stand"),
    Measure.VOTES: translatable("Votes cast"),
    Measure.FLAGS: translatable("Reports that were right, of a hundred"),
    Measure.AGAINST: translatable("Words that a moderator put away"),
    Measure.SANCTIONS: translatable("Sanctions"),
}
# What there is to be at most, not at least.
AT_MOST = frozenset({Measure.AGAINST, Measure.SANCTIONS})


class Line(NamedTuple):
    """What a level asks: so much to gain it, and so much to keep it."""

    measure: Measure
    gained: int
    kept: int


# The figures, in the only place they have. Each level asks what those before it do.
ASKED: dict[Trust, tuple[Line, ...]] = {
    Trust.FAMILIAR: (
        Line(Measure.AGE, 1, 0),
        Line(Measure.DAYS, 2, 0),
        Line(Measure.READ, 5, 0),
        Line(Measure.AGAINST, 1, 2),
        Line(Measure.SANCTIONS, 0, 1),
    ),
    Trust.ESTABLISHED: (
        Line(Measure.AGE, 14, 0),
        Line(Measure.DAYS, 10, 0),
        Line(Measure.READ, 20, 0),
        Line(Measure.KEPT, 3, 0),
        Line(Measure.VOTES, 3, 0),
        Line(Measure.FLAGS, 50, 25),
        Line(Measure.AGAINST, 1, 2),
        Line(Measure.SANCTIONS, 0, 1),
    ),
    Trust.REGULAR: (
        Line(Measure.AGE, 50, 0),
        Line(Measure.DAYS, 20, 10),
        Line(Measure.READ, 50, 25),
        Line(Measure.KEPT, 10, 5),
        Line(Measure.VOTES, 10, 5),
        Line(Measure.FLAGS, 60, 40),
        Line(Measure.AGAINST, 0, 1),
        Line(Measure.SANCTIONS, 0, 0),
    ),
}


class Figures(NamedTuple):
    """What somebody did here, as far back as each counts."""

    age: int = 0
    days: int = 0
    read: int = 0
    kept: int = 0
    votes: int = 0
    flags_right: int = 0
    flags_wrong: int = 0
    against: int = 0
    sanctions: int = 0

    @property
    def flags(self) -> int | None:
        """How many of a hundred flags were right; none while there are too few."""
        decided = self.flags_right + self.flags_wrong
        return 100 * self.flags_right // decided if decided >= FEW_FLAGS else None

    def of(self, measure: Measure) -> int | None:
        match measure:
            case Measure.FLAGS:
                return self.flags
            case _:
                found: int = getattr(self, measure)
                return found


class Standing(NamedTuple):
    """Where somebody stands: the level, and since when it is more than they earn."""

    level: Trust
    below_at: datetime | None = None
    is_locked: bool = False


class Judged(NamedTuple):
    """Where somebody stands after a night, and why it is another level, if it is."""

    level: Trust
    below_at: datetime | None
    why: str = ""


def judged(standing: Standing, figures: Figures, at: datetime) -> Judged:
    """The level after tonight. Asked twice in a night, it says the same."""
    level = standing.level
    if standing.is_locked or level is Trust.STEWARD:
        return Judged(level, None)
    if (earned := earned_by(figures)) > level:
        return Judged(earned, None, GAINED[earned])
    short = short_of(level, figures)
    if not short:
        return Judged(level, None)
    below_at = standing.below_at or at
    if at - below_at < LOST_AFTER:
        return Judged(level, below_at)
    return Judged(Trust(level - 1), None, why_lost(short))


def earned_by(figures: Figures) -> Trust:
    """The highest level of which, and of all before it, everything is there."""
    earned = Trust.NEWCOMER
    for level, lines in ASKED.items():
        if not all(reaches(line, figures, line.gained) for line in lines):
            break
        earned = level
    return earned


def short_of(level: Trust, figures: Figures) -> list[Line]:
    """What lies under the lower line of a level, or of one before it."""
    upto = [line for asked, lines in ASKED.items() if asked <= level for line in lines]
    return [line for line in upto if not reaches(line, figures, line.kept)]


def reaches(line: Line, figures: Figures, figure: int) -> bool:
    found = figures.of(line.measure)
    if found is None:
        return True
    return found <= figure if line.measure in AT_MOST else found >= figure


def why_lost(short: Iterable[Line]) -> str:
    """The lines somebody lay under for weeks, each once."""
    named = dict.fromkeys(WORDS[line.measure] for line in short)
    return LOST % {"days": LOST_AFTER.days, "lines": "; ".join(named)}


def said_again(why: str) -> str:
    """Why a level changed, in the language that is spoken.

    It is kept in English. What a person wrote about it stays as they wrote it.
    """
    if lost := LOST_SAID.fullmatch(why):
        lines = "; ".join(str(Saying(line)) for line in lost[2].split("; "))
        return str(Saying(LOST, {"days": lost[1], "lines": lines}))
    return str(Saying(why)) if why in GAINED.values() else why


class Step(NamedTuple):
    """One thing a level asks, as the person it is about reads it."""

    words: str
    found: int | None
    asked: int
    is_most: bool
    is_there: bool

    @property
    def missing(self) -> int:
        return 0 if self.is_there else abs(self.asked - (self.found or 0))


def steps_to(level: Trust, figures: Figures) -> list[Step]:
    """What it takes to reach a level, and how much of it is there."""
    return [
        Step(
            str(Saying(WORDS[line.measure])),
            figures.of(line.measure),
            line.gained,
            line.measure in AT_MOST,
            reaches(line, figures, line.gained),
        )
        for line in ASKED.get(level, ())
    ]
