"""What people fill in about the beta."""

from cocreate.beta.forms.builds import (
    AssignmentForm,
    BuildForm,
    RevocationForm,
    TraceForm,
)
from cocreate.beta.forms.programmes import (
    CohortForm,
    InvitationForm,
    MoveForm,
    ProgrammeForm,
)
from cocreate.beta.forms.reports import ReportForm
from cocreate.beta.forms.seats import ApplicationForm, TermsForm

__all__ = [
    "ApplicationForm",
    "AssignmentForm",
    "BuildForm",
    "CohortForm",
    "InvitationForm",
    "MoveForm",
    "ProgrammeForm",
    "ReportForm",
    "RevocationForm",
    "TermsForm",
    "TraceForm",
]
