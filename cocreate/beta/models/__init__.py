"""Tables of the beta: the programme, who is in it, the builds, what was reported."""

from cocreate.beta.models.builds import Build, BuildAssignment, BuildDecision
from cocreate.beta.models.downloads import Download
from cocreate.beta.models.enrolments import Enrolment
from cocreate.beta.models.programmes import Cohort, Programme, ProgrammeTerms
from cocreate.beta.models.reports import BetaReport

__all__ = [
    "BetaReport",
    "Build",
    "BuildAssignment",
    "BuildDecision",
    "Cohort",
    "Download",
    "Enrolment",
    "Programme",
    "ProgrammeTerms",
]
