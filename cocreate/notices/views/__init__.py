"""Pages of notices."""

from cocreate.notices.views import following, inbox, links, settings
from cocreate.notices.views.blueprint import bp

__all__ = ["bp", "following", "inbox", "links", "settings"]
