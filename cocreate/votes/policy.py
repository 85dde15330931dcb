"""Who may vote, who may take a vote back (the same rule), who votes for others."""

from typing import Protocol

from cocreate.ideas.policy import Votable, may_vote, takes_votes
from cocreate.kernel.policy import Actor
from cocreate.projects.phase import Phase

__all__ = ["may_answer", "may_hear", "may_vote", "takes_votes"]


class Answerable(Votable, Protocol):
    """A votable idea, and whether its project asks for opinions."""

    @property
    def asks_opinion(self) -> bool: ...


def may_answer(actor: Actor, idea: Answerable, phase: Phase) -> bool:
    """Whoever may vote says what they think, where the project asks for it."""
    return idea.asks_opinion and may_vote(actor, idea, phase)


def may_hear(actor: Actor, idea: Votable, phase: Phase) -> bool:
    """Employees vote for customers whom they heard, while others vote."""
    return actor.may_write and actor.is_company and takes_votes(idea, phase)
