"""Who may vote, and who may take a vote back: the same rule."""

from cocreate.ideas.policy import may_vote, takes_votes

__all__ = ["may_vote", "takes_votes"]
