"""Ideas and votes, cut by segment. For the team; its counts are kept, not made.

`segment_votes` holds, for each segment and idea, how many of its people voted: so a
cut list is one page of an index. A vote reaches it within seconds (see votes/jobs.py).
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    bindparam,
    exists,
    func,
    select,
    true,
)

from cocreate.ideas.models import Idea
from cocreate.ideas.queries import IdeaLine, Wanted
from cocreate.ideas.queries.lines import pages_of
from cocreate.ideas.queries.wanted import MOST_GATHERED, shape_of, values_of
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, SegmentId
from cocreate.kernel.paging import PAGE, Page, Pages
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.remembered import remembered
from cocreate.people.policy import sees_attributes
from cocreate.people.queries import (
    Group,
    SegmentLine,
    attributes,
    groups_among,
    segments,
)
from cocreate.projects.orders import Sort
from cocreate.votes.models import SegmentVotes, Vote

TEAM_ONLY = "Segments are for the product team."


class SegmentShare(NamedTuple):
    """A segment's part in an idea."""

    segment: SegmentLine
    votes: int
    is_theirs: bool  # one of its people proposed it


def lines_of_segment(
    actor: Actor,
    project_id: ProjectId,
    segment_id: SegmentId,
    *,
    wanted: Wanted,
    place: str | None = None,
    size: int = PAGE,
) -> Page[IdeaLine]:
    """One page of the ideas that a segment's people voted for or proposed.

    Sorted by its own votes where the list is sorted by votes.
    """
    require(sees_attributes(actor), TEAM_ONLY)
    gathers = remembered(
        ("votes.gathered", project_id, segment_id),
        lambda: is_narrow(project_id, segment_id),
    )
    pages = cut_pages(shape_of(wanted), gathers=gathers)
    page = pages.page(
        place,
        size=size,
        project_id=project_id,
        segment_id=segment_id,
        **values_of(wanted),
    )
    width = len(IdeaLine._fields)
    lines = [IdeaLine(*row[:width]) for row in page.rows]
    return Page(lines, page.following, page.preceding)


@lru_cache(maxsize=256)
def cut_pages(shape: Wanted, *, gathers: bool) -> Pages:
    """The pages of a cut list: by the segment's own index, gathered, or walked."""
    mine = (
        SegmentVotes.segment_id == bindparam("segment_id"),
        SegmentVotes.project_id == bindparam("project_id"),
    )
    if shape.sort is Sort.TOP:
        query = pages_of(shape, "segment", insider=True).statement
        theirs = SegmentVotes.votes.label("votes_of_segment")
        joined = query.join(SegmentVotes, SegmentVotes.idea_id == Idea.id).where(*mine)
        # By the key of the counts, not of the ideas: so their index says it.
        joined = joined.add_columns(theirs, SegmentVotes.idea_id)
        return Pages(joined, by=theirs, key=SegmentVotes.idea_id)
    pages = pages_of(shape, "segment" if gathers else None, insider=True)
    found: ColumnElement[bool]
    if gathers:
        those = select(SegmentVotes.idea_id).where(*mine).cte("those")
        found = Idea.id.in_(select(those.prefix_with("MATERIALIZED").c.idea_id))
    else:
        found = exists().where(SegmentVotes.idea_id == Idea.id, mine[0])
    return Pages(pages.statement.where(found), by=pages.by, key=pages.key)


def is_narrow(project_id: ProjectId, segment_id: SegmentId) -> bool:
    """Whether a segment's ideas are few among those of the project."""
    some = (
        select(SegmentVotes.idea_id)
        .where(
            SegmentVotes.segment_id == segment_id, SegmentVotes.project_id == project_id
        )
        .limit(MOST_GATHERED)
        .subquery()
    )
    size = db.session.scalar(select(func.count()).select_from(some)) or 0
    return size < MOST_GATHERED


def segment_votes() -> Subquery:
    """The ideas of the segment that is bound as `segment_id`, and their votes."""
    return (
        select(SegmentVotes.idea_id, SegmentVotes.votes)
        .where(SegmentVotes.segment_id == bindparam("segment_id"))
        .subquery("theirs")
    )


def said_by(
    segment_id: SegmentId | None, idea_id: Any = Idea.id
) -> ColumnElement[bool]:
    """The condition on an idea: somebody of a segment voted for it, or proposed it.

    Of no segment it is always met: a list that is not cut.
    """
    if segment_id is None:
        return true()
    return exists().where(
        SegmentVotes.idea_id == idea_id, SegmentVotes.segment_id == segment_id
    )


def votes_by_segment(actor: Actor, idea_id: IdeaId) -> list[SegmentShare]:
    """Which segments stand behind an idea, the most votes first; for the team."""
    known = {line.id: line for line in segments(actor)}
    if not known:
        return []
    rows = db.session.execute(
        select(SegmentVotes.segment_id, SegmentVotes.votes, SegmentVotes.is_theirs)
        .where(SegmentVotes.idea_id == idea_id)
        .order_by(SegmentVotes.votes.desc(), SegmentVotes.segment_id)
    )
    return [
        SegmentShare(known[row.segment_id], row.votes, row.is_theirs)
        for row in rows
        if row.segment_id in known
    ]


def votes_in_segment(
    segment_id: SegmentId, idea_ids: Collection[IdeaId]
) -> dict[IdeaId, int]:
    """How many of a segment's people voted for each of these ideas."""
    rows = db.session.execute(
        select(SegmentVotes.idea_id, SegmentVotes.votes).where(
            SegmentVotes.segment_id == segment_id,
            SegmentVotes.idea_id.in_(list(idea_ids)),
        )
    )
    return {row.idea_id: row.votes for row in rows}


def segment_votes_of(
    idea_ids: Collection[IdeaId],
) -> dict[IdeaId, dict[SegmentId, int]]:
    """The same of all segments at once: for scores over many ideas."""
    found: dict[IdeaId, dict[SegmentId, int]] = {}
    rows = db.session.execute(
        select(SegmentVotes.idea_id, SegmentVotes.segment_id, SegmentVotes.votes).where(
            SegmentVotes.idea_id.in_(list(idea_ids))
        )
    )
    for idea_id, segment_id, votes in rows:
        found.setdefault(idea_id, {})[segment_id] = votes
    return found


def voters_of(idea_id: IdeaId) -> Select[PersonId]:
    """A SELECT of the people behind an idea: to ask IN, or to join."""
    return select(Vote.voter_id).where(Vote.idea_id == idea_id)


def accounts_behind(
    actor: Actor, idea_id: IdeaId, *, account: str, worth: str = "", most: int = 10
) -> list[Group]:
    """The largest accounts whose people voted for an idea, by the names of attributes.

    `worth` names a number that is known of people, like their revenue. None where
    there is no such attribute, and for whoever is not of the team.
    """
    by_name = {line.slug: line.id for line in attributes()}
    if account not in by_name:
        return []
    return groups_among(
        actor,
        voters_of(idea_id),
        by_name[account],
        worth_id=by_name.get(worth),
        most=most,
    )
