"""Hide something for the time being where its flags weigh enough."""

from cocreate.kernel.clock import now
from cocreate.kernel.languages import speaking, translated
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER
from cocreate.moderation.actions.open import put_away
from cocreate.moderation.actions.steps import put_step
from cocreate.moderation.case import CaseAct
from cocreate.moderation.events import CaseHeld
from cocreate.moderation.models import Review
from cocreate.moderation.queries import Item, flags_weighed, was_kept, weights_of
from cocreate.moderation.reason import MEANWHILE, SENTENCES, Reason
from cocreate.moderation.weight import HARM, hides
from cocreate.people.queries import language_of


def weigh_flags(review: Review, item: Item) -> None:
    """Hide an item until a person has looked, where harm is to be expected of it.

    Never what the company says, never what a person has kept, and never for a law.
    """
    if item.is_hidden or item.is_withdrawn or item.author.is_company:
        return
    if was_kept(item) or not hides(weights_of(review.id)):
        return
    with speaking(language_of(item.author_id)):
        words = f"{translated(SENTENCES[heaviest(review)])} {translated(MEANWHILE)}"
    review.automated_at = review.restricted_at = now()
    put_away(item, words, None)
    put_step(WORKER, review, CaseAct.HIDDEN_MEANWHILE, words=words, was=item)
    record(
        CaseHeld(
            review_id=review.id,
            idea_id=item.idea_id,
            comment_id=item.comment_id,
            author_id=item.author_id,
        )
    )


def heaviest(review: Review) -> Reason:
    """The reason that most of the weight stands behind."""
    weighed = [one for one in flags_weighed(review.id) if one.reason in HARM]
    reasons = sorted({one.reason for one in weighed})
    return max(
        reasons,
        key=lambda reason: sum(one.weight for one in weighed if one.reason is reason),
    )
