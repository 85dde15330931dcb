"""Pages of triage: the desk, its verdicts, its log, and what is made one."""

from cocreate.triage.views import (
    answering,
    desk,
    duplicates,
    judging,
    log,
    merging,
    picked,
    routing,
    splitting,
    telling,
)
from cocreate.triage.views.blueprint import bp

__all__ = [
    "answering",
    "bp",
    "desk",
    "duplicates",
    "judging",
    "log",
    "merging",
    "picked",
    "routing",
    "splitting",
    "telling",
]
