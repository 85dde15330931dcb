"""What is kept of one score: its evidence, what the team entered, what follows."""

from datetime import datetime
from typing import NamedTuple

from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.surfacing.formula import outcome_of
from cocreate.surfacing.scoring import (
    Evidence,
    Part,
    Weights,
    Worked,
    fades_at,
    rice_of,
    worked,
)


class Card(NamedTuple):
    """What the team enters of an idea; whatever is open is none."""

    reach: float | None = None
    impact: float | None = None
    sureness: float | None = None  # in per cent
    effort: float | None = None  # in person-days


class Counted(NamedTuple):
    """All that is known of an idea before anything is weighed."""

    idea_id: IdeaId
    project_id: ProjectId
    votes: int
    comments: int
    evidence: Evidence
    card: Card

    @property
    def reach(self) -> float:
        """As the team judges it, or else as many people as stand behind it."""
        return self.evidence.people if self.card.reach is None else self.card.reach

    @property
    def rice(self) -> float | None:
        card = self.card
        return rice_of(self.reach, card.impact, card.sureness, card.effort)

    def worked(self, weights: Weights, at: datetime) -> Worked:
        return worked(self.evidence, weights, at)


class Valued(NamedTuple):
    """What an idea comes to at one moment, and until when that is near enough."""

    value: float
    own: float | None
    fades_at: datetime | None


def valued(counted: Counted, weights: Weights, at: datetime) -> Valued:
    """The value, and what the project's own formula comes to."""
    opened = counted.worked(weights, at)
    own = outcome_of(weights.formula, columns_of(counted, opened))
    return Valued(
        opened.value,
        own if weights.formula else None,
        fades_at(counted.evidence, weights, at),
    )


def columns_of(counted: Counted, opened: Worked) -> dict[str, float | None]:
    """The columns that a formula may name."""
    raw = {line.part: line.raw for line in opened.lines}
    sureness = counted.card.sureness
    return {
        "reach": counted.reach,
        "impact": counted.card.impact,
        "confidence": None if sureness is None else sureness / 100,
        "effort": counted.card.effort,
        "value": opened.value,
        "votes": counted.votes,
        "comments": counted.comments,
        "importance": raw[Part.IMPORTANCE],
        "momentum": raw[Part.MOMENTUM],
        "segments": raw[Part.SEGMENTS],
        "rice": counted.rice,
    }
