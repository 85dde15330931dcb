"""Scores as the product team reads them: the ranked list, one opened, the weights."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, read, true_status
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, SegmentId
from cocreate.kernel.paging import PAGE, Page, Pages
from cocreate.kernel.policy import Actor, require
from cocreate.projects.models import Project
from cocreate.projects.queries import ProjectHeading
from cocreate.surfacing.models import Score
from cocreate.surfacing.policy import sees_scores
from cocreate.surfacing.queries.evidence import KEPT, kept_of, weights_of
from cocreate.surfacing.scoring import Weights, Worked, fresh_votes
from cocreate.surfacing.standing import Card, Counted
from cocreate.votes import queries as votes

FOR_TEAM = "Scores are for the product team."


class Order(StrEnum):
    """What a list of scores is sorted by."""

    VALUE = "value"
    REACH = "reach"
    MOMENTUM = "momentum"
    EFFORT = "effort"
    RICE = "rice"
    OWN = "own"


ORDERS: dict[Order, Any] = {
    Order.VALUE: Score.value,
    Order.REACH: Score.people,
    Order.MOMENTUM: Score.trend,
    Order.EFFORT: Score.effort,
    Order.RICE: Score.rice,
    Order.OWN: Score.own,
}
DONE = (Status.SHIPPED, Status.DECLINED)
FEWEST_FIRST = frozenset({Order.EFFORT})
OFTEN_OPEN = frozenset({Order.EFFORT, Order.RICE, Order.OWN})


class Standing(NamedTuple):
    """One idea of a list of scores."""

    workflow: str  # its project's
    idea_id: IdeaId
    title: str
    status: Status
    internal: Status | None
    value: float
    people: int
    votes: int
    trend: float
    reach: float | None
    impact: float | None
    sureness: float | None
    effort: float | None
    rice: float | None
    own: float | None
    valued_at: datetime
    theirs: int | None = None  # of the segment that a list is cut by: who voted

    @property
    def step(self) -> Step:
        """Its status, as its project has it."""
        return read(self.workflow).step(true_status(self))

    @property
    def momentum(self) -> float:
        """How many votes of this moment its votes were worth when it was valued."""
        return fresh_votes(self.trend, self.valued_at)

    @property
    def card(self) -> Card:
        return Card(self.reach, self.impact, self.sureness, self.effort)


class Among(NamedTuple):
    """Which ideas a list of scores has."""

    done_too: bool = True  # what is shipped or declined
    segment_id: SegmentId | None = None  # those its people voted for or proposed


ALL = Among()
STANDING = (
    Score.idea_id,
    Idea.title,
    Idea.status,
    Idea.internal,
    Score.value,
    Score.people,
    Score.votes,
    Score.trend,
    Score.reach,
    Score.impact,
    Score.sureness,
    Score.effort,
    Score.rice,
    Score.own,
    Score.valued_at,
)


def ranked(
    actor: Actor,
    project: ProjectHeading,
    order: Order = Order.VALUE,
    *,
    place: str | None = None,
    size: int = PAGE,
    among: Among = ALL,
) -> Page[Standing]:
    """The listed ideas of a project in the order of a stored figure.

    Cut by a segment, each with the votes of its people: by those the list is sorted
    where it is sorted by people.
    """
    require(sees_scores(actor), FOR_TEAM)
    is_cut = among.segment_id is not None
    pages = pages_by(order, done_too=among.done_too, cut=is_cut)
    segment = {"segment_id": among.segment_id} if is_cut else {}
    page = pages.page(place, size=size, project=project.id, **segment)
    rows = [Standing(project.workflow, *row) for row in page.rows]
    return Page(rows, page.following, page.preceding)


@lru_cache
def pages_by(order: Order, *, done_too: bool, cut: bool = False) -> Pages:
    by = ORDERS[order]
    query = standings().where(Score.project_id == bindparam("project"))
    if cut:
        theirs = votes.segment_votes()
        query = query.join(theirs, theirs.c.idea_id == Score.idea_id)
        query = query.add_columns(theirs.c.votes.label("theirs"))
        by = theirs.c.votes if order is Order.REACH else by
    if not done_too:
        query = query.where(Idea.status.not_in(DONE))
    if order in OFTEN_OPEN:
        query = query.where(by.is_not(None))
    return Pages(query, by=by, key=Score.idea_id, descending=order not in FEWEST_FIRST)


def standings() -> AnySelect:
    """Without its project: joined, SQLite may begin with it and sort all its scores."""
    listed = Idea.listed.is_(True)
    return select(*STANDING).join(Idea, Idea.id == Score.idea_id).where(listed)


def standings_of(
    actor: Actor, project: ProjectHeading, idea_ids: Sequence[IdeaId]
) -> list[Standing]:
    """Some ideas of a project, in the order they are named."""
    require(sees_scores(actor), FOR_TEAM)
    found = db.session.execute(
        standings().where(Score.project_id == project.id, Score.idea_id.in_(idea_ids))
    )
    rows = {row.idea_id: Standing(project.workflow, *row) for row in found}
    return [rows[key] for key in dict.fromkeys(idea_ids) if key in rows]


def all_ranked(
    actor: Actor,
    project: ProjectHeading,
    order: Order,
    *,
    among: Among,
) -> Iterator[Standing]:
    """Every idea of a project in that order, those without the figure left out."""
    place: str | None = None
    while True:
        page = ranked(actor, project, order, place=place, size=500, among=among)
        yield from page.rows
        place = page.following
        if place is None:
            return


# ── One score, opened ─────────────────────────────────────────────────────────


AMONG = Project.ideas.label("among")
FARTHEST = 10_000  # the last place that is counted


class Opened(NamedTuple):
    """A score with its whole arithmetic, and where it stands in its project."""

    idea_id: IdeaId
    project_id: ProjectId
    author_id: PersonId
    kept: Counted
    value: float
    own: float | None
    valued_at: datetime
    weights: Weights
    worked: Worked
    rank: int | None  # None after the last that is counted
    among: int


def find_opened(actor: Actor, idea_id: IdeaId) -> Opened | None:
    """The score of an idea that the actor may see; none while it is not counted."""
    return opened_of(actor, ideas.get_idea(actor, idea_id))


def opened_of(actor: Actor, idea: Any) -> Opened | None:
    """The same of an idea that the actor was let to."""
    require(sees_scores(actor), FOR_TEAM)
    row = db.session.execute(
        select(*KEPT, AMONG)
        .join(Project, Project.id == Score.project_id)
        .where(Score.idea_id == idea.id)
    ).one_or_none()
    if row is None or not idea.listed:
        return None
    weights, kept = weights_of(row.project_id), kept_of(row)
    return Opened(
        row.idea_id,
        row.project_id,
        idea.author_id,
        kept,
        row.value,
        row.own,
        row.valued_at,
        weights,
        kept.worked(weights, row.valued_at),
        rank_after(count_before(row.project_id, row.value, row.idea_id)),
        row.among,
    )


def rank_after(before: int) -> int | None:
    return before + 1 if before < FARTHEST else None


def count_before(project_id: ProjectId, value: float, idea_id: IdeaId) -> int:
    """How many ideas of the project stand before one of this value; no further."""
    mine = select(Score.idea_id).where(Score.project_id == project_id)
    # Apart: an index answers each by itself, and neither together.
    higher = counted(mine.where(Score.value > value))
    later = counted(mine.where(Score.value == value, Score.idea_id > idea_id))
    return min(db.session.scalar(select(higher + later)) or 0, FARTHEST)


def counted(rows: AnySelect) -> Any:
    some = rows.limit(FARTHEST).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
