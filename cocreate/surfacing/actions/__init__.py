"""What surfacing keeps of ideas: words, scores, and who saw them."""

from cocreate.surfacing.actions.duplicates import (
    find_duplicates,
    regroup,
    suggest_again,
    tell_apart,
)
from cocreate.surfacing.actions.examine import find_score_drift, mend_scores
from cocreate.surfacing.actions.exposures import (
    begin_with,
    count_shown,
    fold_readers,
    weigh_anew,
    weigh_ideas,
    weigh_project,
)
from cocreate.surfacing.actions.hear import (
    EnoughAskedError,
    ask_silent,
    declare_customers,
    forget_old_askings,
    keep_heard,
)
from cocreate.surfacing.actions.opinions import map_opinions
from cocreate.surfacing.actions.scores import (
    SOON,
    changed,
    count_scores,
    let_fade,
    mark_ideas,
    mark_voted,
    note_changed,
    refresh_marked,
    run_on,
    sweep,
)
from cocreate.surfacing.actions.weigh import (
    PastWeighing,
    bring_weighings,
    enter_cards,
    take_again,
    weigh,
)
from cocreate.surfacing.actions.words import (
    Drift,
    find_drift,
    keep_differences,
    learn_anew,
    learn_ideas,
    learn_missing,
)

__all__ = [
    "SOON",
    "Drift",
    "EnoughAskedError",
    "PastWeighing",
    "ask_silent",
    "begin_with",
    "bring_weighings",
    "changed",
    "count_scores",
    "count_shown",
    "declare_customers",
    "enter_cards",
    "find_drift",
    "find_duplicates",
    "find_score_drift",
    "fold_readers",
    "forget_old_askings",
    "keep_differences",
    "keep_heard",
    "learn_anew",
    "learn_ideas",
    "learn_missing",
    "let_fade",
    "map_opinions",
    "mark_ideas",
    "mark_voted",
    "mend_scores",
    "note_changed",
    "refresh_marked",
    "regroup",
    "run_on",
    "suggest_again",
    "sweep",
    "take_again",
    "tell_apart",
    "weigh",
    "weigh_anew",
    "weigh_ideas",
    "weigh_project",
]
