"""Votes, and what was said with them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import exists, literal, null, select, union_all
from sqlalchemy.orm import aliased

from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    named,
    present,
    streamed,
    written,
)
from cocreate.ideas.models import Idea
from cocreate.people.models import Person
from cocreate.votes.models import Answer, Vote

Hearer = aliased(Person, name="hearer")
INTERNAL = (Vote.importance, Vote.why, Vote.heard_by_id, Vote.channel, Vote.quote)


def votes(chosen: Selection) -> Iterator[Row]:
    """Votes, and the answers that came with an import, voter by voter.

    What was said with a vote is for the company: it is written with what is hidden.
    """
    cast = chosen.of_ideas(
        select(
            Vote.voter_id,
            Vote.idea_id,
            literal(1).label("value"),
            Vote.cast_at.label("at"),
            *INTERNAL,
        ).join(Idea, Idea.id == Vote.idea_id)
    )
    # A vote that a merge carried here counts more than what was answered before.
    has_voted = exists().where(
        Vote.voter_id == Answer.voter_id, Vote.idea_id == Answer.idea_id
    )
    given = chosen.of_ideas(
        select(
            Answer.voter_id,
            Answer.idea_id,
            Answer.value.label("value"),
            Answer.given_at.label("at"),
            *(null().label(column.key) for column in INTERNAL),
        )
        .join(Idea, Idea.id == Answer.idea_id)
        .where(~has_voted)
    )
    cast = chosen.of_voters(cast, Vote.voter_id)
    given = chosen.of_voters(given, Answer.voter_id)
    both = union_all(cast, given).subquery()
    query = (
        select(both, Person.name.label("voter"), Hearer.name.label("hearer"))
        .join(Person, Person.id == both.c.voter_id)
        .outerjoin(Hearer, Hearer.id == both.c.heard_by_id)
        .order_by(both.c.voter_id, both.c.idea_id)
    )
    for row in streamed(query):
        words = words_with(row, row.hearer) if chosen.with_hidden else None
        yield {
            "idea": str(row.idea_id),
            "voter": str(row.voter_id),
            "voter_name": row.voter,
            "value": row.value,
            "at": written(row.at),
        } | present(internal=words or None)


def words_with(vote: Any, hearer: str | None) -> Row:
    return present(
        importance=vote.importance and str(vote.importance),
        why=vote.why,
        **named("heard_by", vote.heard_by_id, hearer),
        channel=vote.channel and str(vote.channel),
        quote=vote.quote,
    )
