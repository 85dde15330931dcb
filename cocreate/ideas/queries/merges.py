"""Where the thread of a merged idea goes on, and what was folded into one."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, literal, select

from cocreate.ideas.models import Idea
from cocreate.ideas.queries.page import IdeaPage
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from

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


def family_of(idea_id: IdeaId | ColumnElement[IdeaId], name: str = "family") -> CTE:
    """The idea and all that were ever folded into it: a table with the column `id`.

    Of two in one statement each has a `name` of its own.
    """
    family = select(Idea.id).where(Idea.id == idea_id).cte(name, recursive=True)
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


MOST_PARTS = 20


class FoldedIdea(NamedTuple):
    """An idea that became part of another: its author keeps the credit."""

    id: IdeaId
    title: str
    author: Face


def parts_of(idea: IdeaPage) -> list[FoldedIdea]:
    """What was folded into an idea that the reader was let to, and is shown itself."""
    if not idea.parts:
        return []
    rows = db.session.execute(
        select(Idea.id.label("idea_id"), Idea.title.label("words"), *FACE)
        .join(Person, Person.id == Idea.author_id)
        .where(
            Idea.merged_into_id == idea.id,
            Idea.hidden_at.is_(None),
            Idea.withdrawn_at.is_(None),
        )
        .order_by(Idea.id)
        .limit(MOST_PARTS)
    )
    return [FoldedIdea(row.idea_id, row.words, face_from(row)) for row in rows]


class Families(NamedTuple):
    """For every idea in some families the head, and who proposed each head."""

    heads: Mapping[IdeaId, IdeaId]
    authors: Mapping[IdeaId, PersonId]


def families(*head_ids: IdeaId) -> Families:
    """The families of these ideas, with all that were ever folded into them."""
    family = families_of(head_ids)
    rows = db.session.execute(select(family.c.id, family.c.root))
    authors = db.session.execute(
        select(Idea.id, Idea.author_id).where(Idea.id.in_(head_ids))
    )
    return Families(
        {row.id: row.root for row in rows}, {row.id: row.author_id for row in authors}
    )


def way_up(idea_id: IdeaId) -> list[IdeaId]:
    """The idea, the one it was folded into, and so on to the head."""
    way = (
        select(Idea.id, Idea.merged_into_id.label("to"), literal(0).label("step"))
        .where(Idea.id == idea_id)
        .cte("way", recursive=True)
    )
    way = way.union(
        select(Idea.id, Idea.merged_into_id, way.c.step + 1).join(
            way, Idea.id == way.c.to
        )
    )
    return list(db.session.scalars(select(way.c.id).order_by(way.c.step)))


def lock_way_up(idea_id: IdeaId) -> list[IdeaId]:
    """The same way, locked whoever may see it: nothing is folded or voted meanwhile."""
    way = way_up(idea_id)
    # In the order of their keys, as merges lock them.
    db.session.execute(
        select(Idea.id).where(Idea.id.in_(way)).order_by(Idea.id).with_for_update()
    )
    if way_up(idea_id) != way:
        raise ConflictError("Somebody merged it further meanwhile. Look once more.")
    return way
