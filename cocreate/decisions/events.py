"""What decisions announce."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPublished(Event):
    decision_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionStageChanged(Event):
    """A decision went on along the roadmap, or back."""

    decision_id: int
    by_id: int
    was: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAmended(Event):
    """The team added something to a published decision."""

    decision_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisitCame(Event):
    """The day has come on which a decision is to be looked at again."""

    decision_id: int
    revisit_on: str
