"""What customers did that is no text, for a limit to be tried on."""

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from typing import Any

from cocreate.discussion import queries as discussion
from cocreate.ideas import queries as ideas
from cocreate.kernel.policy import Trust
from cocreate.moderation.limits import Limit
from cocreate.moderation.paces import Doing
from cocreate.votes import queries as votes


def doings(limit: Limit, most: int) -> list[Doing]:
    """The newest that a limit looks at, the oldest of it first."""
    if limit is Limit.VOTES_A_DAY:
        found = doings_of(votes.newest_cast(most))
    else:
        found = merge(
            doings_of(ideas.newest_changes(most)),
            doings_of(discussion.newest_changes(most)),
            key=lambda one: one.at,
            reverse=True,
        )
    return list(islice(found, most))[::-1]


def doings_of(rows: Any) -> Iterator[Doing]:
    for row in rows:
        yield Doing(
            idea_id=getattr(row, "idea_id", None),
            comment_id=getattr(row, "comment_id", None),
            at=row.at,
            by_id=row.by_id,
            joined_at=row.joined_at,
            trust=Trust(row.trust),
        )
