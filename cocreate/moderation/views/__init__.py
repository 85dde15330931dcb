"""Pages of moderation."""

from cocreate.moderation.views import (
    accusing,
    appealing,
    complaining,
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
    "accusing",
    "appealing",
    "bp",
    "complaining",
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
