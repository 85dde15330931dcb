"""Carry a ruling out: what it says becomes of the words, and of who wrote them."""

from datetime import timedelta
from typing import assert_never

from cocreate.config import current
from cocreate.discussion.actions import restore_comment
from cocreate.ideas.actions import restore_idea
from cocreate.ideas.hiding import Hiding
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.languages import speaking
from cocreate.kernel.outbox import record, telling_later
from cocreate.kernel.policy import Actor
from cocreate.moderation.actions.appeal import settle
from cocreate.moderation.actions.looks import draw_look
from cocreate.moderation.actions.open import leave_standing, put_away
from cocreate.moderation.actions.rings import carry_out_on_votes, check_unconcerned
from cocreate.moderation.actions.sanction import lift_with, lift_with_words, sanction
from cocreate.moderation.actions.steps import put_step, record_closed
from cocreate.moderation.case import CaseAct, CaseKind
from cocreate.moderation.events import CaseReturned
from cocreate.moderation.models import Review
from cocreate.moderation.queries import (
    Item,
    review_appealed,
    ring_behind,
    verdicts_on,
)
from cocreate.moderation.reason import AWAY, Reason, Ruling, Verdict
from cocreate.people.queries import language_of


def rule(actor: Actor, review: Review, item: Item | None, ruling: Ruling) -> Review:
    """Decide an open case that the actor has been let to; people hear of it soon."""
    check_whole(review, item, ruling)
    check_unconcerned(actor, review, item)
    put_step(
        actor,
        review,
        CaseAct.JUDGED,
        verdict=ruling.verdict,
        words=ruling.statement,
        was=item,
    )
    until = now() + timedelta(seconds=current().undo_seconds)
    with telling_later(hold_key(review), until):
        with speaking(language_of(review.author_id)):  # what they read stays so
            carry_out(actor, review, item, ruling)
        keep(actor, review, ruling)
    return review


def hold_key(review: Review) -> str:
    """By which what is told of a verdict is taken back while nobody has heard it."""
    return f"case:{review.id}"


def check_whole(review: Review, item: Item | None, ruling: Ruling) -> None:
    """A verdict that its case cannot end with, or that lacks its reason, is refused."""
    if ruling.verdict not in verdicts_on(review, item):
        raise InvalidError({"verdict": "This case cannot end so. Choose another end."})
    if ruling.verdict not in AWAY:
        return
    if ruling.reason is None:
        raise InvalidError({"reason": "Choose the reason its author will be told."})
    if ruling.reason is Reason.ILLEGAL and not ruling.law:
        raise InvalidError({"law": "Name the law that it breaks."})
    if ruling.verdict is Verdict.SANCTION and ruling.grade is None:
        raise InvalidError({"grade": "Choose for how long."})


def carry_out(actor: Actor, review: Review, item: Item | None, ruling: Ruling) -> None:
    if ring := ring_behind(review):
        carry_out_on_votes(actor, review, ring, ruling)
    else:
        carry_out_on_words(actor, review, item, ruling)


def carry_out_on_words(
    actor: Actor, review: Review, item: Item | None, ruling: Ruling
) -> None:
    match ruling.verdict:
        case Verdict.KEEP:
            if item is not None and not item.is_hidden:
                leave_standing(item)
        case Verdict.HIDE:
            hide(actor, item, ruling)
        case Verdict.CHANGE:
            hide(actor, item, ruling, Hiding.RETURNED)
        case Verdict.SANCTION:
            hide(actor, item, ruling)
            if ruling.grade is not None:
                reason = ruling.told if item else ruling.statement
                sanction(actor, review, grade=ruling.grade, reason=reason)
        case Verdict.RESTORE:
            restore(actor, item)
            lift(actor, review, item)
        case _:
            assert_never(ruling.verdict)


def hide(
    actor: Actor, item: Item | None, ruling: Ruling, hiding: Hiding | None = None
) -> None:
    if item is not None:
        put_away(item, ruling.told, hiding, actor)


def lift(actor: Actor, review: Review, item: Item | None) -> None:
    """End what somebody was silent for that is put right, whichever case does so.

    And what an appeal puts right waits for nobody's change any more.
    """
    if review.kind is CaseKind.APPEAL:
        first = review_appealed(review)
        lift_with(actor, first)
        settle(first)
    if item is not None:
        lift_with_words(actor, item)


def restore(actor: Actor, item: Item | None) -> None:
    if item is None:
        return
    if item.comment_id is not None:
        restore_comment(actor, item.comment_id)
    elif item.idea_id is not None:
        restore_idea(actor, item.idea_id)


def keep(actor: Actor, review: Review, ruling: Ruling) -> None:
    """Write the verdict down; one that asks for a change leaves the case open."""
    review.verdict = ruling.verdict
    review.reason = ruling.reason if ruling.verdict in AWAY else None
    review.law, review.statement = ruling.law, ruling.statement
    if ruling.verdict in AWAY:
        review.restricted_at = review.restricted_at or now()
    review.moderator_id = actor.person_id
    review.claimed_by_id = review.claimed_at = None
    if ruling.verdict is Verdict.CHANGE:
        review.returned_at = now()
        record(
            CaseReturned(
                review_id=review.id,
                idea_id=review.idea_id,
                comment_id=review.comment_id,
                author_id=review.author_id,
                moderator_id=actor.person_id,
            )
        )
        return
    review.closed_at, review.returned_at = now(), None
    draw_look(review)
    db.session.flush()  # who is told reads the case as it was decided
    record_closed(review, ruling.grade if ruling.verdict is Verdict.SANCTION else None)
