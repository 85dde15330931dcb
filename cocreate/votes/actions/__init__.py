"""Cast a vote, take it back, carry it along. The only writer of the votes tables."""

from cocreate.votes.actions.bring import Brought, PastVote, bring_votes
from cocreate.votes.actions.carry import carry_votes, restore_votes
from cocreate.votes.actions.cast import (
    cast_vote,
    keep_figures,
    recount,
    withdraw_vote,
)

__all__ = [
    "Brought",
    "PastVote",
    "bring_votes",
    "carry_votes",
    "cast_vote",
    "keep_figures",
    "recount",
    "restore_votes",
    "withdraw_vote",
]
