"""Which closed cases get a second look, and how a second verdict compares. Pure."""

from datetime import timedelta
from enum import StrEnum
from hashlib import blake2b

from cocreate.kernel.ids import PersonId, ReviewId
from cocreate.kernel.policy import Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.reason import Verdict

LOOK_WITHIN = timedelta(days=14)
ALL_THERE_ARE = 2**64
# What a second look can end with: whether the words stand, and their author writes on.
SECOND_VERDICTS = (Verdict.KEEP, Verdict.HIDE, Verdict.SANCTION)
LOOKED_AT = frozenset({CaseKind.FLAGGED, CaseKind.NOTICE, CaseKind.HELD, CaseKind.SPAM})


class Outcome(StrEnum):
    """How a case ended, as far as two moderators can agree about it."""

    LEFT = "left"
    HIDDEN = "hidden"
    SILENCED = "silenced"


OUTCOMES = {
    Verdict.KEEP: Outcome.LEFT,
    Verdict.RESTORE: Outcome.LEFT,
    Verdict.HIDE: Outcome.HIDDEN,
    Verdict.CHANGE: Outcome.HIDDEN,
    Verdict.SANCTION: Outcome.SILENCED,
}


def is_drawn(review_id: ReviewId, *, seed: bytes, share: float) -> bool:
    """Whether a case is among the share that is looked at twice.

    The same each time, and known to nobody who does not know the seed.
    """
    digest = blake2b(f"look:{review_id}".encode(), key=seed[:64], digest_size=8)
    return int.from_bytes(digest.digest()) < share * ALL_THERE_ARE


def may_look(
    actor: Actor, *, first_moderator_id: PersonId, author_id: PersonId | None
) -> bool:
    """Moderators look at what somebody else decided and somebody else wrote."""
    concerned = {first_moderator_id, author_id}
    return actor.may_write and actor.is_moderator and actor.person_id not in concerned


def agree(first: Verdict | None, second: Verdict | None) -> bool:
    return (
        first is not None
        and second is not None
        and (OUTCOMES[first] is OUTCOMES[second])
    )
