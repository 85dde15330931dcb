"""Pages of ideas."""

from cocreate.ideas.views import attaching, composing, drafts, lastly, pages
from cocreate.ideas.views.blueprint import bp

__all__ = ["attaching", "bp", "composing", "drafts", "lastly", "pages"]
