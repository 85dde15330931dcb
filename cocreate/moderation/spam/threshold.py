"""From which score on a text is held: at most one of a hundred good ones is. Pure.

A conformal rule (Vovk, Gammerman and Shafer, 2005; for classifiers Tong, Feng and Li,
2018): of n texts that people kept, each scored by a model that never saw it, the next
good one is as likely to come at any of the n + 1 places among them. So the k-th highest
score is passed by chance k / (n + 1). Fewer than 99 kept texts cannot promise one of a
hundred: then nothing is held, whatever it says. Nor is what the model itself takes for
good (a score below nothing), however far from all that it has seen.
"""

import math
from collections.abc import Sequence

MOST_WRONG = 0.01
LEAST_KEPT = 99  # texts, of which it can promise one of a hundred
EVEN = 0.0  # as likely spam as not


def threshold_of(kept: Sequence[float], most_wrong: float = MOST_WRONG) -> float:
    """The score that at most this share of good texts will pass."""
    place = math.floor(most_wrong * (len(kept) + 1) + 1e-9)
    if place < 1:
        return math.inf
    return max(EVEN, sorted(kept, reverse=True)[place - 1])
