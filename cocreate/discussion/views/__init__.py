"""Pages and buttons of discussion."""

from cocreate.discussion.views import changing, following, posting
from cocreate.discussion.views.blueprint import bp

__all__ = ["bp", "changing", "following", "posting"]
