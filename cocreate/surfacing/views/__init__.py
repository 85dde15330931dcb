"""Pages of surfacing."""

from cocreate.surfacing.views import (
    cards,
    heard,
    joining,
    opinions,
    scores,
    shortlist,
    weights,
)
from cocreate.surfacing.views.blueprint import bp

__all__ = [
    "bp",
    "cards",
    "heard",
    "joining",
    "opinions",
    "scores",
    "shortlist",
    "weights",
]
