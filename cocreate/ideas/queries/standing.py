"""What is so of some ideas, for what is derived of them: who may see is not asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from cocreate.ideas.models import Idea, IdeaTag, Response, Tag
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId


def tag_slugs_of(idea_ids: Iterable[int]) -> dict[int, list[str]]:
    """The tags that each of these ideas is filed under."""
    rows = db.session.execute(
        select(IdeaTag.idea_id, Tag.slug)
        .join(Tag, Tag.id == IdeaTag.tag_id)
        .where(IdeaTag.idea_id.in_(idea_ids))
    )
    slugs: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        slugs[row.idea_id].append(row.slug)
    return slugs


def responded_among(idea_ids: Iterable[int]) -> Iterable[int]:
    """Those that the team has responded to."""
    query = select(Response.idea_id).where(Response.idea_id.in_(idea_ids))
    return db.session.scalars(query)


def heads_among(idea_ids: Iterable[int]) -> Iterable[int]:
    """Those that others were folded into."""
    head = Idea.merged_into_id
    query = select(head).where(head.in_(idea_ids)).distinct()
    return (key for key in db.session.scalars(query) if key is not None)


def keys_in(project_id: ProjectId, at_once: int) -> Iterator[list[IdeaId]]:
    """The keys of all ideas of a project, some at a time; each time asked anew."""
    after = 0
    while True:
        query = select(Idea.id).where(Idea.project_id == project_id, Idea.id > after)
        found = db.session.scalars(query.order_by(Idea.id).limit(at_once)).all()
        if not found:
            return
        yield list(found)
        after = found[-1]
