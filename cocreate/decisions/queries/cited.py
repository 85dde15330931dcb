"""From a contribution or a person to the decisions that cite them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, select

from cocreate.decisions.models import Citation, Decision
from cocreate.decisions.queries.folded import folded_ideas
from cocreate.decisions.queries.scope import is_visible_to, visible_to
from cocreate.decisions.queries.voices import cited_comments, cited_ideas
from cocreate.discussion.models import Comment
from cocreate.ideas.queries import IDEA_KEY, family_of, heads_of
from cocreate.kernel.asking import KEYS, somebody
from cocreate.kernel.db import AnySelect, ask, db
from cocreate.kernel.ids import CommentId, DecisionId, IdeaId, PersonId, ProjectId
from cocreate.kernel.policy import WHOEVER, Actor, Role
from cocreate.kernel.remembered import remembered


@dataclass(frozen=True, slots=True)
class Contributions:
    """What one person gave that was cited."""

    ideas: set[IdeaId] = field(default_factory=set)
    comments: set[CommentId] = field(default_factory=set)
    thanks: list[str] = field(default_factory=list)

    def thank(self, words: str) -> None:
        """Remember what the team thanks for, each thing once."""
        if words and words not in self.thanks:
            self.thanks.append(words)


def decisions_about(actor: Actor, idea_id: IdeaId) -> list[Decision]:
    """The published decisions that cite an idea, what it absorbed, or comments."""
    asked = {"asker": actor.person_id, "idea_id": idea_id}
    return list(db.session.scalars(citing_about(actor.role), asked))


def decided_on(
    actor: Actor, idea_ids: Sequence[IdeaId]
) -> dict[IdeaId, list[tuple[DecisionId, str]]]:
    """The published decisions that name each of these ideas: key and title."""
    if not idea_ids:
        return {}
    rows = db.session.execute(
        select(Citation.idea_id, Decision.id, Decision.title)
        .join(Decision, Decision.id == Citation.decision_id)
        .where(
            Citation.idea_id.in_(idea_ids),
            Decision.published_at.is_not(None),
            is_visible_to(actor),
        )
        .order_by(Decision.published_at, Decision.id)
    )
    found: dict[IdeaId, list[tuple[DecisionId, str]]] = defaultdict(list)
    for row in rows:
        found[row.idea_id].append((row.id, row.title))
    return found


def ideas_cited_among(ids: Iterable[int]) -> Iterable[int]:
    """Those of the ideas that a published decision cites."""
    return cited_among(Citation.idea_id, ids)


def cited_idea_ids() -> AnySelect:
    """The keys of the ideas that published decisions cite: for `IN` conditions."""
    query = select(Citation.idea_id).join(Decision, Decision.id == Citation.decision_id)
    return query.where(
        Decision.published_at.is_not(None), Citation.idea_id.is_not(None)
    )


def comments_cited_among(ids: Iterable[int]) -> Iterable[int]:
    """Those of the comments that a published decision cites."""
    return cited_among(Citation.comment_id, ids)


def cited_among(cited: Any, ids: Iterable[int]) -> Iterable[int]:
    query = select(cited).join(Decision, Decision.id == Citation.decision_id)
    is_told = Decision.published_at.is_not(None)
    return db.session.scalars(query.where(cited.in_(ids), is_told).distinct())


def cited_by(decision_id: DecisionId) -> tuple[list[IdeaId], list[CommentId]]:
    """The ideas and the comments that a decision cites."""
    rows = db.session.execute(
        select(Citation.idea_id, Citation.comment_id)
        .where(Citation.decision_id == decision_id)
        .order_by(Citation.id)
    ).all()
    ideas = [row.idea_id for row in rows if row.idea_id]
    return ideas, [row.comment_id for row in rows if row.comment_id]


@lru_cache
def citing_about(role: Role | None) -> Select[Decision]:
    family = select(family_of(bindparam("idea_id", type_=IDEA_KEY)).c.id)
    # Two ways in, each by its own index; one condition for both would read the table.
    named = select(Citation.decision_id).where(Citation.idea_id.in_(family))
    said = (
        select(Citation.decision_id)
        .join(Comment, Comment.id == Citation.comment_id)
        .where(Comment.idea_id.in_(family))
    )
    decided = visible_to(somebody(role)).where(
        Decision.published_at.is_not(None), Decision.id.in_(named.union(said))
    )
    return decided.order_by(Decision.published_at, Decision.id)


@lru_cache(maxsize=1)
def citing_the_family() -> CompoundSelect[*tuple[Any, ...]]:
    """Whether anything is decided about an idea; built once, for every idea's page."""
    family = family_of(bindparam("idea_id", type_=IDEA_KEY))
    cited = (
        select(Citation.id)
        .join(Decision, Decision.id == Citation.decision_id)
        .where(Decision.published_at.is_not(None))
    )
    named = cited.where(Citation.idea_id.in_(select(family.c.id)))
    said = cited.join(Comment, Comment.id == Citation.comment_id).where(
        Comment.idea_id.in_(select(family.c.id))
    )
    return named.union_all(said).limit(1)


