"""Take a verdict back: all stands as before, and the case lies open again."""

from cocreate.kernel.clock import now
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.outbox import take_back, telling_nobody
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.actions.appeal import unsettle
from cocreate.moderation.actions.looks import forget_look
from cocreate.moderation.actions.open import keep_as_said, put_away
from cocreate.moderation.actions.rings import is_decided_further, put_votes_back
from cocreate.moderation.actions.rule import hold_key, restore
from cocreate.moderation.actions.sanction import lift_no_more, lift_with
from cocreate.moderation.actions.steps import put_step
from cocreate.moderation.case import CaseAct, CaseKind
from cocreate.moderation.models import CaseStep, Review
from cocreate.moderation.policy import may_undo
from cocreate.moderation.queries import (
    find_appeal,
    find_other_open,
    item_to_judge,
    last_verdict,
    lock_case,
    review_appealed,
    ring_behind,
)
from cocreate.moderation.reason import Verdict

TOO_LATE = "Whoever decided takes it back, within an hour."


class OvertakenError(ConflictError):
    message = "There is a newer case about it, or an appeal: decide that one."


def undo_verdict(actor: Actor, review_id: ReviewId) -> Review:
    """Take one's last verdict on a case back; a second press changes nothing.

    Whoever was told of it is told that it stands as before; within the first half
    minute nobody was.
    """
    review = lock_case(actor, review_id)
    step = last_verdict(review.id)
    if step is None or step.undone_at is not None:
        return review
    require(may_undo(actor, step.by_id, step.at, now()), TOO_LATE)
    if find_appeal(review.id) or is_overtaken(review):
        raise OvertakenError
    if take_back(hold_key(review)):
        with telling_nobody():
            put_back(actor, review, step, is_told=False)
    else:
        put_back(actor, review, step, is_told=True)
    step.undone_at = now()
    forget_look(review.id)
    put_step(actor, review, CaseAct.UNDONE, verdict=step.verdict)
    reopen(review)
    return review


def is_overtaken(review: Review) -> bool:
    if ring := ring_behind(review):
        return ring.id == review.id and is_decided_further(ring)
    return find_other_open(review) is not None


def put_back(actor: Actor, review: Review, step: CaseStep, *, is_told: bool) -> None:
    if ring := ring_behind(review):
        put_votes_back(review, ring, step, is_told=is_told)
        return
    lift_with(actor, review)
    item = item_to_judge(actor, review)
    if step.verdict is Verdict.RESTORE:
        lift_no_more(actor, review, item, step.at)
        if review.kind is CaseKind.APPEAL:
            unsettle(review_appealed(review))
    if item is None:
        return
    if step.was_hidden_reason is not None:
        put_away(item, step.was_hidden_reason, step.was_hidden_as, actor)
    elif item.is_hidden:
        restore(actor, item)
    keep_as_said(item, review.kind)


def reopen(review: Review) -> None:
    review.verdict = review.reason = review.moderator_id = None
    review.closed_at = review.returned_at = None
    if review.came_back_at is None:  # what came back was away before, too
        review.restricted_at = review.automated_at
    review.law = review.statement = ""
