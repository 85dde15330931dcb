"""Pages of triage: the desk, its verdicts, and what is made one."""

from cocreate.triage.views import desk, merging, splitting
from cocreate.triage.views.blueprint import bp

__all__ = ["bp", "desk", "merging", "splitting"]
