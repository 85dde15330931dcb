"""Questions about what is close to ideas, their scores, and who saw them."""

from cocreate.surfacing.queries.close import (
    Close,
    by_meaning,
    close_ideas,
    ideas_like,
    unlearned,
)
from cocreate.surfacing.queries.counterfactual import (
    Without,
    withouts,
)
from cocreate.surfacing.queries.differing import Differing, differences_of
from cocreate.surfacing.queries.duplicates import (
    Group,
    ToldApart,
    count_duplicate_groups,
    duplicate_groups,
    find_group,
    pairs_in,
    told_apart,
)
from cocreate.surfacing.queries.evidence import weights_of
from cocreate.surfacing.queries.exposures import Reach, drifted_supports, reach_of
from cocreate.surfacing.queries.gathering import Ranked, nearest, question_of
from cocreate.surfacing.queries.heard import (
    Coverage,
    Covered,
    Dimension,
    Heard,
    asked_since,
    coverage,
    declared,
    dimensions,
    get_group,
    silent,
)
from cocreate.surfacing.queries.opinions import (
    CommonGround,
    common_ground,
    ground_cut,
    next_to_ask,
)
from cocreate.surfacing.queries.scores import (
    FARTHEST,
    Among,
    Opened,
    Order,
    Standing,
    all_ranked,
    find_opened,
    opened_of,
    ranked,
    standings_of,
)
from cocreate.surfacing.queries.theirs import worked_for
from cocreate.surfacing.queries.turns import for_you
from cocreate.surfacing.queries.weighed import Weighed, cards_of, run_of, weighings_of

__all__ = [
    "FARTHEST",
    "Among",
    "Close",
    "CommonGround",
    "Coverage",
    "Covered",
    "Differing",
    "Dimension",
    "Group",
    "Heard",
    "Opened",
    "Order",
    "Ranked",
    "Reach",
    "Standing",
    "ToldApart",
    "Weighed",
    "Without",
    "all_ranked",
    "asked_since",
    "by_meaning",
    "cards_of",
    "close_ideas",
    "common_ground",
    "count_duplicate_groups",
    "coverage",
    "declared",
    "differences_of",
    "dimensions",
    "drifted_supports",
    "duplicate_groups",
    "find_group",
    "find_opened",
    "for_you",
    "get_group",
    "ground_cut",
    "ideas_like",
    "nearest",
    "next_to_ask",
    "opened_of",
    "pairs_in",
    "question_of",
    "ranked",
    "reach_of",
    "run_of",
    "silent",
    "standings_of",
    "told_apart",
    "unlearned",
    "weighings_of",
    "weights_of",
    "withouts",
    "worked_for",
]
