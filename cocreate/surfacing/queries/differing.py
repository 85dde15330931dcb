"""Why an author says that their idea is another than one close to it."""

from typing import NamedTuple

from sqlalchemy import select

from cocreate.ideas import queries as ideas
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor, require
from cocreate.surfacing.models import Difference


class Differing(NamedTuple):
    """An idea close to another, and why its author says that theirs is not it."""

    other: ideas.IdeaTitle
    why: str


def differences_of(actor: Actor, idea_id: IdeaId) -> list[Differing]:
    """Why an author says that their idea is another; for whoever triages it."""
    require(actor.is_company, "Why ideas differ is for those who judge them.")
    rows = db.session.execute(
        select(Difference.other_id, Difference.why)
        .where(Difference.idea_id == idea_id)
        .order_by(Difference.other_id)
    ).all()
    titles = ideas.titles(actor, (row.other_id for row in rows))
    return [
        Differing(titles[row.other_id], row.why)
        for row in rows
        if row.other_id in titles
    ]
