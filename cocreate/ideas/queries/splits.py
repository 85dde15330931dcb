"""Which idea was taken out of which."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, or_, select

from cocreate.ideas.models import Split
from cocreate.ideas.queries.page import IdeaPage
from cocreate.ideas.queries.scope import IdeaTitle, titles
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor

MOST = 20


def find_split(made_id: IdeaId) -> Split | None:
    """How an idea was taken out of another, if it was."""
    return db.session.get(Split, made_id)


def last_split(idea_id: IdeaId) -> IdeaId | None:
    """What was taken out of an idea last."""
    latest = select(func.max(Split.made_id)).where(Split.from_id == idea_id)
    return db.session.scalar(latest)


class Splits(NamedTuple):
    """The idea that one was taken out of, and those that were taken out of it."""

    whole: IdeaTitle | None
    taken_out: list[IdeaTitle]


def splits_of(actor: Actor, idea: IdeaPage) -> Splits:
    """As far as the actor may see them, and while they are not merged back."""
    if not idea.splits:
        return Splits(None, [])
    ways: Sequence[Split] = db.session.scalars(
        select(Split)
        .where(or_(Split.made_id == idea.id, Split.from_id == idea.id))
        .order_by(Split.made_id)
        .limit(MOST)
    ).all()
    known = titles(actor, {key for way in ways for key in (way.made_id, way.from_id)})
    origin = next((way.from_id for way in ways if way.made_id == idea.id), None)
    made = [known[way.made_id] for way in ways if way.made_id in known]
    return Splits(
        known.get(origin) if origin else None,
        [one for one in made if one.id != idea.id and one.merged_into_id is None],
    )
