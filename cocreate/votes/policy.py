"""Who may vote, who may take a vote back (the same rule), who votes for others."""

from cocreate.ideas.policy import Votable, may_vote, takes_votes
from cocreate.kernel.policy import Actor
from cocreate.projects.phase import Phase

__all__ = ["may_hear", "may_vote", "takes_votes"]


def may_hear(actor: Actor, idea: Votable, phase: Phase) -> bool:
    """Employees vote for customers whom they heard, while others vote."""
    return actor.may_write and actor.is_company and takes_votes(idea, phase)
