"""What was restricted here and why, for anybody to read: no names, no words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Label, and_, func, or_, select
from sqlalchemy.orm import aliased

from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.law import told_in_public
from cocreate.moderation.models import Review, Suspension
from cocreate.moderation.policy import OVERTURNS
from cocreate.moderation.queries.sanctions import last_sanction
from cocreate.moderation.reason import (
    AWAY,
    GRADE_WORDS,
    Grade,
    Reason,
    Verdict,
    rule_of,
)
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.queries import is_visible_to

ITEMS = 30
Appeal, Later = aliased(Review), aliased(Review)


class Intervention(NamedTuple):
    """One thing that was restricted, without whose it was or what it said."""

    id: ReviewId
    restricted_at: datetime
    noun: str  # idea, comment, account or votes
    project: str  # empty: one that the reader may not know of, or none
    kind: CaseKind
    verdict: Verdict | None  # none: no person has decided yet
    reason: Reason | None
    law: str
    is_automated: bool
    closed_at: datetime | None
    grade: Grade | None
    until_at: datetime | None
    ended_at: datetime | None
    appealed_at: datetime | None
    appeal_closed_at: datetime | None
    appeal_verdict: Verdict | None

    @property
    def rule(self) -> str:
        return rule_of(self.reason)

    @property
    def lasts(self) -> str:
        return GRADE_WORDS[self.grade] if self.grade else ""

    @property
    def is_overturned(self) -> bool:
        return self.appeal_verdict in OVERTURNS

    @property
    def changed_at(self) -> datetime:
        """When there was something new to tell of it."""
        told = (self.closed_at, self.ended_at, self.appealed_at, self.appeal_closed_at)
        return max([self.restricted_at, *(at for at in told if at is not None)])


def restored_at() -> Label[datetime | None]:
    """When a person first showed again what a case had taken away, if one did."""
    same = or_(Later.idea_id == Review.idea_id, Later.comment_id == Review.comment_id)
    first = (
        select(func.min(Later.closed_at))
        .where(
            same,
            (Later.kind == CaseKind.RING) == (Review.kind == CaseKind.RING),
            Later.closed_at >= Review.restricted_at,
            Later.verdict == Verdict.RESTORE,
        )
        .correlate(Review)
    )
    return first.scalar_subquery().label("restored_at")


LINE = (
    *(Review.id, Review.restricted_at, Review.kind, Review.verdict, Review.reason),
    *(Review.law, Review.idea_id, Review.comment_id, Review.automated_at),
    *(Review.closed_at, Suspension.grade, Suspension.until_at, Suspension.lifted_at),
    Person.name.label("author"),
    Project.name.label("project"),
    Appeal.opened_at.label("appealed_at"),
    Appeal.closed_at.label("appeal_closed_at"),
    Appeal.verdict.label("appeal_verdict"),
)


def visible_interventions(actor: Actor) -> AnySelect:
    """Everybody reads all of them; the project's name only where they may know it."""
    known = and_(Project.id == Review.project_id, is_visible_to(actor))
    return (
        select(*LINE, restored_at())
        .select_from(Review)
        .outerjoin(Project, known)
        .outerjoin(Person, Person.id == Review.author_id)
        .outerjoin(Suspension, Suspension.id == last_sanction())
        .outerjoin(Appeal, Appeal.appeal_of_id == Review.id)
        .where(Review.restricted_at.is_not(None))
    )


def interventions(
    actor: Actor, *, place: str | None = None, size: int = ITEMS
) -> Page[Intervention]:
    """What was restricted, the latest first."""
    page = page_of(
        visible_interventions(actor),
        by=Review.restricted_at.expression,
        key=Review.id,
        place=place,
        size=size,
    )
    return Page(told(page.rows), page.following, page.preceding)


def told(rows: Sequence[Any]) -> list[Intervention]:
    return [
        Intervention(
            id=row.id,
            restricted_at=row.restricted_at,
            noun=noun_of(row),
            project=row.project or "",
            kind=row.kind,
            verdict=row.verdict,
            reason=row.reason,
            law=told_in_public(row.law, row.author),
            is_automated=row.automated_at is not None,
            closed_at=row.closed_at,
            grade=row.grade if row.verdict is Verdict.SANCTION else None,
            until_at=row.until_at,
            ended_at=ended_at(row),
            appealed_at=row.appealed_at,
            appeal_closed_at=row.appeal_closed_at,
            appeal_verdict=row.appeal_verdict,
        )
        for row in rows
    ]


def noun_of(row: Any) -> str:
    if row.kind is CaseKind.RING:
        return "votes"
    return "idea" if row.idea_id else "comment" if row.comment_id else "account"


def ended_at(row: Any) -> datetime | None:
    """When it was lifted: by who looked again, by an appeal, or by the clock."""
    if row.verdict is not None and row.verdict not in AWAY:
        ended: datetime | None = row.closed_at
        return ended
    if row.idea_id or row.comment_id:
        shown: datetime | None = row.restored_at
        return shown
    if row.lifted_at is None and row.until_at and row.until_at > now():
        return None
    over: datetime | None = row.lifted_at or row.until_at
    return over
