"""Carry votes to the idea that theirs was folded into, and back."""

from cocreate.ideas.carrying import Voices
from cocreate.ideas.folding import Moves, as_one, moves_of
from cocreate.ideas.queries import families
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.votes.actions.cast import recount
from cocreate.votes.models import Vote
from cocreate.votes.queries import count_votes

VOICES = Voices(Vote.voter_id, Vote.idea_id, Vote.carried_from_id, Vote.cast_at)


def carry_votes(from_id: IdeaId, into_id: IdeaId) -> int:
    """Let everybody behind a duplicate stand behind the idea it is folded into, once.

    Who stands there already, and its author, keep their vote on the duplicate, where
    it is not counted with the other. Gives how many more stand behind it now.
    """
    before = count_votes(into_id)
    # What rests in the other's family by now goes on resting there.
    voices = VOICES.on([*families(from_id).heads, into_id])
    silent = families(into_id).authors
    settle(moves_of(voices, as_one(voices, into_id), silent=silent))
    return count_votes(into_id) - before


def restore_votes(idea_id: IdeaId, head_id: IdeaId) -> int:
    """Give an idea that is folded in no more its votes back; how many it has.

    What was cast on the other since stays there; so does whoever stands behind a
    third idea that is still folded into it.
    """
    found = families(idea_id, head_id)
    voices = VOICES.on(found.heads)
    settle(moves_of(voices, found.heads, silent=found.authors))
    return count_votes(idea_id)


def settle(moves: Moves) -> None:
    """Make these moves, and count anew whatever they change."""
    for move in VOICES.moving(moves):
        db.session.execute(move)
    for idea_id in sorted(moves.ideas):
        recount(idea_id)
