"""Pages of moderation."""

from cocreate.moderation.views import (
    appealing,
    flagging,
    judging,
    noticing,
    publishing,
    queueing,
    reporting,
    ruling,
    seconding,
    suspending,
    trusting,
    working,
)
from cocreate.moderation.views.blueprint import bp

__all__ = [
    "appealing",
    "bp",
    "flagging",
    "judging",
    "noticing",
    "publishing",
    "queueing",
    "reporting",
    "ruling",
    "seconding",
    "suspending",
    "trusting",
    "working",
]
