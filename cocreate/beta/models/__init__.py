"""Tables of the beta: the programme, who is in it, the builds, what was reported."""

from cocreate.beta.models.builds import (
    Build,
    BuildAssignment,
    BuildDecision,
    FormerNotes,
)
from cocreate.beta.models.closing import CloseOut, Nudge
from cocreate.beta.models.downloads import Download
from cocreate.beta.models.enrolments import Device, Enrolment, EnrolmentStep
from cocreate.beta.models.invitations import InvitationLink
from cocreate.beta.models.lotteries import Lottery
from cocreate.beta.models.programmes import (
    Cohort,
    Programme,
    ProgrammePlatform,
    ProgrammeSegment,
    ProgrammeTerms,
)
from cocreate.beta.models.reports import BetaReport, ReportJoin, ReportJudgement
from cocreate.beta.models.rollouts import Rollout, Upload, UploadPart
from cocreate.beta.models.screening import ScreeningAnswer, ScreeningQuestion
from cocreate.beta.models.tasks import Task, TaskAnswer
from cocreate.beta.models.verdicts import BuildRating, HonourAnswer

__all__ = [
    "BetaReport",
    "Build",
    "BuildAssignment",
    "BuildDecision",
    "BuildRating",
    "CloseOut",
    "Cohort",
    "Device",
    "Download",
    "Enrolment",
    "EnrolmentStep",
    "FormerNotes",
    "HonourAnswer",
    "InvitationLink",
    "Lottery",
    "Nudge",
    "Programme",
    "ProgrammePlatform",
    "ProgrammeSegment",
    "ProgrammeTerms",
    "ReportJoin",
    "ReportJudgement",
    "Rollout",
    "ScreeningAnswer",
    "ScreeningQuestion",
    "Task",
    "TaskAnswer",
    "Upload",
    "UploadPart",
]
