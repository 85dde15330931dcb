"""Which decisions the actor may know of."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, select, true

from cocreate.decisions.models import Decision, DecisionAmendment, DecisionOption
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import DecisionId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.models import Project


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on a joined decision; drafts are the team's alone."""
    return true() if actor.is_team else Decision.published_at.is_not(None)


def visible_to(actor: Actor) -> Select[Decision]:
    decisions = select(Decision).where(is_visible_to(actor))
    if actor.sees_every_project:
        return decisions
    return decisions.join(Project, Project.id == Decision.project_id).where(
        projects.is_visible_to(actor)
    )


def find_decision(
    actor: Actor, decision_id: DecisionId, *, lock: bool = False
) -> Decision | None:
    query = visible_to(actor).where(Decision.id == decision_id)
    if lock:
        query = query.with_for_update(of=Decision).execution_options(
            populate_existing=True
        )
    return db.session.scalar(query)


def get_decision(
    actor: Actor, decision_id: DecisionId, *, lock: bool = False
) -> Decision:
    """The decision, locked when it is about to change."""
    decision = find_decision(actor, decision_id, lock=lock)
    if decision is None:
        raise NotFoundError
    return decision


def published(actor: Actor, decision_ids: Iterable[DecisionId]) -> list[Decision]:
    """Those that are published and the actor's to know of, the first first."""
    wanted = set(decision_ids)
    if not wanted:
        return []
    query = visible_to(actor).where(
        Decision.id.in_(wanted), Decision.published_at.is_not(None)
    )
    return list(db.session.scalars(query.order_by(Decision.published_at, Decision.id)))


def published_called(
    project_id: ProjectId, titles: Iterable[str]
) -> dict[str, DecisionId]:
    """A project's published decisions of these titles; of two alike, the first."""
    rows = db.session.execute(
        select(Decision.title, Decision.id)
        .where(
            Decision.project_id == project_id,
            Decision.title.in_(set(titles)),
            Decision.published_at.is_not(None),
        )
        .order_by(Decision.published_at.desc(), Decision.id.desc())
    )
    return {row.title: row.id for row in rows}


def options_of(decision: Decision) -> Sequence[DecisionOption]:
    """The ways that were weighed, as they were written down."""
    return db.session.scalars(
        select(DecisionOption)
        .where(DecisionOption.decision_id == decision.id)
        .order_by(DecisionOption.position)
    ).all()


def amendments_of(decision: Decision) -> Sequence[DecisionAmendment]:
    """What was added after the decision was published, the first first."""
    return db.session.scalars(
        select(DecisionAmendment)
        .where(DecisionAmendment.decision_id == decision.id)
        .order_by(DecisionAmendment.amended_at, DecisionAmendment.id)
    ).all()
