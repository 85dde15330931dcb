"""Questions about what is close to ideas, their scores, and who saw them."""

from cocreate.surfacing.queries.close import (
    Close,
    Differing,
    close_ideas,
    differences_of,
    ideas_like,
    nearest,
    question_of,
    unlearned,
)
from cocreate.surfacing.queries.counterfactual import (
    Without,
    without_company,
    without_largest,
)
from cocreate.surfacing.queries.evidence import weights_of
from cocreate.surfacing.queries.exposures import Reach, reach_of
from cocreate.surfacing.queries.scores import (
    Opened,
    Order,
    Standing,
    Weighed,
    all_ranked,
    cards_of,
    find_opened,
    ranked,
    run_of,
    standings_of,
    weighings_of,
)
from cocreate.surfacing.queries.turns import for_you

__all__ = [
    "Close",
    "Differing",
    "Opened",
    "Order",
    "Reach",
    "Standing",
    "Weighed",
    "Without",
    "all_ranked",
    "cards_of",
    "close_ideas",
    "differences_of",
    "find_opened",
    "for_you",
    "ideas_like",
    "nearest",
    "question_of",
    "ranked",
    "reach_of",
    "run_of",
    "standings_of",
    "unlearned",
    "weighings_of",
    "weights_of",
    "without_company",
    "without_largest",
]
