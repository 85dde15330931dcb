"""Pages of moderation."""

from cocreate.moderation.views import flagging, judging, queueing, suspending
from cocreate.moderation.views.blueprint import bp

__all__ = ["bp", "flagging", "judging", "queueing", "suspending"]