def is_cited(idea_id: IdeaId) -> bool:
    """Whether a published decision cites the idea, one folded into it, or a comment.

    At most two seconds old: it says whether there is more to ask, and shows nothing.
    """
    return remembered(
        ("decisions.cited", idea_id),
        lambda: ask(citing_the_family(), idea_id=idea_id).first() is not None,
    )


def decisions_citing_idea(idea_id: IdeaId) -> list[DecisionId]:
    """The decisions that cite an idea, or what it was folded into: to derive from."""
    head = heads_of([idea_id]).get(idea_id, idea_id)
    return [decision.id for decision in decisions_about(WHOEVER, head)]


def decisions_citing_comment(comment_id: CommentId) -> list[DecisionId]:
    """The decisions that cite a comment, published or not: for what is derived."""
    query = select(Citation.decision_id).where(Citation.comment_id == comment_id)
    return list(db.session.scalars(query.order_by(Citation.decision_id)))


def comments_cited(
    actor: Actor, comment_ids: Iterable[CommentId]
) -> dict[CommentId, DecisionId]:
    """For each comment that a published decision cites, the first that does."""
    wanted = list(comment_ids)
    if not wanted:
        return {}
    rows = ask(citing_comments(actor.role), asker=actor.person_id, keys=wanted)
    return {row.comment_id: row.id for row in rows}


@lru_cache
def citing_comments(role: Role | None) -> AnySelect:
    return (
        visible_to(somebody(role))
        .join(Citation, Citation.decision_id == Decision.id)
        .where(Decision.published_at.is_not(None), Citation.comment_id.in_(KEYS))
        .order_by(Decision.published_at.desc(), Decision.id.desc())
        .with_only_columns(Citation.comment_id, Decision.id)
    )


def contributions_by_person(
    decision_ids: Iterable[DecisionId],
) -> dict[PersonId, Contributions]:
    """What of each person's the decisions cite, without what has been hidden since.

    Whoever said the same before, and was folded into what is cited, gave it, too.
    """
    wanted = list(decision_ids)
    found: dict[PersonId, Contributions] = defaultdict(Contributions)
    if not wanted:
        return found
    asked = {"asker": WHOEVER.person_id, "keys": wanted}
    for row in ask(cited_ideas(WHOEVER.role), **asked):
        found[row.author_id].ideas.add(row.idea_id)
        found[row.author_id].thank(row.thanks)
    for row in db.session.execute(folded_ideas(WHOEVER, wanted)):
        found[row.author_id].ideas.add(row.idea_id)
    for row in ask(cited_comments(WHOEVER.role), **asked):
        found[row.author_id].comments.add(row.comment_id)
        found[row.author_id].thank(row.thanks)
    return found


def was_cited(project_id: ProjectId, person_id: PersonId) -> bool:
    """Whether a published decision of the project cites somebody."""
    published = select(Decision.id).where(
        Decision.project_id == project_id, Decision.published_at.is_not(None)
    )
    return person_id in contributions_by_person(db.session.scalars(published))


def cited_people(decision_id: DecisionId) -> list[PersonId]:
    """The authors a decision cites, each once: those to be told and thanked."""
    return sorted(contributions_by_person([decision_id]))


def people_cited_by(
    decision_ids: Iterable[DecisionId],
) -> dict[DecisionId, set[PersonId]]:
    """Whose words each of the decisions stands on; three queries for all."""
    wanted = list(decision_ids)
    found: dict[DecisionId, set[PersonId]] = {key: set() for key in wanted}
    if wanted:
        asked = {"asker": WHOEVER.person_id, "keys": wanted}
        for row in (
            *ask(cited_ideas(WHOEVER.role), **asked),
            *db.session.execute(folded_ideas(WHOEVER, wanted)),
            *ask(cited_comments(WHOEVER.role), **asked),
        ):
            found[row.decision_id].add(row.author_id)
    return found
