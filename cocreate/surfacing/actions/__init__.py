"""What surfacing keeps of ideas: their words."""

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
    "find_drift",
    "keep_differences",
    "learn_anew",
    "learn_ideas",
    "learn_missing",
]
