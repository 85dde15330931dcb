"""Cast a vote, take it back, say more of it. The only writer of the votes tables."""

from cocreate.votes.actions.answer import answer_idea
from cocreate.votes.actions.bring import Brought, PastVote, bring_votes
from cocreate.votes.actions.budget import VotesSpentError
from cocreate.votes.actions.carry import carry_votes, restore_votes
from cocreate.votes.actions.cast import cast_vote, keep_figures, withdraw_vote
from cocreate.votes.actions.counting import count_again, count_anew, count_stale
from cocreate.votes.actions.discount import bring_back_votes, discount_votes
from cocreate.votes.actions.fingerprints import (
    forget_fingerprints,
    forget_old_fingerprints,
    keep_salts,
)
from cocreate.votes.actions.forgetting import forget_words
from cocreate.votes.actions.hear import Heard, hear_vote, withdraw_heard
from cocreate.votes.actions.participating import keep_participants
from cocreate.votes.actions.past import (
    PastDiscounted,
    PastHearing,
    PastReason,
    PastSource,
    bring_discounted,
    bring_hearings,
    keep_reasons,
    keep_sources,
)
from cocreate.votes.actions.recount import recount
from cocreate.votes.actions.say import say_why

__all__ = [
    "Brought",
    "Heard",
    "PastDiscounted",
    "PastHearing",
    "PastReason",
    "PastSource",
    "PastVote",
    "VotesSpentError",
    "answer_idea",
    "bring_back_votes",
    "bring_discounted",
    "bring_hearings",
    "bring_votes",
    "carry_votes",
    "cast_vote",
    "count_again",
    "count_anew",
    "count_stale",
    "discount_votes",
    "forget_fingerprints",
    "forget_old_fingerprints",
    "forget_words",
    "hear_vote",
    "keep_figures",
    "keep_participants",
    "keep_reasons",
    "keep_salts",
    "keep_sources",
    "recount",
    "restore_votes",
    "say_why",
    "withdraw_heard",
    "withdraw_vote",
]
