"""Decide a case, with a reason its author is shown."""

from typing import Unpack

from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.actions.open import open_case, open_review
from cocreate.moderation.actions.rule import rule
from cocreate.moderation.actions.sanction import MAY_NOT, end_all
from cocreate.moderation.actions.work import check_claim
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review, Suspension
from cocreate.moderation.policy import Before, why_not_judge
from cocreate.moderation.queries import (
    Item,
    before_of,
    current_suspension,
    get_suspension,
    item_of,
    item_to_judge,
    latest_review,
    lock_case,
)
from cocreate.moderation.reason import AWAY, Decided, Grade, Reason, Ruling, Verdict
from cocreate.people.policy import may_suspend
from cocreate.people.queries import get_person


class AlreadyDecidedError(ConflictError):
    message = "Another moderator has decided this case meanwhile."


def close_review(
    actor: Actor, review_id: ReviewId, **decided: Unpack[Decided]
) -> Review:
    """Decide a case. The same verdict again changes nothing; another is refused."""
    ruling, review = Ruling(**decided), lock_case(actor, review_id)
    check_may_judge(actor, review.author_id, before_of(review))
    is_decided = review.closed_at is not None or review.returned_at is not None
    if is_decided and review.verdict is ruling.verdict:
        return review
    if review.closed_at is not None:
        raise AlreadyDecidedError
    check_claim(actor, review)
    return rule(actor, review, item_to_judge(actor, review), ruling)


def judge_idea(actor: Actor, idea_id: IdeaId, **decided: Unpack[Decided]) -> Review:
    """Decide on an idea where one meets it, as a case of its own."""
    item = item_of(actor, idea_id=idea_id, comment_id=None, lock=True)
    return judge_item(actor, item, Ruling(**decided))


def judge_comment(
    actor: Actor, comment_id: CommentId, **decided: Unpack[Decided]
) -> Review:
    """Decide on a comment where one meets it, as a case of its own."""
    item = item_of(actor, idea_id=None, comment_id=comment_id, lock=True)
    return judge_item(actor, item, Ruling(**decided))


def judge_item(actor: Actor, item: Item, ruling: Ruling) -> Review:
    """Decide the open case, or one opened for it; a second press changes nothing."""
    check_may_judge(actor, item.author_id, Before())
    last = latest_review(item)
    if last and last.verdict is ruling.verdict and stands(item, ruling.verdict):
        return last
    review = open_review(item, kind=CaseKind.FLAGGED, by=actor)
    if review.returned_at is not None and review.verdict is ruling.verdict:
        return review
    check_may_judge(actor, item.author_id, before_of(review))
    check_claim(actor, review)
    return rule(actor, review, item, ruling)


def stands(item: Item, verdict: Verdict) -> bool:
    """Whether a verdict has already been carried out."""
    return item.is_hidden is (verdict in AWAY)


def suspend_person(
    actor: Actor, person_id: PersonId, *, grade: Grade, reason: str
) -> Suspension:
    """Let a person read and not write for as long as a grade says, as a case.

    A second press gives the suspension of the first; other words or another grade are
    a case of their own, and replace it.
    """
    require(may_suspend(actor, get_person(person_id, lock=True)), MAY_NOT)
    current = current_suspension(person_id)
    if current is not None and (current.reason, current.grade) == (reason, grade):
        return current
    review = open_case(actor, CaseKind.PERSON, person_id=person_id, why=reason)
    end_all(person_id)
    rule(
        actor,
        review,
        None,
        Ruling(
            verdict=Verdict.SANCTION,
            reason=Reason.OTHER,
            grade=grade,
            statement=reason,
        ),
    )
    return get_suspension(person_id)


def check_may_judge(actor: Actor, author_id: PersonId | None, before: Before) -> None:
    refusal = why_not_judge(actor, author_id, before)
    require(not refusal, refusal)
