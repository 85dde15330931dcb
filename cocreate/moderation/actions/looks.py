"""Second looks: draw closed cases, take a second verdict, pass a disagreement on."""

from sqlalchemy import delete

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError, NotFoundError
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.actions.open import open_case
from cocreate.moderation.actions.work import escalate
from cocreate.moderation.case import CaseKind
from cocreate.moderation.looking import LOOK_WITHIN, LOOKED_AT, agree, is_drawn
from cocreate.moderation.models import Review
from cocreate.moderation.models.looks import SecondLook
from cocreate.moderation.queries import can_look, find_look, get_review
from cocreate.moderation.reason import Verdict

DISAGREED = "Two moderators decided it differently, the second without knowing."
MODERATORS_LOOK = "Moderators look a second time."


class LookedError(ConflictError):
    message = "This needs no second look any more. Take the next."


class NoDisagreementError(ConflictError):
    message = "Both decided alike, so there is nothing to pass on."


def draw_look(review: Review) -> None:
    """Put a case that was just closed before another moderator, where it is drawn."""
    settings = current()
    seed = settings.secret_key.get_secret_value().encode()
    is_of_words = review.idea_id is not None or review.comment_id is not None
    if review.kind not in LOOKED_AT or not is_of_words:
        return
    if not is_drawn(review.id, seed=seed, share=settings.second_look_share):
        return
    put_look(review)


def put_look(review: Review) -> None:
    at = now()
    db.session.execute(
        insert_into(SecondLook)
        .values(
            review_id=review.id,
            first_moderator_id=review.moderator_id,
            drawn_at=at,
            until_at=at + LOOK_WITHIN,
            words="",
        )
        .on_conflict_do_nothing()
    )


def forget_look(review_id: ReviewId) -> None:
    """Compare nothing with a verdict that was taken back."""
    db.session.execute(delete(SecondLook).where(SecondLook.review_id == review_id))


def look_again(
    actor: Actor, look_id: int, *, verdict: Verdict, words: str = ""
) -> SecondLook:
    """Say how one would have decided; it changes nothing of what was decided.

    A second press gives what the first gave. Who comes after another is refused.
    """
    look = find_look(actor, look_id, lock=True)
    if look is None:
        raise NotFoundError
    require(actor.may_write, MODERATORS_LOOK)
    if look.moderator_id == actor.person_id and look.verdict is verdict:
        return look
    if look.looked_at is not None or not can_look(actor, look_id):
        raise LookedError
    look.moderator_id, look.looked_at = actor.person_id, now()
    look.verdict, look.words = verdict, words
    return look


def pass_on(actor: Actor, look_id: int) -> ReviewId:
    """Open a case for administrators where two verdicts differ; once for each look."""
    look = find_look(actor, look_id, lock=True)
    if look is None or look.looked_at is None:
        raise NotFoundError
    require(actor.may_write, MODERATORS_LOOK)
    if look.escalated_id is not None:
        return look.escalated_id
    first = get_review(actor, look.review_id)
    if agree(first.verdict, look.verdict):
        raise NoDisagreementError
    review = open_case(
        actor,
        CaseKind.FLAGGED,
        idea_id=first.idea_id,
        comment_id=first.comment_id,
        why=DISAGREED,
    )
    db.session.flush()  # escalating reads the case anew
    escalate(actor, review.id, words=look.words)
    look.escalated_id = review.id
    return review.id
