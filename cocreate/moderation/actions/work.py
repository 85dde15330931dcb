"""Work on a case short of a verdict: take it, let go of it, note, pass it on."""

from cocreate.kernel.clock import now
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.actions.steps import put_step
from cocreate.moderation.case import CaseAct
from cocreate.moderation.models import CaseStep, Review
from cocreate.moderation.queries import get_review, last_step

MODERATORS_WORK = "Moderators work on cases."


class ClaimedError(ConflictError):
    message = "Another moderator works on this case just now."


def claim(actor: Actor, review_id: ReviewId) -> Review:
    """Take a case for half an hour, so that no two decide it at once."""
    review = open_to_work(actor, review_id)
    if review.is_claimed(now()):
        if review.claimed_by_id == actor.person_id:
            return review
        raise ClaimedError
    review.claimed_by_id, review.claimed_at = actor.person_id, now()
    put_step(actor, review, CaseAct.CLAIMED)
    return review


def release(actor: Actor, review_id: ReviewId) -> Review:
    """Let go of a case that the actor took; of one they have not, nothing changes."""
    review = open_to_work(actor, review_id)
    if review.claimed_by_id != actor.person_id:
        return review
    review.claimed_by_id = review.claimed_at = None
    put_step(actor, review, CaseAct.RELEASED)
    return review


def escalate(actor: Actor, review_id: ReviewId, *, words: str = "") -> Review:
    """Pass a case on to the administrators, who alone decide it from then on."""
    review = open_to_work(actor, review_id)
    if review.escalated_at is not None:
        return review
    review.escalated_at = now()
    review.claimed_by_id = review.claimed_at = None
    put_step(actor, review, CaseAct.ESCALATED, words=words)
    return review


def note_on_case(actor: Actor, review_id: ReviewId, *, words: str) -> CaseStep:
    """Leave words on a case that moderators alone read; the same twice are one."""
    review = get_review(actor, review_id, lock=True)
    require(actor.may_write, MODERATORS_WORK)
    last = last_step(review.id)
    if last and (last.act, last.by_id, last.words) == (
        CaseAct.NOTED,
        actor.person_id,
        words,
    ):
        return last
    return put_step(actor, review, CaseAct.NOTED, words=words)


def open_to_work(actor: Actor, review_id: ReviewId) -> Review:
    review = get_review(actor, review_id, lock=True)
    require(actor.may_write, MODERATORS_WORK)
    if review.closed_at is not None:
        raise ConflictError("This case is decided already.")
    return review


def check_claim(actor: Actor, review: Review) -> None:
    """A case that somebody works on is decided by nobody else meanwhile."""
    theirs = review.claimed_by_id == actor.person_id
    if review.is_claimed(now()) and not theirs:
        raise ClaimedError
