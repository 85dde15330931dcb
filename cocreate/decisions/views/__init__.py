"""Pages of decisions: the ledger, one decision, the desk where it is written."""

from cocreate.decisions.views import desk, pages
from cocreate.decisions.views.blueprint import bp

__all__ = ["bp", "desk", "pages"]
