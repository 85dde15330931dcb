"""What surfacing keeps of ideas: their words, and their scores."""

from cocreate.surfacing.actions.scores import (
    count_scores,
    let_fade,
    mark_ideas,
    note_changed,
    refresh_marked,
    run_on,
    sweep,
)
from cocreate.surfacing.actions.weigh import enter_cards, take_again, weigh
from cocreate.surfacing.actions.words import (
    Drift,
    find_drift,
    keep_differences,
    learn_anew,
    learn_ideas,
    learn_missing,
)

__all__ = [
    "Drift",
    "count_scores",
    "enter_cards",
    "find_drift",
    "keep_differences",
    "learn_anew",
    "learn_ideas",
    "learn_missing",
    "let_fade",
    "mark_ideas",
    "note_changed",
    "refresh_marked",
    "run_on",
    "sweep",
    "take_again",
    "weigh",
]
