"""Carry votes to the idea that theirs was folded into, and back."""

from collections.abc import Callable, Iterable, Mapping

from cocreate.ideas.carrying import Voices
from cocreate.ideas.folding import Voice, as_one, moves_of
from cocreate.ideas.queries import families
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.votes.actions.recount import recount
from cocreate.votes.models import DiscountedVote, Vote
from cocreate.votes.queries import count_votes

VOICES = Voices(Vote.voter_id, Vote.idea_id, Vote.carried_from_id, Vote.cast_at)
# They go along, so that whoever has one counts as little on what theirs became.
DISCOUNTED = Voices(
    DiscountedVote.voter_id,
    DiscountedVote.idea_id,
    DiscountedVote.carried_from_id,
    DiscountedVote.cast_at,
)
Heads = Mapping[IdeaId, IdeaId]


def carry_votes(from_id: IdeaId, into_id: IdeaId) -> int:
    """Let everybody behind a duplicate stand behind the idea it is folded into, once.

    Who stands there already, and its author, keep their vote on the duplicate, where
    it is not counted with the other; so does whose vote on one of them a verdict took
    out of the count. Gives how many more stand behind it now.
    """
    before = count_votes(into_id)
    # What rests in the other's family by now goes on resting there.
    standing = [*families(from_id).heads, into_id]
    silent = families(into_id).authors
    settle(standing, silent, lambda voices: as_one(voices, into_id))
    return count_votes(into_id) - before


def restore_votes(idea_id: IdeaId, head_id: IdeaId) -> int:
    """Give an idea that is folded in no more its votes back; how many it has.

    What was cast on the other since stays there; so does whoever stands behind a
    third idea that is still folded into it.
    """
    settle_family(idea_id, head_id)
    return count_votes(idea_id)


def settle_family(*head_ids: IdeaId) -> None:
    """Let every voice in these families stand where it belongs."""
    found = families(*head_ids)
    settle(found.heads, found.authors, lambda _: found.heads)


def settle(
    idea_ids: Iterable[IdeaId],
    silent: Mapping[IdeaId, PersonId],
    heads_of: Callable[[Iterable[Voice]], Heads],
) -> None:
    """Move what stands on these ideas, and count anew whatever that changes."""
    standing = list(idea_ids)
    discounted = DISCOUNTED.on(standing)
    heads = heads_of(discounted)
    for move in DISCOUNTED.moving(moves_of(discounted, heads, silent=silent)):
        db.session.execute(move)
    resting = {(one.person_id, heads[one.raised_on]) for one in discounted}
    voices = VOICES.on(standing)
    moves = moves_of(voices, heads_of(voices), silent=silent, resting=resting)
    for move in VOICES.moving(moves):
        db.session.execute(move)
    for idea_id in sorted(moves.ideas):
        recount(idea_id)
