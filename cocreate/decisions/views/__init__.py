"""Pages of decisions: the ledger, one decision, the desk where it is written."""

from cocreate.decisions.views import amending, desk, pages
from cocreate.decisions.views.blueprint import bp

__all__ = ["amending", "bp", "desk", "pages"]
