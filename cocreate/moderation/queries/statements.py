"""What was decided about one's own words or account, and why (DSA, Article 17)."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import aliased

from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.languages import translatable
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import excerpt_of
from cocreate.moderation.case import CaseAct, CaseKind
from cocreate.moderation.models import CaseStep, Review, Suspension
from cocreate.moderation.policy import APPEAL_WITHIN
from cocreate.moderation.queries.sanctions import last_sanction
from cocreate.moderation.reason import (
    AWAY,
    Grade,
    Reason,
    Verdict,
    rule_of,
)
from cocreate.moderation.telling import (
    appeal_told,
    by_what_means,
    reasons_told,
    restricted,
)
from cocreate.people.models import Person

TOLD = (Verdict.HIDE, Verdict.RESTORE, Verdict.CHANGE, Verdict.SANCTION)
ONE_VOTE = translatable(
    "Everybody has one vote on an idea, and casts it for themselves."
)
BY_RULE = frozenset({CaseKind.HELD, CaseKind.SPAM})
Appeal = aliased(Review)
Decider = aliased(Person)


class Statement(NamedTuple):
    """What its author is told: what, why, since when, by whom, and how to disagree."""

    id: ReviewId
    kind: CaseKind
    verdict: Verdict | None  # none: nobody has decided yet
    reason: Reason | None
    law: str
    statement: str
    why: str
    at: datetime
    decided_at: datetime | None
    is_automated: bool
    is_returned: bool  # it waits for their change
    flags: int
    moderator: str
    idea_id: IdeaId | None
    comment_id: CommentId | None
    words: str
    grade: Grade | None
    until_at: datetime | None
    lifted_at: datetime | None
    appealed_at: datetime | None
    appeal_due_at: datetime | None
    appeal_closed_at: datetime | None
    appeal_verdict: Verdict | None
    appeal_statement: str
    appeal_moderator: str
    found: str  # what a rule of the site found, as they were told it in their language

    @property
    def rule(self) -> str:
        if self.kind is CaseKind.RING:
            return ONE_VOTE
        return rule_of(self.reason)

    @property
    def noun(self) -> str:
        if self.kind is CaseKind.RING:
            return "vote"
        return "idea" if self.idea_id else "comment" if self.comment_id else "account"

    @property
    def is_away(self) -> bool:
        """Whether something was restricted, and no appeal has overturned it."""
        overturned = self.appeal_verdict is Verdict.RESTORE
        return self.verdict in AWAY and not overturned

    @property
    def appeal_until(self) -> datetime | None:
        return self.decided_at + APPEAL_WITHIN if self.decided_at else None

    @property
    def restricted(self) -> str:
        return restricted(self)

    @property
    def means(self) -> str:
        return by_what_means(self)

    @property
    def told(self) -> str:
        return reasons_told(self)

    @property
    def appeal_told(self) -> str:
        return appeal_told(self)


# Flags put it away by themselves: what it is for is told until a person has decided.
FOUND = or_(Review.kind.in_(BY_RULE), Review.verdict.is_(None))
AS_TOLD = (
    select(CaseStep.words)
    .where(CaseStep.review_id == Review.id, CaseStep.act == CaseAct.HIDDEN_MEANWHILE)
    .order_by(CaseStep.at, CaseStep.id)
    .limit(1)
    .correlate(Review)
    .scalar_subquery()
)
LINE = (
    *(Review.id, Review.kind, Review.verdict, Review.reason, Review.law),
    *(Review.statement, Review.why, Review.opened_at, Review.automated_at),
    *(Review.returned_at, Review.closed_at, Review.flags),
    *(Review.idea_id, Review.comment_id, Idea.title, Comment.body_html),
    Person.name,
    *(Suspension.grade, Suspension.until_at, Suspension.lifted_at),
    Appeal.opened_at.label("appealed_at"),
    Appeal.due_at.label("appeal_due_at"),
    Appeal.closed_at.label("appeal_closed_at"),
    Appeal.verdict.label("appeal_verdict"),
    Appeal.statement.label("appeal_statement"),
    Decider.name.label("appeal_moderator"),
    case((FOUND, AS_TOLD)).label("found"),
)


def statement_lines(actor: Actor) -> AnySelect:
    """What was restricted or restored of what the actor wrote; nobody else's."""
    return (
        select(*LINE)
        .outerjoin(Idea, Idea.id == Review.idea_id)
        .outerjoin(Comment, Comment.id == Review.comment_id)
        .outerjoin(Person, Person.id == Review.moderator_id)
        .outerjoin(Suspension, Suspension.id == last_sanction())
        .outerjoin(Appeal, Appeal.appeal_of_id == Review.id)
        .outerjoin(Decider, Decider.id == Appeal.moderator_id)
        .where(
            Review.author_id == actor.person_id,
            or_(Review.kind != CaseKind.APPEAL, Review.is_complaint),
            is_told(),
        )
    )


def is_told() -> ColumnElement[bool]:
    return or_(Review.verdict.in_(TOLD), Review.automated_at.is_not(None))


def statements_to(actor: Actor, *, place: str | None = None) -> Page[Statement]:
    """What was decided about what the actor wrote, the latest case first."""
    page = page_of(
        statement_lines(actor), by=Review.opened_at, key=Review.id, place=place
    )
    rows = [statement_of(row) for row in page.rows]
    return Page(rows, page.following, page.preceding)


def get_statement(actor: Actor, review_id: ReviewId) -> Statement:
    """One statement to the actor; others' are not found."""
    found = db.session.execute(
        statement_lines(actor).where(Review.id == review_id).limit(1)
    ).one_or_none()
    if found is None:
        raise NotFoundError
    return statement_of(found)


def statement_about(
    person_id: PersonId, *, idea_id: IdeaId | None, comment_id: CommentId | None
) -> ReviewId | None:
    """The latest statement about words that are away, for their author."""
    return db.session.scalar(
        select(Review.id)
        .where(
            Review.author_id == person_id,
            Review.idea_id == idea_id,
            Review.comment_id == comment_id,
            or_(Review.kind != CaseKind.APPEAL, Review.is_complaint),
            is_told(),
        )
        .order_by(Review.opened_at.desc(), Review.id.desc())
        .limit(1)
    )


def statement_of(row: Any) -> Statement:
    return Statement(
        id=row.id,
        kind=row.kind,
        verdict=row.verdict,
        reason=row.reason,
        law=row.law,
        statement=row.statement,
        why=row.why,
        at=row.closed_at or row.returned_at or row.automated_at or row.opened_at,
        decided_at=row.closed_at or row.returned_at,
        is_automated=row.automated_at is not None,
        is_returned=row.returned_at is not None,
        flags=row.flags,
        moderator=row.name or "",
        idea_id=row.idea_id,
        comment_id=row.comment_id,
        words=row.title or excerpt_of(row.body_html or ""),
        grade=row.grade,
        until_at=row.until_at,
        lifted_at=row.lifted_at,
        appealed_at=row.appealed_at,
        appeal_due_at=row.appeal_due_at,
        appeal_closed_at=row.appeal_closed_at,
        appeal_verdict=row.appeal_verdict,
        appeal_statement=row.appeal_statement or "",
        appeal_moderator=row.appeal_moderator or "",
        found=row.found or "",
    )
