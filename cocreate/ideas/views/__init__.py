"""Pages of ideas."""

from cocreate.ideas.views import (
    attaching,
    composing,
    correcting,
    drafts,
    editing,
    filing,
    history,
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
    "correcting",
    "drafts",
    "editing",
    "filing",
    "history",
    "intake",
    "lastly",
    "pages",
    "statuses",
]
