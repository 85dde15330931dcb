"""What people fill in about the beta."""

from cocreate.beta.forms.builds import (
    AssignmentForm,
    BuildFactsForm,
    BuildForm,
    HaltForm,
    NotesForm,
    RevocationForm,
    RollBackForm,
    RolloutForm,
    TraceForm,
)
from cocreate.beta.forms.closing import CloseOutForm
from cocreate.beta.forms.programmes import (
    CohortForm,
    InvitationForm,
    MoveForm,
    ProgrammeForm,
)
from cocreate.beta.forms.recruiting import (
    DrawForm,
    LinkForm,
    ManyForm,
    QuestionForm,
    read_list,
)
from cocreate.beta.forms.reports import (
    JoinForm,
    JoinIdeaForm,
    JudgementForm,
    ReportForm,
    ReportIdeaForm,
    SeenByForm,
)
from cocreate.beta.forms.seats import ApplicationForm, DeviceForm, TermsForm
from cocreate.beta.forms.tasks import (
    EvidenceForm,
    HonourForm,
    RatingForm,
    ResolutionForm,
    TaskForm,
)

__all__ = [
    "ApplicationForm",
    "AssignmentForm",
    "BuildFactsForm",
    "BuildForm",
    "CloseOutForm",
    "CohortForm",
    "DeviceForm",
    "DrawForm",
    "EvidenceForm",
    "HaltForm",
    "HonourForm",
    "InvitationForm",
    "JoinForm",
    "JoinIdeaForm",
    "JudgementForm",
    "LinkForm",
    "ManyForm",
    "MoveForm",
    "NotesForm",
    "ProgrammeForm",
    "QuestionForm",
    "RatingForm",
    "ReportForm",
    "ReportIdeaForm",
    "ResolutionForm",
    "RevocationForm",
    "RollBackForm",
    "RolloutForm",
    "SeenByForm",
    "TaskForm",
    "TermsForm",
    "TraceForm",
    "read_list",
]
