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
from cocreate.beta.forms.reports import (
    JoinForm,
    JoinIdeaForm,
    JudgementForm,
    ReportForm,
    ReportIdeaForm,
    SeenByForm,
)
from cocreate.beta.forms.seats import ApplicationForm, TermsForm

__all__ = [
    "ApplicationForm",
    "AssignmentForm",
    "BuildForm",
    "CohortForm",
    "InvitationForm",
    "JoinForm",
    "JoinIdeaForm",
    "JudgementForm",
    "MoveForm",
    "ProgrammeForm",
    "ReportForm",
    "ReportIdeaForm",
    "RevocationForm",
    "SeenByForm",
    "TermsForm",
    "TraceForm",
]
