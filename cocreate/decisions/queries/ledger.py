"""Decisions as lists show them: the public ledger, the team's drafts, the roadmap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from cocreate.decisions.models import Citation, Decision
from cocreate.decisions.queries.scope import visible_to
from cocreate.decisions.stage import Stage
from cocreate.discussion.models import Comment
from cocreate.ideas.models import IdeaTag
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import DecisionId, PersonId, ProjectId, SegmentId, TagId
from cocreate.kernel.paging import PAGE, Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.votes.queries import said_by

COLUMNS = (
    Decision.id,
    Decision.project_id,
    Decision.author_id,
    Decision.title,
    Decision.excerpt,
    Decision.stage,
    Decision.written_at,
    Decision.published_at,
)
MOST_DRAFTS = 50
STAGE_MOST = 50


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision in one line, or in a few."""

    id: DecisionId
    project_id: ProjectId
    author_id: PersonId
    title: str
    excerpt: str
    stage: Stage
    written_at: datetime
    published_at: datetime | None


def ledger(
    actor: Actor,
    project_id: ProjectId,
    *,
    stage: Stage | None = None,
    segment_id: SegmentId | None = None,
    place: str | None = None,
    size: int = PAGE,
) -> Page[DecisionLine]:
    """One page of what a project decided, the newest first."""
    query = published_lines(actor, project_id).where(which_is(None, segment_id))
    if stage is not None:
        query = query.where(Decision.stage == stage)
    page = page_of(
        query, by=Decision.published_at, key=Decision.id, place=place, size=size
    )
    return Page(lines(page.rows), page.following, page.preceding)


def newest(actor: Actor, *, most: int) -> list[DecisionLine]:
    """What was decided last in any project the actor may know of."""
    query = (
        visible_to(actor)
        .where(Decision.published_at.is_not(None))
        .order_by(Decision.published_at.desc(), Decision.id.desc())
        .limit(most)
        .with_only_columns(*COLUMNS)
    )
    return lines(db.session.execute(query).all())


def published_lines(actor: Actor, project_id: ProjectId) -> AnySelect:
    return (
        visible_to(actor)
        .where(Decision.project_id == project_id, Decision.published_at.is_not(None))
        .with_only_columns(*COLUMNS)
    )


def lines(rows: Sequence[Any]) -> list[DecisionLine]:
    return [DecisionLine(*row) for row in rows]


def drafts(actor: Actor, project_id: ProjectId) -> list[DecisionLine]:
    """What the team has written and not published yet; nothing for anybody else."""
    query = (
        visible_to(actor)
        .where(Decision.project_id == project_id, Decision.published_at.is_(None))
        .order_by(Decision.written_at.desc(), Decision.id.desc())
        .limit(MOST_DRAFTS)
    )
    return lines(db.session.execute(query.with_only_columns(*COLUMNS)).all())


def by_stage(
    actor: Actor,
    project_id: ProjectId,
    *,
    tag_id: TagId | None = None,
    segment_id: SegmentId | None = None,
    most: int = STAGE_MOST,
) -> dict[Stage, list[DecisionLine]]:
    """The roadmap: the newest decisions at each stage; one query a stage.

    With a tag, those that cite an idea filed under it, or a comment on one; with a
    segment, an idea that its people voted for or proposed, or a comment on one.
    """
    which = which_is(tag_id, segment_id)
    return {stage: at_stage(actor, project_id, stage, which, most) for stage in Stage}


def which_is(tag_id: TagId | None, segment_id: SegmentId | None) -> ColumnElement[bool]:
    """The condition on a decision that a list is narrowed by."""
    return and_(
        true() if tag_id is None else is_about(tag_id),
        true() if segment_id is None else cites_what(segment_id),
    )


def cites_what(segment_id: SegmentId) -> ColumnElement[bool]:
    """It cites what a segment said."""
    cited = select(Citation.decision_id)
    said = cited.join(Comment, Comment.id == Citation.comment_id)
    return or_(
        Decision.id.in_(cited.where(said_by(segment_id, Citation.idea_id))),
        Decision.id.in_(said.where(said_by(segment_id, Comment.idea_id))),
    )


def is_about(tag_id: TagId) -> ColumnElement[bool]:
    filed = select(Citation.decision_id).where(IdeaTag.tag_id == tag_id)
    named = filed.join(IdeaTag, IdeaTag.idea_id == Citation.idea_id)
    said = filed.join(Comment, Comment.id == Citation.comment_id).join(
        IdeaTag, IdeaTag.idea_id == Comment.idea_id
    )
    return Decision.id.in_(named.union(said))


def at_stage(
    actor: Actor,
    project_id: ProjectId,
    stage: Stage,
    which: ColumnElement[bool],
    most: int,
) -> list[DecisionLine]:
    query = (
        published_lines(actor, project_id)
        .where(Decision.stage == stage, which)
        .order_by(Decision.published_at.desc(), Decision.id.desc())
    )
    return lines(db.session.execute(query.limit(most)).all())


def stage_counts(
    project_id: ProjectId,
    tag_id: TagId | None = None,
    segment_id: SegmentId | None = None,
) -> dict[Stage, int]:
    """How many published decisions stand at each stage, or those about a tag."""
    which = which_is(tag_id, segment_id)
    rows = db.session.execute(
        select(Decision.stage, func.count().label("decisions"))
        .where(
            Decision.project_id == project_id,
            Decision.published_at.is_not(None),
            which,
        )
        .group_by(Decision.stage)
    )
    return {row.stage: row.decisions for row in rows}
