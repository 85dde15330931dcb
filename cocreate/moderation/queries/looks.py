"""Second looks: what waits for one, without how it ended, and what came of them."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from cocreate.discussion.models import Comment
from cocreate.discussion.queries import has_read
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId, ReviewId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.moderation.agreement import Agreement, agreement_of
from cocreate.moderation.case import KIND_WORDS
from cocreate.moderation.looking import OUTCOMES, Outcome, agree
from cocreate.moderation.models import CaseStep, Flag, Review
from cocreate.moderation.models.looks import SecondLook
from cocreate.moderation.queries.flags import raised
from cocreate.moderation.queries.items import around
from cocreate.moderation.queries.legal import notices_of
from cocreate.moderation.queries.sealing import waits_for_look
from cocreate.moderation.queries.steps import item_to_judge
from cocreate.moderation.reason import Verdict
from cocreate.people.models import Person

OF_LATE = timedelta(days=365)
COUNTED = 100
Other, First, Second = aliased(Review), aliased(Person), aliased(Person)


def waiting_for(actor: Actor) -> Select[SecondLook]:
    """What the actor can look at with fresh eyes.

    Not what they decided, wrote, reported or had a hand in, nor what they came by since
    it was decided; not what has been appealed against, lies before the moderators
    again, or reads differently by now.
    """
    looks = (
        select(SecondLook)
        .join(Review, Review.id == SecondLook.review_id)
        .outerjoin(Idea, Idea.id == Review.idea_id)
        .outerjoin(Comment, Comment.id == Review.comment_id)
    )
    if not actor.is_moderator:
        return looks.where(false())
    return looks.where(
        waits_for_look(),
        SecondLook.first_moderator_id != actor.person_id,
        Review.closed_at.is_not(None),
        func.coalesce(Review.author_id, 0) != actor.person_id,
        ~knows_it(actor.person_id),
        ~has_seen_it(actor.person_id),
        ~exists().where(of_the_same(), Other.id != Review.id, is_newer()),
        or_(Review.idea_id.is_(None), as_it_was(Idea)),
        or_(Review.comment_id.is_(None), as_it_was(Comment)),
    )


def knows_it(person_id: PersonId) -> ColumnElement[bool]:
    """Whether somebody worked on a case of the same words, or reported them."""
    step = exists().where(
        of_the_same(), CaseStep.review_id == Other.id, CaseStep.by_id == person_id
    )
    flag = exists().where(Flag.review_id == Review.id, Flag.reporter_id == person_id)
    return or_(step, flag)


def has_seen_it(person_id: PersonId) -> ColumnElement[bool]:
    """Whether somebody opened the idea since, whose page tells whether it is hidden."""
    where = func.coalesce(Review.idea_id, Comment.idea_id)
    return has_read(person_id, where, since=Review.closed_at)


def of_the_same() -> ColumnElement[bool]:
    return or_(Other.idea_id == Review.idea_id, Other.comment_id == Review.comment_id)


def is_newer() -> ColumnElement[bool]:
    return or_(Other.closed_at.is_(None), Other.closed_at > Review.closed_at)


def as_it_was(said: Any) -> ColumnElement[bool]:
    """Whether words are still those that were decided about."""
    unchanged = or_(said.edited_at.is_(None), said.edited_at <= Review.closed_at)
    return and_(said.withdrawn_at.is_(None), unchanged)


def count_looks(actor: Actor) -> int:
    """How many wait for the actor, counted no further than is of use."""
    some = waiting_for(actor).with_only_columns(SecondLook.id).limit(COUNTED)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


class Blind(NamedTuple):
    """A case as a second moderator sees it: no verdict, no names, no way to it."""

    id: int
    kind: str
    noun: str
    title: str
    at: datetime
    words: str  # safe HTML
    before: list[str]
    after: list[str]
    flags: list[tuple[str, str]]  # why, and what was added
    notices: list[tuple[str, str]]  # the law, and why


def next_look(actor: Actor) -> Blind | None:
    """The case that has waited longest for the actor's second look."""
    first = waiting_for(actor).order_by(SecondLook.drawn_at, SecondLook.id).limit(1)
    look = db.session.scalar(first)
    return blind(actor, look) if look else None


