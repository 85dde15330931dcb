"""Pages of ideas."""

from cocreate.ideas.views import (
    attaching,
    composing,
    drafts,
    editing,
    filing,
    intake,
    lastly,
    pages,
    statuses,
)
from cocreate.ideas.views.blueprint import bp

__all__ = [
    "attaching",
    "bp",
    "composing",
    "drafts",
    "editing",
    "filing",
    "intake",
    "lastly",
    "pages",
    "statuses",
]
