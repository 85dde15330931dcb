"""Pages of notices."""

from cocreate.notices.views import browsers, following, inbox, links, settings
from cocreate.notices.views.blueprint import bp

__all__ = ["bp", "browsers", "following", "inbox", "links", "settings"]
