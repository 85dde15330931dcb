"""Where people's own words were heard."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select

from cocreate.decisions.models import Citation, Decision
from cocreate.decisions.queries.scope import visible_to
from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, DecisionId, IdeaId, PersonId
from cocreate.kernel.policy import Actor

MOST_BECAUSE = 200


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


class Because(NamedTuple):
    """A decision that was made because of somebody, and what of theirs it cites."""

    id: DecisionId
    title: str
    published_at: datetime
    ideas: tuple[IdeaId, ...]
    comments: tuple[CommentId, ...]


def because_of(actor: Actor, person_id: PersonId) -> list[Because]:
    """The decisions that cite a person, the newest first; nothing hidden counts."""
    rows = db.session.execute(
        visible_to(actor)
        .join(Citation, Citation.decision_id == Decision.id)
        .outerjoin(Idea, Idea.id == Citation.idea_id)
        .outerjoin(Comment, Comment.id == Citation.comment_id)
        .where(
            Citation.person_id == person_id,
            Decision.published_at.is_not(None),
            # Of what stands on no row the first two are true, and the last as well.
            Idea.hidden_at.is_(None),
            Idea.withdrawn_at.is_(None),
            or_(Citation.comment_id.is_(None), Comment.shown.is_(True)),
        )
        .order_by(Decision.published_at.desc(), Decision.id.desc(), Citation.id)
        .limit(MOST_BECAUSE)
        .with_only_columns(
            Decision.id,
            Decision.title,
            Decision.published_at,
            Citation.idea_id,
            Citation.comment_id,
        )
    ).all()
    cited: dict[DecisionId, list[tuple[IdeaId, CommentId]]] = defaultdict(list)
    for row in rows:
        cited[row.id].append((row.idea_id, row.comment_id))
    firsts = {row.id: row for row in rows}
    return [
        Because(
            key,
            row.title,
            row.published_at,
            tuple(idea for idea, _ in cited[key] if idea),
            tuple(comment for _, comment in cited[key] if comment),
        )
        for key, row in firsts.items()
    ]
