"""Keep what had been said with votes before they came here."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, update

from cocreate.kernel.db import changed_rows, connection_of, db, insert_into
from cocreate.kernel.ids import IdeaId, PersonId, ReviewId
from cocreate.people.actions import note_customer
from cocreate.votes.actions.bring import FOR_IT, PastVote, bring_votes
from cocreate.votes.actions.hear import Heard
from cocreate.votes.kinds import Channel, Importance
from cocreate.votes.models import DiscountedVote, Vote

OF_IT = (Vote.voter_id == bindparam("of_voter"), Vote.idea_id == bindparam("of_idea"))
SAID = (
    update(Vote)
    .where(*OF_IT)
    .values(importance=bindparam("matters"), why=bindparam("because"))
)
HEARD = (
    update(Vote)
    .where(*OF_IT)
    .values(
        heard_by_id=bindparam("by"),
        channel=bindparam("through"),
        quote=bindparam("words"),
    )
)


class PastReason(NamedTuple):
    """How much an idea mattered to somebody who had voted for it, and why."""

    voter_id: PersonId
    idea_id: IdeaId
    importance: Importance | None
    why: str | None


class PastSource(NamedTuple):
    """Who had heard somebody stand behind an idea, where, and in which words."""

    voter_id: PersonId
    idea_id: IdeaId
    by_id: PersonId
    channel: Channel
    quote: str | None


class PastDiscounted(NamedTuple):
    """A vote that was taken out of the count elsewhere, by a verdict that is a case."""

    voter_id: PersonId
    idea_id: IdeaId
    review_id: ReviewId
    cast_at: datetime
    withdrawn_at: datetime | None
    carried_from_id: IdeaId | None
    importance: Importance | None
    why: str | None
    heard_by_id: PersonId | None
    channel: Channel | None
    quote: str | None


class PastHearing(NamedTuple):
    """A vote that an employee had noted for a customer."""

    idea_id: IdeaId
    by_id: PersonId
    heard: Heard
    at: datetime


def keep_reasons(reasons: Iterable[PastReason]) -> None:
    """Keep what was said with votes that are here."""
    rows = [
        {"of_voter": voter, "of_idea": idea, "matters": importance, "because": why}
        for voter, idea, importance, why in reasons
    ]
    if rows:
        connection_of(db.session()).execute(SAID, rows)


def keep_sources(sources: Iterable[PastSource]) -> None:
    """Keep of votes that are here who noted them for a customer."""
    rows = [
        {
            "of_voter": voter,
            "of_idea": idea,
            "by": by,
            "through": channel,
            "words": quote,
        }
        for voter, idea, by, channel, quote in sources
    ]
    if rows:
        connection_of(db.session()).execute(HEARD, rows)


def bring_hearings(hearings: Iterable[PastHearing]) -> None:
    """Count votes for customers, each with who heard it, where, in which words."""
    for idea_id, by_id, heard, at in hearings:
        met = at - timedelta(minutes=1)
        customer_id = note_customer(heard.customer, known_since=met)
        bring_votes([PastVote(customer_id, idea_id, FOR_IT, at)])
        words = heard.quote or None
        keep_sources([PastSource(customer_id, idea_id, by_id, heard.channel, words)])


def bring_discounted(vote: PastDiscounted) -> bool | None:
    """Keep a vote whole and out of the count: whether it came; none: it counts here."""
    counted = db.session.get(Vote, (vote.voter_id, vote.idea_id))
    if counted is not None:
        return None
    kept = insert_into(DiscountedVote).values(vote._asdict()).on_conflict_do_nothing()
    return changed_rows(db.session.execute(kept)) > 0
