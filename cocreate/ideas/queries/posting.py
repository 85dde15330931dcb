"""What is asked when somebody has just posted: their words, and how much it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import Role
from cocreate.people.models import Person


def just_written(idea_id: IdeaId) -> Idea:
    """An idea in the transaction that wrote it: at hand, without a statement."""
    return db.session.get_one(Idea, idea_id)


def count_proposed(
    person_id: PersonId, *, most: int, since: datetime | None = None
) -> ScalarSelect[int]:
    """How many ideas somebody proposed that still stand, counted no further than so."""
    some = select(Idea.id).where(Idea.author_id == person_id, Idea.hidden_at.is_(None))
    if since is not None:
        some = some.where(Idea.proposed_at > since)
    counted = some.limit(most).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()


def newest_ideas(most: int, *, before: datetime | None = None) -> Sequence[Any]:
    """The newest listed ideas of customers, with their words and who wrote them."""
    query = (
        select(
            Idea.id,
            Idea.title,
            Idea.body,
            Idea.proposed_at.label("at"),
            Idea.author_id.label("person_id"),
            Person.name.label("author"),
            Person.joined_at,
        )
        .join(Person, Person.id == Idea.author_id)
        .where(Idea.listed.is_(True), Person.role == Role.CUSTOMER)
        .order_by(Idea.id.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(Idea.proposed_at < before)
    return db.session.execute(query).all()
