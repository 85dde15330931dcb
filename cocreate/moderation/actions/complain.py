"""Complain, as whoever reported something, that it was left standing (Article 20)."""

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import NOBODY, WORKER, Actor, require
from cocreate.moderation.actions.appeal import insert_appeal
from cocreate.moderation.actions.open import announce
from cocreate.moderation.actions.steps import put_step
from cocreate.moderation.case import CaseAct
from cocreate.moderation.events import AppealLodged
from cocreate.moderation.models import Flag, LegalNotice, Review
from cocreate.moderation.policy import may_complain
from cocreate.moderation.queries import (
    find_appeal,
    get_own_flag,
    lock_notice,
    lock_review,
    opens,
)

TOO_LATE = translatable(
    "Whoever reported what was left standing can complain, for six months."
)


class LookedAtAgainError(ConflictError):
    message = translatable("Somebody else has looked at it again already.")


def complain_of_flag(actor: Actor, review_id: ReviewId, *, words: str) -> Review:
    """Have what the actor flagged looked at by somebody else, once.

    A second press gives the first; whoever else flagged it joins the same case.
    """
    first = lock_review(get_own_flag(actor, review_id).review_id)
    return lodge(actor, first, get_own_flag(actor, review_id, anew=True), words)


def complain_of_notice(reference: str, key: str, *, words: str) -> Review:
    """The same for who gave a notice, with the key that its letter carries."""
    if not opens(reference, key):
        raise ForbiddenError(
            translatable("The link of your letter is not whole. Open it again.")
        )
    notice = lock_notice(reference)
    return lodge(WORKER, lock_review(notice.review_id), notice, words)


def lodge(actor: Actor, first: Review, by: Flag | LegalNotice, words: str) -> Review:
    known = find_appeal(first.id, lock=True)
    if known is not None and by.complained_at is not None:
        return known
    require(may_complain(first.kind, first.verdict, first.closed_at, now()), TOO_LATE)
    if known is not None and known.closed_at is not None:
        raise LookedAtAgainError
    lodged = known or open_complaint(actor, first)
    by.complained_at = now()
    put_step(actor, lodged, CaseAct.APPEALED, words=words)
    return lodged


def open_complaint(actor: Actor, first: Review) -> Review:
    insert_appeal(first, "", is_complaint=True)
    db.session.flush()  # what is found next was put there just now
    lodged = find_appeal(first.id, lock=True)
    if lodged is None:
        raise ConflictError
    announce(actor, lodged)
    put_step(actor, first, CaseAct.APPEALED)
    by_id = None if actor.person_id == NOBODY else actor.person_id
    record(AppealLodged(review_id=lodged.id, appeal_of_id=first.id, by_id=by_id))
    return lodged
