"""Ideas as lists show them: one query a page, however many rows lie behind it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, select
from sqlalchemy.orm import aliased

from cocreate.ideas.models import FieldAnswer, Idea, IdeaTag, Response
from cocreate.ideas.queries.scope import internal_for, is_visible_to
from cocreate.ideas.queries.wanted import (
    Wanted,
    answering,
    gathered_by,
    shape_of,
    values_of,
)
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, read, true_status
from cocreate.kernel.db import AnySelect, ask, places_for, some_of, unindexed
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.paging import PAGE, Page, Pages, page_of
from cocreate.kernel.policy import Actor, Role
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.projects import queries as projects
from cocreate.projects.models import Project
from cocreate.projects.orders import Sort

Responder = aliased(Person, name="responder")


ORDERS: dict[Sort, Any] = {
    Sort.YOURS: Idea.support,
    Sort.TOP: Idea.support,
    Sort.RISING: Idea.trend,
    Sort.NEW: Idea.proposed_at,
    Sort.ANSWERED: Idea.answered_at,
}

KEYS: dict[str, Any] = {
    "tag_id": IdeaTag.tag_id,
    "prompt_id": Idea.prompt_id,
    "author_id": Idea.author_id,
    "internal": Idea.internal,
}


class Answered(NamedTuple):
    """The first words of the official response, and who signed it."""

    author: Face
    words: str


class IdeaLine(NamedTuple):
    """One idea as a card shows it. Hashable, so that its HTML can be kept."""

    id: IdeaId
    title: str
    excerpt: str
    status: Status
    votes: int
    comments: int
    trend: float
    tag_names: str
    proposed_at: datetime
    answered_at: datetime | None
    author_id: PersonId
    author_name: str
    author_role: Role
    author_picture: str | None
    response: str | None
    responder_id: PersonId | None
    responder_name: str | None
    responder_title: str | None
    responder_picture: str | None
    project_id: ProjectId
    workflow: str  # of its project: how its status is called
    internal: Status | None  # for the company: where it stands while customers see that

    @property
    def step(self) -> Step:
        """Its status, as its project has it."""
        return read(self.workflow).step(true_status(self))

    @property
    def shown(self) -> Step:
        """Where customers see it."""
        return read(self.workflow).step(self.status)

    @property
    def listed(self) -> bool:
        """A line is made of listed ideas, or of those `lines_of` lets the actor see."""
        return True

    @property
    def author(self) -> Face:
        return Face(
            self.author_id,
            self.author_name,
            self.author_role,
            picture_key=self.author_picture,
        )

    @property
    def tags(self) -> list[str]:
        return self.tag_names.splitlines()

    @property
    def answer(self) -> Answered | None:
        if self.response is None or self.responder_id is None:
            return None
        face = Face(
            self.responder_id,
            self.responder_name or "",
            Role.PRODUCT_MANAGER,
            self.responder_title or "",
            picture_key=self.responder_picture,
        )
        return Answered(face, self.response)


WIDTH = len(IdeaLine._fields)
COLUMNS = (
    Idea.id,
    Idea.title,
    Idea.excerpt,
    Idea.status,
    Idea.votes,
    Idea.comments,
    Idea.trend,
    Idea.tag_names,
    Idea.proposed_at,
    Idea.answered_at,
    Idea.author_id,
    Person.name.label("author_name"),
    Person.role.label("author_role"),
    Person.picture_key.label("author_picture"),
    Response.excerpt.label("response"),
    Responder.id.label("responder_id"),
    Responder.name.label("responder_name"),
    Responder.title.label("responder_title"),
    Responder.picture_key.label("responder_picture"),
    Idea.project_id,
    Project.workflow,
)


@lru_cache
def line_rows(*, insider: bool) -> AnySelect:
    return (
        select(*COLUMNS, internal_for(insider=insider))
        .select_from(Idea)
        .join(Person, Person.id == Idea.author_id)
        .join(Project, Project.id == Idea.project_id)
        .outerjoin(Response, Response.idea_id == Idea.id)
        .outerjoin(Responder, Responder.id == Response.author_id)
    )


def lines(
    actor: Actor,
    project_id: ProjectId,
    *,
    wanted: Wanted,
    place: str | None = None,
    size: int = PAGE,
) -> Page[IdeaLine]:
    """One page of a project's listed ideas; the project itself is the actor's to see.

    Hidden ideas are in no list, not even their author's: they see them under "me".
    """
    # A listed idea is listed for everybody who may see the project.
    by = gathered_by(project_id, wanted)
    page = pages_of(shape_of(wanted), by, insider=actor.is_company).page(
        place, size=size, project_id=project_id, **values_of(wanted)
    )
    lines = [IdeaLine(*row[:WIDTH]) for row in page.rows]
    return Page(lines, page.following, page.preceding)


@lru_cache(maxsize=256)
def pages_of(shape: Wanted, by: str | None, *, insider: bool) -> Pages:
    """The pages of a list of this shape: its order, and which filters it has.

    The ideas of one filter are gathered `by` its index and sorted; without one, the
    index of the order is walked. No other index is left to be mistaken for it.
    """
    here = Idea.project_id == bindparam("project_id")
    listed = [here, Idea.listed.is_(True)]
    # Beside the line, not in it: what readers do would make its card anew all day.
    query = line_rows(insider=insider).add_columns(Idea.support)
    if shape.sort is Sort.ANSWERED:
        listed.append(Idea.answered_at.is_not(None))
    if shape.status:
        listed.append(Idea.status == bindparam("status"))
    if by == "status":
        query = query.where(Idea.id.in_(select(Idea.id).where(*listed)))
    if by is not None:
        listed[0] = unindexed(Idea.project_id) == bindparam("project_id")
    for name, column in KEYS.items():
        if getattr(shape, name):
            found = column if name == by else unindexed(column)
            listed.append(found == bindparam(name))
    query = with_ties(query, shape, by)
    return Pages(query.where(*listed), by=ORDERS[shape.sort], key=Idea.id)


def with_ties(query: AnySelect, shape: Wanted, by: str | None) -> AnySelect:
    """What stands beside an idea that its filters ask of."""
    if shape.field_id:
        query = query.where(answers_as(shape, gathered=by == "field_id"))
    if shape.tag_id:
        query = query.join(IdeaTag, IdeaTag.idea_id == Idea.id)
    return query


def answers_as(shape: Wanted, *, gathered: bool) -> ColumnElement[bool]:
    """That an idea answers a question so: one of those that do, or looked up in turn.

    Said so that no planner turns one into the other: none knows how few words find.
    """
    values: dict[str, Any] = {
        name: bindparam(name) for name in ("answer", "has", "least", "most")
    }
    so = FieldAnswer.field_id == bindparam("field_id"), *answering(shape, values)
    if gathered:
        those = select(FieldAnswer.idea_id).where(*so).cte("those")
        return Idea.id.in_(select(those.prefix_with("MATERIALIZED").c.idea_id))
    return exists().where(FieldAnswer.idea_id == Idea.id, *so)


def top_lines(actor: Actor, project_id: ProjectId, *, most: int) -> Sequence[IdeaLine]:
    """The ideas with the most people behind them."""
    return lines(actor, project_id, wanted=Wanted(), size=most).rows


def lines_of(actor: Actor, idea_ids: Iterable[IdeaId]) -> list[IdeaLine]:
    """These ideas as lines, in the order asked for, without those not visible."""
    wanted = list(dict.fromkeys(idea_ids))
    if not wanted:
        return []
    some = some_of("idea", wanted)
    found = {
        row.id: IdeaLine(*row) for row in ask(lines_wanted(actor, len(some)), **some)
    }
    return [found[idea_id] for idea_id in wanted if idea_id in found]


@lru_cache(maxsize=256)
def lines_wanted(actor: Actor, size: int) -> AnySelect:
    query = scoped(line_rows(insider=actor.is_company), actor)
    return query.where(Idea.id.in_(places_for("idea", size)))


def listed_among(
    actor: Actor, project_id: ProjectId, idea_ids: Iterable[IdeaId]
) -> list[IdeaLine]:
    """Those of the ideas that a project lists, in the order given.

    The project itself is the reader's to see; what it lists, it lists for all of them.
    """
    wanted = list(dict.fromkeys(idea_ids))
    if not wanted:
        return []
    some = some_of("idea", wanted)
    query = lines_listed(len(some), insider=actor.is_company)
    found = {
        row.id: IdeaLine(*row) for row in ask(query, project_id=project_id, **some)
    }
    return [found[idea_id] for idea_id in wanted if idea_id in found]


@lru_cache
def lines_listed(size: int, *, insider: bool) -> AnySelect:
    return line_rows(insider=insider).where(
        Idea.listed.is_(True),
        Idea.project_id == bindparam("project_id"),
        Idea.id.in_(places_for("idea", size)),
    )


def scoped(query: AnySelect, actor: Actor) -> AnySelect:
    visible: Select[ProjectId] = projects.visible_ids(actor)
    return query.where(is_visible_to(actor), Idea.project_id.in_(visible))


def lines_by(
    actor: Actor, author_id: PersonId, *, place: str | None = None
) -> Page[IdeaLine]:
    """What a person proposed, the newest first, as far as the actor may know."""
    query = scoped(line_rows(insider=actor.is_company), actor)
    query = query.where(Idea.author_id == author_id)
    page = page_of(query, by=Idea.proposed_at, key=Idea.id, place=place)
    return Page([IdeaLine(*row) for row in page.rows], page.following, page.preceding)
