"""Pages and buttons of discussion."""

from cocreate.discussion.views import (
    calling,
    changing,
    following,
    locking,
    posting,
    reacting,
)
from cocreate.discussion.views.blueprint import bp

__all__ = ["bp", "calling", "changing", "following", "locking", "posting", "reacting"]
