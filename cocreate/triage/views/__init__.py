"""Pages of triage: the desk, its verdicts, and what is made one."""

from cocreate.triage.views import answering, desk, merging, splitting, telling
from cocreate.triage.views.blueprint import bp

__all__ = ["answering", "bp", "desk", "merging", "splitting", "telling"]
