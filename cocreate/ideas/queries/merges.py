"""Where the thread of a merged idea goes on, and what was folded into one."""

from collections.abc import Iterable

from sqlalchemy import CTE, ColumnElement, select

from cocreate.ideas.models import Idea
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import IdeaId

# For statements that are told later which idea is meant.
IDEA_KEY = Idea.id.type


def heads_of(idea_ids: Iterable[IdeaId]) -> dict[IdeaId, IdeaId]:
    """For each idea the one it was folded into in the end; itself when it never was."""
    wanted = set(idea_ids)
    if not wanted:
        return {}
    way = (
        select(
            Idea.id.label("start"), Idea.id.label("at"), Idea.merged_into_id.label("to")
        )
        .where(Idea.id.in_(wanted))
        .cte("way", recursive=True)
    )
    way = way.union(
        select(way.c.start, Idea.id, Idea.merged_into_id).join(way, Idea.id == way.c.to)
    )
    rows = db.session.execute(select(way.c.start, way.c.at).where(way.c.to.is_(None)))
    return {row.start: row.at for row in rows}


def family_of(idea_id: IdeaId | ColumnElement[IdeaId]) -> CTE:
    """The idea and all that were ever folded into it: a table with the column `id`."""
    family = select(Idea.id).where(Idea.id == idea_id).cte("family", recursive=True)
    return family.union(
        select(Idea.id).join(family, Idea.merged_into_id == family.c.id)
    )


def families_of(roots: AnySelect | Iterable[IdeaId]) -> CTE:
    """Each of the ideas with all that were ever folded into it: `root` and `id`."""
    family = (
        select(Idea.id.label("root"), Idea.id)
        .where(Idea.id.in_(roots))
        .cte("families", recursive=True)
    )
    return family.union(
        select(family.c.root, Idea.id).join(family, Idea.merged_into_id == family.c.id)
    )
