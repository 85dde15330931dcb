"""Pages of ideas."""

from cocreate.ideas.views import composing, drafts, lastly, pages
from cocreate.ideas.views.blueprint import bp

__all__ = ["bp", "composing", "drafts", "lastly", "pages"]
