"""From a contribution or a person to the decisions that cite them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import or_

from cocreate.decisions.models import Citation, Decision
from cocreate.decisions.queries.scope import visible_to
from cocreate.decisions.queries.voices import cited_comments, cited_ideas
from cocreate.discussion.models import Comment
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, DecisionId, IdeaId, PersonId
from cocreate.kernel.policy import Actor, Role

# Inside every project, and shown nothing that is hidden: what is derived asks so.
WHOEVER = Actor(role=Role.PRODUCT_MANAGER)


@dataclass(frozen=True, slots=True)
class Contributions:
    """What one person gave that was cited."""

    ideas: set[IdeaId] = field(default_factory=set)
    comments: set[CommentId] = field(default_factory=set)


def decisions_citing(actor: Actor, idea_ids: Iterable[IdeaId]) -> dict[DecisionId, int]:
    """The published decisions that cite the ideas, or comments on them; how often."""
    wanted = list(idea_ids)
    query = (
        visible_to(actor)
        .join(Citation, Citation.decision_id == Decision.id)
        .outerjoin(Comment, Comment.id == Citation.comment_id)
        .where(
            Decision.published_at.is_not(None),
            or_(Citation.idea_id.in_(wanted), Comment.idea_id.in_(wanted)),
        )
        .order_by(Decision.published_at, Decision.id)
        .with_only_columns(Decision.id)
    )
    found: dict[DecisionId, int] = defaultdict(int)
    for decision_id in db.session.scalars(query):
        found[decision_id] += 1
    return found


def comments_cited(
    actor: Actor, comment_ids: Iterable[CommentId]
) -> dict[CommentId, DecisionId]:
    """For each comment that a published decision cites, the first that does."""
    wanted = list(comment_ids)
    if not wanted:
        return {}
    query = (
        visible_to(actor)
        .join(Citation, Citation.decision_id == Decision.id)
        .where(Decision.published_at.is_not(None), Citation.comment_id.in_(wanted))
        .order_by(Decision.published_at.desc(), Decision.id.desc())
        .with_only_columns(Citation.comment_id, Decision.id)
    )
    return {row.comment_id: row.id for row in db.session.execute(query)}


def contributions_by_person(
    decision_ids: Iterable[DecisionId],
) -> dict[PersonId, Contributions]:
    """What of each person's the decisions cite, without what has been hidden since."""
    wanted = list(decision_ids)
    found: dict[PersonId, Contributions] = defaultdict(Contributions)
    for row in db.session.execute(cited_ideas(WHOEVER, wanted)):
        found[row.author_id].ideas.add(row.idea_id)
    for row in db.session.execute(cited_comments(WHOEVER, wanted)):
        found[row.author_id].comments.add(row.comment_id)
    return found


def cited_people(decision_id: DecisionId) -> list[PersonId]:
    """The authors a decision cites, each once: those to be told and thanked."""
    return sorted(contributions_by_person([decision_id]))
