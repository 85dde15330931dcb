"""Decide a case: keep, hide or restore, with a reason its author is shown."""

from typing import assert_never

from cocreate.discussion.actions import restore_comment
from cocreate.ideas.actions import restore_idea
from cocreate.ideas.hiding import Hiding
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import CommentId, IdeaId, ReviewId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.actions.open import open_review, put_away
from cocreate.moderation.actions.steps import put_step
from cocreate.moderation.case import CaseAct, CaseKind
from cocreate.moderation.events import ReviewClosed
from cocreate.moderation.models import Review
from cocreate.moderation.policy import may_judge
from cocreate.moderation.queries import Item, get_review, item_of, latest_review
from cocreate.moderation.reason import Reason, Verdict, told

OTHERS_JUDGE = "Another moderator judges this: nobody judges their own words."


class AlreadyDecidedError(ConflictError):
    message = "Another moderator has decided this case meanwhile."


def close_review(
    actor: Actor,
    review_id: ReviewId,
    *,
    verdict: Verdict,
    reason: Reason | None = None,
    statement: str = "",
) -> Review:
    """Decide a case. The same verdict again changes nothing; another is refused."""
    review = get_review(actor, review_id, lock=True)
    item = item_of(actor, idea_id=review.idea_id, comment_id=review.comment_id)
    require(may_judge(actor, item.author_id), OTHERS_JUDGE)
    if review.closed_at is not None:
        if review.verdict is verdict:
            return review
        raise AlreadyDecidedError
    return decide(actor, review, item, verdict, reason, statement)


def judge_idea(
    actor: Actor,
    idea_id: IdeaId,
    *,
    verdict: Verdict,
    reason: Reason | None = None,
    statement: str = "",
) -> Review:
    """Hide or restore an idea where one meets it, as a case of its own."""
    item = item_of(actor, idea_id=idea_id, comment_id=None)
    return judge_item(actor, item, verdict, reason, statement)


def judge_comment(
    actor: Actor,
    comment_id: CommentId,
    *,
    verdict: Verdict,
    reason: Reason | None = None,
    statement: str = "",
) -> Review:
    """Hide or restore a comment where one meets it, as a case of its own."""
    item = item_of(actor, idea_id=None, comment_id=comment_id)
    return judge_item(actor, item, verdict, reason, statement)


def judge_item(
    actor: Actor,
    item: Item,
    verdict: Verdict,
    reason: Reason | None,
    statement: str,
) -> Review:
    """Decide the open case, or one opened for it; a second press changes nothing."""
    require(may_judge(actor, item.author_id), OTHERS_JUDGE)
    last = latest_review(item)
    if last and last.verdict is verdict and stands(item, verdict):
        return last
    review = open_review(item, kind=CaseKind.FLAGGED, by=actor)
    since = latest_review(item)
    if since and since is not last and since.verdict is verdict and not review.flags:
        # Another press decided this while ours waited for it.
        db.session.delete(review)
        return since
    return decide(actor, review, item, verdict, reason, statement)


def stands(item: Item, verdict: Verdict) -> bool:
    """Whether a verdict has already been carried out."""
    return item.is_hidden is (verdict is Verdict.HIDE)


def decide(
    actor: Actor,
    review: Review,
    item: Item,
    verdict: Verdict,
    reason: Reason | None,
    statement: str,
) -> Review:
    if verdict is Verdict.HIDE and reason is None:
        raise InvalidError({"reason": "Choose the reason its author will be told."})
    carry_out(actor, item, verdict, told(reason, statement) if reason else "")
    put_step(actor, review, CaseAct.JUDGED, verdict=verdict, words=statement, was=item)
    review.verdict = verdict
    review.reason = reason if verdict is Verdict.HIDE else None
    review.statement = statement
    review.moderator_id = actor.person_id
    review.closed_at = now()
    record(
        ReviewClosed(
            review_id=review.id,
            verdict=verdict,
            reason=review.reason,
            idea_id=item.idea_id,
            comment_id=item.comment_id,
            author_id=item.author_id,
            moderator_id=actor.person_id,
        )
    )
    return review


def carry_out(actor: Actor, item: Item, verdict: Verdict, reason: str) -> None:
    match verdict:
        case Verdict.KEEP:
            return
        case Verdict.HIDE | Verdict.SANCTION:
            put_away(item, reason, None, actor)
        case Verdict.CHANGE:
            put_away(item, reason, Hiding.RETURNED, actor)
        case Verdict.RESTORE:
            restore(actor, item)
        case _:
            assert_never(verdict)


def restore(actor: Actor, item: Item) -> None:
    if item.comment_id is not None:
        restore_comment(actor, item.comment_id)
    elif item.idea_id is not None:
        restore_idea(actor, item.idea_id)
