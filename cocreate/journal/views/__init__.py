"""Pages of the journal."""

from cocreate.journal.views import pages, prompts, writing
from cocreate.journal.views.blueprint import bp

__all__ = ["bp", "pages", "prompts", "writing"]
