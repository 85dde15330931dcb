"""What a flag weighs, and when flags together hide something. Pure.

A flag weighs what its flagger's flags of that reason were worth: the mean of a Beta
posterior whose prior is how often the site's flags of that reason were right. Flags
hide for the time being where the harm to be expected of leaving something is greater
than that of hiding it wrongly.
"""

from collections.abc import Iterable
from typing import NamedTuple

from cocreate.kernel.policy import Trust
from cocreate.moderation.reason import Reason

PRIOR_FLAGS = 4  # how many flags of one's own weigh as much as the site's record
BELIEVED = (0, 0, 1, 2, 4)  # right flags credited in advance, newcomers to stewards
ALWAYS_WRONG = 4  # flags, none of them right: from then on they weigh nothing
WRONGLY_HIDDEN = 3.0  # the harm of hiding what is right, beside that of abuse left
HARM = {
    Reason.ABUSE: 1.0,
    Reason.PERSONAL_DATA: 2.0,
    Reason.SPAM: 1.0,
    Reason.OFF_TOPIC: 0.4,
    Reason.OTHER: 0.4,
}  # whether something breaks the law no count of flags decides


class Tally(NamedTuple):
    """How many flags were right, and how many wrong, by verdicts of people."""

    right: int = 0
    wrong: int = 0


class Weighed(NamedTuple):
    """One flag, and the chance that it is right."""

    reason: Reason
    weight: float


def weight_of(own: Tally, site: Tally, trust: Trust) -> float:
    """The chance that a flag is right; of newcomers not yet proven right, nothing.

    Whoever is trusted is believed as if some flags of theirs had been right already.
    """
    is_new = trust is Trust.NEWCOMER
    if own.right == 0 and (is_new or own.wrong >= ALWAYS_WRONG):
        return 0.0
    usual = (site.right + 2) / (site.right + site.wrong + 4)
    right = own.right + PRIOR_FLAGS * usual + BELIEVED[trust]
    return right / (own.right + own.wrong + PRIOR_FLAGS + BELIEVED[trust])


def chance(flags: Iterable[Weighed]) -> float:
    """The chance that at least one of these flags is right."""
    wrong = 1.0
    for flag in flags:
        wrong *= 1 - flag.weight
    return 1 - wrong


def hides(flags: Iterable[Weighed]) -> bool:
    """Whether leaving it does more harm, as far as can be expected, than hiding it."""
    counted = [flag for flag in flags if flag.reason in HARM]
    expected = sum(
        HARM[reason] * chance(flag for flag in counted if flag.reason is reason)
        for reason in {flag.reason for flag in counted}
    )
    return expected > (1 - chance(counted)) * WRONGLY_HIDDEN
