"""The queue of cases, open and closed."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import aliased

from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now, today
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import excerpt_of
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.reason import Reason, Verdict
from cocreate.people.models import Person
from cocreate.projects.models import Project

SHORT = 90
COUNTED = 1_000
BESIDE = (CaseKind.APPEAL, CaseKind.RING)  # not about the words as they stand


def visible_to(actor: Actor) -> Select[Review]:
    """Cases are for moderators alone."""
    reviews = select(Review)
    return reviews if actor.is_moderator else reviews.where(false())


def get_review(actor: Actor, review_id: ReviewId, *, lock: bool = False) -> Review:
    """The case, locked when it is about to be decided."""
    query = visible_to(actor).where(Review.id == review_id)
    if lock:
        query = query.with_for_update(of=Review).execution_options(
            populate_existing=True
        )
    review = db.session.scalar(query)
    if review is None:
        raise NotFoundError
    return review


def find_open(
    *,
    idea_id: IdeaId | None,
    comment_id: CommentId | None,
    is_ring: bool = False,
    lock: bool = False,
) -> Review | None:
    """The open case of an idea or comment, or of the votes on it, if there is one."""
    kinds = Review.kind == CaseKind.RING
    query = select(Review).where(
        Review.idea_id == idea_id,
        Review.comment_id == comment_id,
        kinds if is_ring else Review.kind.not_in(BESIDE),
        Review.closed_at.is_(None),
    )
    return found(query, lock=lock)


def find_open_about(person_id: PersonId | None, *, lock: bool = False) -> Review | None:
    """The open case about a person, if there is one."""
    query = select(Review).where(
        Review.person_id == person_id,
        Review.kind == CaseKind.PERSON,
        Review.closed_at.is_(None),
    )
    return found(query, lock=lock)


def found(query: Select[Review], *, lock: bool) -> Review | None:
    if lock:
        query = query.with_for_update(of=Review).execution_options(
            populate_existing=True
        )
    return db.session.scalar(query)


class CaseLine(NamedTuple):
    """A case as a queue shows it."""

    id: ReviewId
    words: str
    kind: str
    author: str
    project: str
    flags: int
    opened_at: datetime
    closed_at: datetime | None
    verdict: Verdict | None
    reason: Reason | None
    moderator: str


Author = aliased(Person)
Judge = aliased(Person)
LINE = (
    Review.id,
    Review.flags,
    Review.opened_at,
    Review.closed_at,
    Review.verdict,
    Review.reason,
    Review.idea_id,
    Idea.title.label("idea_title"),
    Comment.body_html.label("comment_html"),
    Author.name.label("author"),
    Judge.name.label("moderator"),
    Project.name.label("project"),
)


def case_lines(actor: Actor) -> AnySelect:
    return (
        visible_to(actor)
        .with_only_columns(*LINE)
        .join(Project, Project.id == Review.project_id)
        .outerjoin(Idea, Idea.id == Review.idea_id)
        .outerjoin(Comment, Comment.id == Review.comment_id)
        .join(Author, Author.id == Review.author_id)
        .outerjoin(Judge, Judge.id == Review.moderator_id)
    )


def open_cases(actor: Actor, *, place: str | None = None) -> Page[CaseLine]:
    """What waits for a verdict, the longest waiting first."""
    page = page_of(
        case_lines(actor).where(Review.closed_at.is_(None)),
        by=Review.opened_at,
        key=Review.id,
        place=place,
        descending=False,
    )
    return Page(lines_of(page.rows), page.following, page.preceding)


def closed_cases(actor: Actor, *, place: str | None = None) -> Page[CaseLine]:
    """What was decided, the latest first."""
    page = page_of(
        case_lines(actor).where(Review.closed_at.is_not(None)),
        by=Review.closed_at.expression,
        key=Review.id,
        place=place,
    )
    return Page(lines_of(page.rows), page.following, page.preceding)


def lines_of(rows: Sequence[Any]) -> list[CaseLine]:
    return [
        CaseLine(
            id=row.id,
            words=row.idea_title or excerpt_of(row.comment_html or "", SHORT) or "…",
            kind="Idea" if row.idea_id else "Comment",
            author=row.author,
            project=row.project,
            flags=row.flags,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            verdict=row.verdict,
            reason=row.reason,
            moderator=row.moderator or "",
        )
        for row in rows
    ]


def first_open(actor: Actor) -> Review | None:
    """The case that has waited longest."""
    waiting = visible_to(actor).where(Review.closed_at.is_(None))
    return db.session.scalar(waiting.order_by(Review.opened_at, Review.id).limit(1))


def count_open(actor: Actor) -> int:
    """How many cases wait, counted no further than is of use."""
    return count(actor, Review.closed_at.is_(None))


def count_closed_today(actor: Actor) -> int:
    midnight = datetime.combine(today(), time.min, UTC)
    return count(actor, Review.closed_at.between(midnight, now()))


def count(actor: Actor, which: ColumnElement[bool]) -> int:
    some = visible_to(actor).where(which).with_only_columns(Review.id).limit(COUNTED)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0
