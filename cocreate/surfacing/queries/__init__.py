"""Questions about what is close to an idea."""

from cocreate.surfacing.queries.close import (
    Close,
    Differing,
    close_ideas,
    differences_of,
    ideas_like,
    unlearned,
)

__all__ = [
    "Close",
    "Differing",
    "close_ideas",
    "differences_of",
    "ideas_like",
    "unlearned",
]
