"""Where a person's own words were heard."""

from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.decisions.models import Citation, Decision
from cocreate.decisions.queries.scope import visible_to
from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import DecisionId, IdeaId
from cocreate.kernel.policy import Actor


class Heard(NamedTuple):
    """A decision that cites the actor, and the idea they spoke of."""

    decision_id: DecisionId
    idea_id: IdeaId | None  # none where they spoke under a journal entry


def find_heard(actor: Actor) -> Heard | None:
    """The newest published decision that cites the actor, with what they said."""
    idea_id = func.coalesce(Citation.idea_id, Comment.idea_id)
    newest = (
        visible_to(actor)
        .join(Citation, Citation.decision_id == Decision.id)
        .outerjoin(Comment, Comment.id == Citation.comment_id)
        .where(
            Citation.person_id == actor.person_id, Decision.published_at.is_not(None)
        )
        .order_by(Decision.published_at.desc(), Decision.id.desc(), Citation.id)
        .limit(1)
        .with_only_columns(Decision.id, idea_id.label("idea_id"))
        .subquery()
    )
    row = db.session.execute(
        select(Decision.id, Idea.id)
        .join(newest, newest.c.id == Decision.id)
        .outerjoin(Idea, (Idea.id == newest.c.idea_id) & Idea.listed)
    ).one_or_none()
    return Heard(*row) if row else None
