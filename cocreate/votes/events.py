"""What votes announce."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(Event):
    idea_id: int
    voter_id: int
    is_own: bool = False  # else somebody heard it from them, or brought it back


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteWithdrawn(Event):
    idea_id: int
    voter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteExplained(Event):
    """Somebody said how much an idea matters to them, or why."""

    idea_id: int
    voter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Event):
    """Somebody disagrees with an idea, or passed: who agrees votes."""

    idea_id: int
    voter_id: int
