"""How well a project keeps its promise to answer every idea."""

from collections.abc import Mapping
from datetime import timedelta
from statistics import median
from typing import NamedTuple

from sqlalchemy import case, func, literal, select, union_all

from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import ProjectId
from cocreate.projects.promise import Answering

RECENT = 200
MOST_WAITING = 1_000


def answering(project_id: ProjectId, *, within_days: int) -> Answering:
    """How the last ideas were answered, and who waits; two short index scans."""
    taken = days_taken(project_id)
    waiting, late = waiting_in({project_id: within_days})[project_id]
    return Answering(
        answered=len(taken),
        median_days=median(taken) if taken else None,
        in_time=sum(days <= within_days for days in taken),
        waiting=min(waiting, MOST_WAITING),
        late=min(late, MOST_WAITING),
        is_more=waiting > MOST_WAITING,
    )


def days_taken(project_id: ProjectId) -> list[float]:
    """The days each of the last answers took."""
    rows = db.session.execute(
        select(Idea.proposed_at, Idea.answered_at)
        .where(
            Idea.project_id == project_id,
            Idea.listed.is_(True),
            Idea.answered_at.is_not(None),
        )
        .order_by(Idea.answered_at.desc(), Idea.id.desc())
        .limit(RECENT)
    )
    return [(row.answered_at - row.proposed_at) / timedelta(days=1) for row in rows]


class Waiting(NamedTuple):
    """Ideas without an answer, and how many of them wait longer than promised."""

    ideas: int
    late: int


def waiting_in(promises: Mapping[ProjectId, int]) -> dict[ProjectId, Waiting]:
    """Who waits in each of these projects, which promise days; in one query."""
    if not promises:
        return {}
    counted = [count_waiting(key, days) for key, days in promises.items()]
    rows = db.session.execute(union_all(*counted))
    return {row[0]: Waiting(int(row[1]), int(row[2] or 0)) for row in rows}


def count_waiting(project_id: ProjectId, within_days: int) -> AnySelect:
    """At most so many are counted, the oldest first: a short index scan."""
    due = now() - timedelta(days=within_days)
    oldest = (
        select(Idea.proposed_at)
        .where(
            Idea.project_id == project_id,
            Idea.answered_at.is_(None),
            Idea.hidden_at.is_(None),
            Idea.withdrawn_at.is_(None),
            Idea.merged_into_id.is_(None),
        )
        .order_by(Idea.proposed_at, Idea.id)
        .limit(MOST_WAITING + 1)
        .subquery()
    )
    late = func.sum(case((oldest.c.proposed_at < due, 1), else_=0))
    return select(literal(project_id), func.count(), late).select_from(oldest)
