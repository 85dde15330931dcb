"""Notices of illegal content: what stands at a place, and what became of a notice."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from itsdangerous import Signer
from sqlalchemy import select
from sqlalchemy.orm import aliased

from cocreate.config import current
from cocreate.discussion import queries as discussion
from cocreate.ideas import queries as ideas
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, ReviewId
from cocreate.kernel.paging import LARGEST_KEY
from cocreate.kernel.policy import WORKER, Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import LegalNotice, Review
from cocreate.moderation.outcome import outcome, outcome_again
from cocreate.moderation.policy import may_still_complain_until
from cocreate.moderation.reason import Reason, Verdict
from cocreate.people.queries import get_person

IDEA = re.compile(r"/ideas/(\d{1,15})")
COMMENT = re.compile(r"/comments/(\d{1,15})")
MOST_GIVEN = 50
COMMENT_BELOW = re.compile(r"comment-(\d{1,15})")


class Spot(NamedTuple):
    """What stands at an address of this site: an idea, a comment, or neither."""

    idea_id: IdeaId | None = None
    comment_id: CommentId | None = None


def is_here(address: str) -> bool:
    """Whether an address is one of this site's, whole or from its root."""
    if "\\" in address:  # a browser reads it as a slash
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    own = urlsplit(current().site_url)
    if not parts.netloc:
        return not parts.scheme and address.startswith("/")
    return parts.netloc == own.netloc and parts.scheme in {"http", "https"}


def spot_at(address: str) -> Spot:
    """The idea or comment at an address of this site, if there is one."""
    parts = urlsplit(address)
    below, comment = COMMENT_BELOW.fullmatch(parts.fragment), COMMENT.match(parts.path)
    for found in (below, comment):
        if found and has_comment(CommentId(int(found[1]))):
            return Spot(comment_id=CommentId(int(found[1])))
    idea = IDEA.match(parts.path)
    if idea and ideas.find_idea(WORKER, IdeaId(int(idea[1]))):
        return Spot(idea_id=IdeaId(int(idea[1])))
    return Spot()


def has_comment(comment_id: CommentId) -> bool:
    try:
        discussion.get_comment(WORKER, comment_id)
    except NotFoundError:
        return False
    return comment_id < LARGEST_KEY


def find_open_at(address: str, *, lock: bool = False) -> Review | None:
    """The open case of a place that is neither idea nor comment."""
    query = (
        select(Review)
        .where(
            Review.place == address,
            Review.kind == CaseKind.NOTICE,
            Review.closed_at.is_(None),
        )
        .order_by(Review.id)
        .limit(1)
    )
    return db.session.scalar(query.with_for_update(of=Review) if lock else query)


def find_notice_like(address: str, why: str, email: str | None) -> LegalNotice | None:
    """The same notice, by the same person: a second press."""
    return db.session.scalar(
        select(LegalNotice)
        .where(
            LegalNotice.place == address,
            LegalNotice.why == why,
            LegalNotice.email == email,
        )
        .order_by(LegalNotice.id)
        .limit(1)
    )


def notices_of(review_id: ReviewId) -> Sequence[LegalNotice]:
    """The notices of a case that the actor has been let to, the first one first."""
    return db.session.scalars(
        select(LegalNotice)
        .where(LegalNotice.review_id == review_id)
        .order_by(LegalNotice.id)
        .limit(100)
    ).all()


def lock_notice(reference: str) -> LegalNotice:
    """A notice by its number, for whoever has shown its key."""
    query = select(LegalNotice).where(LegalNotice.reference == reference)
    notice = db.session.scalar(query.with_for_update())
    if notice is None:
        raise NotFoundError
    return notice


def key_of(reference: str) -> str:
    """What the letter about a notice carries beside its number, to complain with."""
    return signer().get_signature(reference).decode()


def opens(reference: str, key: str) -> bool:
    return signer().verify_signature(reference, key.encode("utf-8", "replace"))


def signer() -> Signer:
    return Signer(current().secret_key.get_secret_value(), salt="legal notice")


Appeal = aliased(Review)


class NoticeStanding(NamedTuple):
    """What became of a notice, for whoever has its number."""

    reference: str
    place: str
    received_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: Verdict | None
    reason: Reason | None
    kind: CaseKind
    complained_at: datetime | None
    appeal_due_at: datetime | None
    appeal_closed_at: datetime | None
    appeal_verdict: Verdict | None

    @property
    def complain_until(self) -> datetime | None:
        """Until when whoever gave it can have it looked at again."""
        return may_still_complain_until(self)

    @property
    def outcome(self) -> str:
        return outcome(self)

    @property
    def outcome_again(self) -> str:
        return outcome_again(self)


def get_notice(reference: str) -> NoticeStanding:
    """Where a notice stands, by its number; its number is known to nobody else."""
    one = standings().where(LegalNotice.reference == reference)
    row = db.session.execute(one).one_or_none()
    if row is None:
        raise NotFoundError
    return NoticeStanding(*tuple(row))


def notices_from(actor: Actor) -> list[NoticeStanding]:
    """What was given notice of from the actor's address, the latest first.

    None before they have shown that it is theirs.
    """
    person = get_person(actor.person_id)
    if person.email is None or person.verified_at is None:
        return []
    given = standings().where(LegalNotice.email == person.email)
    latest = given.order_by(LegalNotice.id.desc()).limit(MOST_GIVEN)
    return [NoticeStanding(*tuple(row)) for row in db.session.execute(latest)]


def standings() -> AnySelect:
    return (
        select(
            LegalNotice.reference,
            LegalNotice.place,
            LegalNotice.received_at,
            Review.due_at,
            Review.closed_at,
            Review.verdict,
            Review.reason,
            Review.kind,
            LegalNotice.complained_at,
            Appeal.due_at,
            Appeal.closed_at,
            Appeal.verdict,
        )
        .join(Review, Review.id == LegalNotice.review_id)
        .outerjoin(Appeal, Appeal.appeal_of_id == Review.id)
    )
