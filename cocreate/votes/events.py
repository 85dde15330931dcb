"""What votes announce."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(Event):
    idea_id: int
    voter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteWithdrawn(Event):
    idea_id: int
    voter_id: int
