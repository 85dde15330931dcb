"""Keep the history of a case, and announce each step of it."""

from cocreate.ideas.hiding import Hiding
from cocreate.kernel.db import db
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import NOBODY, Actor
from cocreate.moderation.case import CaseAct
from cocreate.moderation.events import CaseStepped, ReviewClosed
from cocreate.moderation.models import CaseStep, Review
from cocreate.moderation.queries import Item
from cocreate.moderation.reason import Grade, Verdict


def put_step(
    actor: Actor,
    review: Review,
    act: CaseAct,
    *,
    words: str = "",
    verdict: Verdict | None = None,
    was: Item | None = None,
) -> CaseStep:
    """Write down what was done, and how what it is about stood before."""
    by_id = None if actor.person_id == NOBODY else actor.person_id
    step = CaseStep(
        review_id=review.id,
        act=act,
        by_id=by_id,
        words=words,
        verdict=verdict,
        was_hidden_as=hiding_of(was),
        was_hidden_reason=was.hidden_reason if was and was.is_hidden else None,
    )
    db.session.add(step)
    if act not in {CaseAct.OPENED, CaseAct.JUDGED}:  # these have events of their own
        record(CaseStepped(review_id=review.id, act=act, by_id=by_id))
    return step


def record_closed(review: Review, grade: Grade | None = None) -> None:
    """Announce how a case ended, to everybody concerned."""
    record(
        ReviewClosed(
            review_id=review.id,
            verdict=review.verdict or Verdict.KEEP,
            reason=review.reason,
            idea_id=review.idea_id,
            comment_id=review.comment_id,
            author_id=review.author_id,
            moderator_id=review.moderator_id or NOBODY,
            kind=review.kind,
            grade=grade,
        )
    )


def hiding_of(was: Item | None) -> Hiding | None:
    return was.hidden_as if was else None
