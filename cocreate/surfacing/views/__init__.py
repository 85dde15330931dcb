"""Pages of surfacing."""

from cocreate.surfacing.views import joining
from cocreate.surfacing.views.blueprint import bp

__all__ = ["bp", "joining"]
