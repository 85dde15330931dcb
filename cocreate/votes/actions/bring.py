"""Take votes over from elsewhere, many at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import delete, insert, select, tuple_

from cocreate.ideas.actions import MovedVotes, move_votes_of_many
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.votes.actions.recount import recount
from cocreate.votes.models import Answer, Vote
from cocreate.votes.queries import discounted_among, lock_trends
from cocreate.votes.trend import with_vote

AT_ONCE = 500  # pairs in one IN condition
FOR_IT = 1
# What a verdict took out of the count is not counted by bringing it once more.
DECIDED = datetime.max.replace(tzinfo=UTC)
UNKNOWN = datetime.min.replace(tzinfo=UTC)  # earlier than any moment that is known

Pair = tuple[PersonId, IdeaId]


class PastVote(NamedTuple):
    """An answer to an idea: 1 is a vote; -1 and 0 are kept, but not counted."""

    voter_id: PersonId
    idea_id: IdeaId
    value: int
    at: datetime

    @property
    def pair(self) -> Pair:
        return self.voter_id, self.idea_id


class Brought(NamedTuple):
    """What came of votes taken over, by their place among those given."""

    added: list[int]
    known: list[int]  # here already, word for word
    outdated: list[int]  # the same voter answered the same idea later


def bring_votes(votes: Sequence[PastVote]) -> Brought:
    """Keep what is not here yet, and count it; of two answers the later one stands.

    Taking the same votes over again changes nothing.
    """
    known = answers_of(vote.pair for vote in votes)
    brought = Brought([], [], [])
    standing: dict[Pair, int] = {}
    for place, vote in enumerate(votes):
        before = standing.get(vote.pair)
        rival = votes[before] if before is not None else known.get(vote.pair)
        if rival == vote:
            brought.known.append(place)
        elif rival is not None and rival.at >= vote.at:
            brought.outdated.append(place)
        else:
            if before is not None:
                brought.outdated.append(before)
            standing[vote.pair] = place
    brought.added.extend(sorted(standing.values()))
    keep([votes[place] for place in brought.added], known)
    return brought


def answers_of(pairs: Iterable[Pair]) -> dict[Pair, PastVote]:
    """What stands for these voters and ideas, votes and other answers alike."""
    found: dict[Pair, PastVote] = {}
    waiting = iter(dict.fromkeys(pairs))
    while some := list(islice(waiting, AT_ONCE)):
        votes = select(Vote.voter_id, Vote.idea_id, Vote.cast_at).where(
            tuple_(Vote.voter_id, Vote.idea_id).in_(some)
        )
        others = select(Answer).where(tuple_(Answer.voter_id, Answer.idea_id).in_(some))
        for voter_id, idea_id, at in db.session.execute(votes):
            found[voter_id, idea_id] = PastVote(voter_id, idea_id, FOR_IT, at)
        for answer in db.session.scalars(others):
            given = PastVote(
                answer.voter_id,
                answer.idea_id,
                answer.value,
                answer.given_at or UNKNOWN,
            )
            found[given.pair] = given
        for voter_id, idea_id in discounted_among(some):
            found[voter_id, idea_id] = PastVote(voter_id, idea_id, FOR_IT, DECIDED)
    return found


def keep(votes: Sequence[PastVote], known: dict[Pair, PastVote]) -> None:
    changed = [known[vote.pair] for vote in votes if vote.pair in known]
    for vote in changed:
        forget(vote)
    if cast := [vote for vote in votes if vote.value == FOR_IT]:
        db.session.execute(insert(Vote), [row_of_vote(vote) for vote in cast])
    if others := [vote for vote in votes if vote.value != FOR_IT]:
        db.session.execute(insert(Answer), [row_of_answer(vote) for vote in others])
    anew = {vote.idea_id for vote in changed}
    count(vote for vote in cast if vote.idea_id not in anew)
    for idea_id in sorted(anew):
        recount(idea_id)


def forget(vote: PastVote) -> None:
    table = Vote if vote.value == FOR_IT else Answer
    db.session.execute(
        delete(table).where(
            table.voter_id == vote.voter_id, table.idea_id == vote.idea_id
        )
    )


def row_of_vote(vote: PastVote) -> dict[str, object]:
    return {"voter_id": vote.voter_id, "idea_id": vote.idea_id, "cast_at": vote.at}


def row_of_answer(vote: PastVote) -> dict[str, object]:
    return {
        "voter_id": vote.voter_id,
        "idea_id": vote.idea_id,
        "value": vote.value,
        "given_at": vote.at,
    }


def count(votes: Iterator[PastVote]) -> None:
    """Move the figure and the trend of every idea that these are for."""
    cast: dict[IdeaId, list[datetime]] = {}
    for vote in votes:
        cast.setdefault(vote.idea_id, []).append(vote.at)
    trends = lock_trends(cast)
    for idea_id, moments in cast.items():
        for at in moments:
            trends[idea_id] = with_vote(trends[idea_id], at)
    move_votes_of_many(
        MovedVotes(idea_id, len(moments), trends[idea_id])
        for idea_id, moments in cast.items()
    )
