"""The queue of cases, open and closed."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from statistics import median_low
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, select
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
from cocreate.moderation.case import CLAIM_LASTS, KIND_WORDS, CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.queries.rings import is_part
from cocreate.moderation.queries.sealing import is_open_to
from cocreate.moderation.reason import Reason, Verdict
from cocreate.people.models import Person
from cocreate.projects.models import Project

SHORT = 90
A_FEW = 5
COUNTED = 1_000
RECENT = timedelta(days=28)
BESIDE = (CaseKind.APPEAL, CaseKind.RING)  # not about the words as they stand


def visible_to(actor: Actor) -> Select[Review]:
    """Cases are for moderators; one that waits for a second look, for its judge.

    What one voter is told is part of another.
    """
    reviews = select(Review).where(~is_part())
    return reviews.where(is_open_to(actor) if actor.is_moderator else false())


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
    kind: CaseKind
    noun: str  # Idea, Comment, Person or Page
    author: str
    project: str
    flags: int
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: Verdict | None
    reason: Reason | None
    moderator: str
    claimed_by: str
    is_escalated: bool
    is_back: bool
    why: str  # in the words of who opened it, or the figures of what found it

    @property
    def took(self) -> timedelta | None:
        """The time to its verdict, once it has one."""
        return self.closed_at - self.opened_at if self.closed_at else None

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]


Author, Judge, Claimer = aliased(Person), aliased(Person), aliased(Person)
LINE = (
    *(Review.id, Review.kind, Review.flags, Review.opened_at, Review.due_at),
    *(Review.closed_at, Review.verdict, Review.reason, Review.idea_id),
    *(Review.comment_id, Review.person_id, Review.place, Review.claimed_at),
    *(Review.escalated_at, Review.came_back_at, Review.why),
    Idea.title.label("idea_title"),
    Comment.body_html.label("comment_html"),
    Author.name.label("author"),
    Judge.name.label("moderator"),
    Claimer.name.label("claimer"),
    Project.name.label("project"),
)


def case_lines(actor: Actor) -> AnySelect:
    return (
        visible_to(actor)
        .with_only_columns(*LINE)
        .outerjoin(Project, Project.id == Review.project_id)
        .outerjoin(Idea, Idea.id == Review.idea_id)
        .outerjoin(Comment, Comment.id == Review.comment_id)
        .outerjoin(Author, Author.id == Review.author_id)
        .outerjoin(Judge, Judge.id == Review.moderator_id)
        .outerjoin(Claimer, Claimer.id == Review.claimed_by_id)
    )


def waits() -> ColumnElement[bool]:
    """What waits for a moderator, and not for its author."""
    return and_(Review.closed_at.is_(None), Review.returned_at.is_(None))


def open_cases(
    actor: Actor, *, kind: CaseKind | None = None, place: str | None = None
) -> Page[CaseLine]:
    """What waits for a verdict: what is due first, so the worst and the oldest."""
    lines = case_lines(actor).where(waits())
    page = page_of(
        lines if kind is None else lines.where(Review.kind == kind),
        by=Review.due_at,
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


def past_cases(actor: Actor, author_id: PersonId) -> list[CaseLine]:
    """What was decided last about somebody's words and account."""
    query = case_lines(actor).where(
        Review.author_id == author_id, Review.closed_at.is_not(None)
    )
    latest = query.order_by(Review.closed_at.desc(), Review.id.desc()).limit(A_FEW)
    return lines_of(db.session.execute(latest).all())


def lines_of(rows: Sequence[Any]) -> list[CaseLine]:
    at = now()
    return [
        CaseLine(
            id=row.id,
            words=words_of(row),
            kind=row.kind,
            noun=noun_of(row),
            author=row.author or "",
            project=row.project or "",
            flags=row.flags,
            opened_at=row.opened_at,
            due_at=row.due_at,
            closed_at=row.closed_at,
            verdict=row.verdict,
            reason=row.reason,
            moderator=row.moderator or "",
            claimed_by=claimer_of(row, at),
            is_escalated=row.escalated_at is not None,
            is_back=row.came_back_at is not None,
            why=row.why,
        )
        for row in rows
    ]


def words_of(row: Any) -> str:
    said = row.idea_title or excerpt_of(row.comment_html or "", SHORT)
    return said or row.place or (row.author if row.person_id else "") or "…"


def noun_of(row: Any) -> str:
    if row.idea_id:
        return "Idea"
    if row.comment_id:
        return "Comment"
    return "Person" if row.person_id else "Page"


def claimer_of(row: Any, at: datetime) -> str:
    holds = row.claimed_at is not None and at - row.claimed_at < CLAIM_LASTS
    return row.claimer or "" if holds else ""


def first_open(actor: Actor, kind: CaseKind | None = None) -> Review | None:
    """The case that is due first, of a kind where one is asked for."""
    waiting = visible_to(actor).where(waits())
    if kind is not None:
        waiting = waiting.where(Review.kind == kind)
    return db.session.scalar(waiting.order_by(Review.due_at, Review.id).limit(1))


def count_open(actor: Actor) -> int:
    """How many cases wait, counted no further than is of use."""
    return count(actor, waits())


def count_closed_today(actor: Actor) -> int:
    midnight = datetime.combine(today(), time.min, UTC)
    return count(actor, Review.closed_at.between(midnight, now()))


class Lately(NamedTuple):
    """How long the cases of the last weeks took to their verdict."""

    middle: timedelta
    ninth: timedelta  # nine of ten took no longer


def times_to_verdict(actor: Actor) -> Lately | None:
    """Of the last two hundred that were decided of late; appeals apart."""
    recent = visible_to(actor).where(
        Review.closed_at > now() - RECENT, Review.kind != CaseKind.APPEAL
    )
    rows = db.session.execute(
        recent.with_only_columns(Review.opened_at, Review.closed_at)
        .order_by(Review.closed_at.desc(), Review.id.desc())
        .limit(200)
    )
    took = sorted(closed - opened for opened, closed in rows if closed)
    return Lately(median_low(took), took[-(-9 * len(took) // 10) - 1]) if took else None


def count(actor: Actor, which: ColumnElement[bool]) -> int:
    some = visible_to(actor).where(which).with_only_columns(Review.id).limit(COUNTED)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0