def get_waiting(actor: Actor, look_id: int) -> Blind:
    """One of those that wait for the actor."""
    look = db.session.scalar(waiting_for(actor).where(SecondLook.id == look_id))
    if look is None:
        raise NotFoundError
    return blind(actor, look)


def blind(actor: Actor, look: SecondLook) -> Blind:
    review = db.session.get_one(Review, look.review_id)
    item = item_to_judge(actor, review)
    if item is None:
        raise NotFoundError
    before, after = around(actor, item)
    return Blind(
        look.id,
        KIND_WORDS[review.kind],
        item.kind,
        item.title,
        item.at,
        item.words,
        [turn.words for turn in before],
        [turn.words for turn in after],
        [(flag.words, flag.note) for flag in raised(review.id)],
        [(notice.law, notice.why) for notice in notices_of(review.id)],
    )


def find_look(actor: Actor, look_id: int, *, lock: bool = False) -> SecondLook | None:
    """A look whoever waits for it; moderators alone know of any."""
    query = select(SecondLook).where(SecondLook.id == look_id)
    query = query if actor.is_moderator else query.where(false())
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def can_look(actor: Actor, look_id: int) -> bool:
    waiting = waiting_for(actor).where(SecondLook.id == look_id)
    return db.session.scalar(waiting.with_only_columns(SecondLook.id)) is not None


class LookLine(NamedTuple):
    """A second look that was taken, with both verdicts."""

    id: int
    review_id: ReviewId
    looked_at: datetime
    first: Verdict
    first_by: str
    second: Verdict
    second_by: str
    words: str
    escalated_id: ReviewId | None

    @property
    def agrees(self) -> bool:
        return agree(self.first, self.second)


def looks_taken(actor: Actor, *, place: str | None = None) -> Page[LookLine]:
    """What came of second looks, the latest first."""
    page = page_of(
        taken(actor), by=SecondLook.looked_at.expression, key=SecondLook.id, place=place
    )
    rows = [
        LookLine(
            *(row.id, row.review_id, row.looked_at, row.first, row.first_by or ""),
            *(row.second, row.second_by or "", row.words, row.escalated_id),
        )
        for row in page.rows
    ]
    return Page(rows, page.following, page.preceding)


TAKEN = (
    *(SecondLook.id, SecondLook.review_id, SecondLook.looked_at, SecondLook.words),
    *(Review.verdict.label("first"), First.name.label("first_by")),
    *(SecondLook.verdict.label("second"), Second.name.label("second_by")),
    SecondLook.escalated_id,
)


def taken(actor: Actor) -> AnySelect:
    looks = (
        select(*TAKEN)
        .select_from(SecondLook)
        .join(Review, Review.id == SecondLook.review_id)
        .outerjoin(First, First.id == SecondLook.first_moderator_id)
        .outerjoin(Second, Second.id == SecondLook.moderator_id)
        .where(SecondLook.looked_at.is_not(None), Review.verdict.is_not(None))
    )
    return looks if actor.is_moderator else looks.where(false())


Matrix = dict[tuple[Outcome, Outcome], int]


def verdicts_compared(actor: Actor) -> Matrix:
    """How often which first outcome met which second one, of late."""
    pairs = (
        taken(actor)
        .where(SecondLook.looked_at > now() - OF_LATE)
        .with_only_columns(Review.verdict, SecondLook.verdict, func.count())
        .group_by(Review.verdict, SecondLook.verdict)
    )
    found: Matrix = {}
    for first, second, number in db.session.execute(pairs):
        if first is None or second is None:
            continue
        pair = OUTCOMES[first], OUTCOMES[second]
        found[pair] = found.get(pair, 0) + number
    return found


def agreement(actor: Actor) -> Agreement:
    return agreement_of(verdicts_compared(actor))
