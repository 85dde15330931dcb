"""How far people are trusted, and votes that a verdict took out of the count."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    named,
    present,
    streamed,
    written,
)
from cocreate.cli.exporting.votes import words_with
from cocreate.ideas.models import Idea
from cocreate.moderation.models import Review
from cocreate.people.models import Person, TrustChange
from cocreate.votes.models import DiscountedVote

By = aliased(Person, name="by")
Hearer = aliased(Person, name="hearer")


def trust(_: Selection) -> Iterator[Row]:
    """Of each person how they came to the level at which they stand."""
    query = (
        select(
            *(TrustChange.person_id, TrustChange.was, TrustChange.became),
            *(TrustChange.why, TrustChange.changed_at, TrustChange.by_id),
            *(Person.name, Person.trust_locked_at, Person.trust_below_at),
            By.name.label("by_name"),
        )
        .join(Person, Person.id == TrustChange.person_id)
        .outerjoin(By, By.id == TrustChange.by_id)
        .order_by(TrustChange.person_id, TrustChange.id)
    )
    for person_id, changes in groupby(streamed(query), lambda row: row.person_id):
        rows = list(changes)
        yield {
            **named("person", person_id, rows[0].name),
            "changes": [change_of(row) for row in rows],
            "internal": True,
        } | present(
            locked=written(rows[0].trust_locked_at),
            below=written(rows[0].trust_below_at),
        )


def change_of(row: Any) -> Row:
    return {
        "was": row.was,
        "became": row.became,
        "why": row.why,
        "at": written(row.changed_at),
    } | named("by", row.by_id, row.by_name)


def discounted(chosen: Selection) -> Iterator[Row]:
    """Votes that are kept and not counted, with what was decided of them."""
    query = chosen.of_ideas(
        select(
            DiscountedVote,
            *(Review.why.label("found"), Review.closed_at, Review.reason),
            *(Review.statement, Review.moderator_id, By.name.label("by_name")),
            *(Person.name.label("voter"), Hearer.name.label("hearer")),
        )
        .join(Idea, Idea.id == DiscountedVote.idea_id)
        .join(Review, Review.id == DiscountedVote.review_id)
        .join(Person, Person.id == DiscountedVote.voter_id)
        .outerjoin(By, By.id == Review.moderator_id)
        .outerjoin(Hearer, Hearer.id == DiscountedVote.heard_by_id)
        .order_by(DiscountedVote.voter_id, DiscountedVote.idea_id)
    )
    for row in streamed(chosen.of_voters(query, DiscountedVote.voter_id)):
        vote = row.DiscountedVote
        yield {
            "idea": str(vote.idea_id),
            **named("voter", vote.voter_id, row.voter),
            "at": written(vote.cast_at),
            "decided": decided(row),
            "internal": words_with(vote, row.hearer) or True,
        } | present(
            raised_on=vote.carried_from_id and str(vote.carried_from_id),
            withdrawn=written(vote.withdrawn_at),
        )


def decided(row: Any) -> Row:
    return (
        {
            "at": written(row.closed_at),
            "found": row.found,
            "statement": row.statement,
        }
        | named("by", row.moderator_id, row.by_name)
        | present(reason=row.reason and str(row.reason))
    )
