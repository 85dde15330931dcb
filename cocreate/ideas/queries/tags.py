"""The tags and counts beside a project's list of ideas."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.ideas.models import Idea, IdeaCount, IdeaTag, Tag
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, ProjectId, TagId


def status_counts(project_id: ProjectId) -> dict[Status, int]:
    """How many listed ideas stand at each status, as everybody is told."""
    rows = db.session.execute(
        select(IdeaCount.status, IdeaCount.ideas).where(
            IdeaCount.project_id == project_id
        )
    )
    return {row.status: row.ideas for row in rows}


def internal_counts(project_id: ProjectId) -> dict[Status, int]:
    """How many listed ideas stand at each status that is kept inside."""
    rows = db.session.execute(
        select(Idea.internal, func.count().label("ideas"))
        .where(
            Idea.project_id == project_id,
            Idea.listed.is_(True),
            Idea.internal.is_not(None),
        )
        .group_by(Idea.internal)
    )
    return {row.internal: row.ideas for row in rows}


class TagCount(NamedTuple):
    """A tag, and how many listed ideas it files."""

    name: str
    slug: str
    ideas: int


def top_tags(project_id: ProjectId, most: int = 12) -> tuple[TagCount, ...]:
    """The tags with the most ideas."""
    rows = db.session.execute(
        select(Tag.name, Tag.slug, Tag.ideas)
        .where(Tag.project_id == project_id, Tag.ideas > 0)
        .order_by(Tag.ideas.desc(), Tag.id)
        .limit(most)
    )
    return tuple(TagCount(*row) for row in rows)


def tags_to_add(idea: Idea) -> list[tuple[str, str]]:
    """The tags in use in its project that an idea is not filed under, by name."""
    rows = db.session.execute(
        select(Tag.slug, Tag.name)
        .where(
            Tag.project_id == idea.project_id,
            Tag.ideas > 0,
            Tag.id.not_in(select(IdeaTag.tag_id).where(IdeaTag.idea_id == idea.id)),
        )
        .order_by(Tag.name, Tag.id)
    )
    return [(row.slug, row.name) for row in rows]


def find_tag(project_id: ProjectId, slug: str) -> Tag | None:
    return db.session.scalar(
        select(Tag).where(Tag.project_id == project_id, Tag.slug == slug)
    )


def get_tag(project_id: ProjectId, slug: str) -> Tag:
    tag = find_tag(project_id, slug)
    if tag is None:
        raise NotFoundError("No idea here is filed under that tag.")
    return tag


def tag_ids_of(idea_id: IdeaId) -> Sequence[TagId]:
    """The tags an idea is filed under; for subscribers."""
    query = select(IdeaTag.tag_id).where(IdeaTag.idea_id == idea_id)
    return db.session.scalars(query.order_by(IdeaTag.tag_id)).all()
