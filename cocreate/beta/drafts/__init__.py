"""What forms and the API hand to the beta's actions: read once, typed, frozen."""

from cocreate.beta.drafts.builds import (
    EXPIRY_DAYS,
    LONGEST_EXPIRY_DAYS,
    BuildDraft,
    BuildFacts,
)
from cocreate.beta.drafts.closing import CloseOutDraft
from cocreate.beta.drafts.programmes import (
    Application,
    DeviceDraft,
    LinkDraft,
    LotteryDraft,
    ProgrammeDraft,
    QuestionDraft,
)
from cocreate.beta.drafts.reports import Judgement, ReportDraft
from cocreate.beta.drafts.rollouts import STEPS, RolloutDraft
from cocreate.beta.drafts.tasks import Evidence, Honouring, TaskDraft

__all__ = [
    "EXPIRY_DAYS",
    "LONGEST_EXPIRY_DAYS",
    "STEPS",
    "Application",
    "BuildDraft",
    "BuildFacts",
    "CloseOutDraft",
    "DeviceDraft",
    "Evidence",
    "Honouring",
    "Judgement",
    "LinkDraft",
    "LotteryDraft",
    "ProgrammeDraft",
    "QuestionDraft",
    "ReportDraft",
    "RolloutDraft",
    "TaskDraft",
]
