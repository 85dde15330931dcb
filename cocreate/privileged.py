"""What is done with more rights than a member has, by the events that say so."""

from cocreate.beta.events import (
    BuildAssigned,
    BuildHalted,
    BuildRevoked,
    BuildUploaded,
    BuildWidened,
    NoResolved,
    ProgrammeEnded,
    ReportJudged,
    ReportLinked,
    TesterEnrolled,
    TesterInvited,
    TesterRemoved,
    TestersNudged,
    TesterWaitlisted,
)
from cocreate.decisions import events as decided
from cocreate.discussion.events import (
    AnswerPinned,
    CommentHidden,
    CommentRestored,
    DiscussionLocked,
    DiscussionUnlocked,
)
from cocreate.ideas.events import (
    IdeaAnswered,
    IdeaAssigned,
    IdeaHidden,
    IdeaMerged,
    IdeaRestored,
    IdeaSplit,
    IdeaStatusChanged,
    IdeaUnmerged,
)
from cocreate.journal.events import EntryPublished
from cocreate.kernel import outbox
from cocreate.moderation.events import CaseReturned, CaseStepped, ReviewClosed
from cocreate.people.events import (
    PersonSuspended,
    RoleChanged,
    SuspensionLifted,
    TrustSet,
)
from cocreate.projects.events import PhaseChanged, ProjectOpened, PromiseChanged
from cocreate.releases.events import ReleasePublished
from cocreate.surfacing.events import SilentAsked
from cocreate.triage.events import IdeaRouted, VerdictUndone

# What is done with more rights than a member has: kept in the audit log, by whatever
# way it comes. Writes by routes of the company, the team, moderators and administrators
# that announce none of these are kept under the name of their route.
PRIVILEGED: tuple[type[outbox.Event], ...] = (
    RoleChanged,
    PersonSuspended,
    SuspensionLifted,
    TrustSet,
    ProjectOpened,
    PhaseChanged,
    PromiseChanged,
    EntryPublished,
    IdeaAnswered,
    IdeaAssigned,
    IdeaHidden,
    IdeaMerged,
    IdeaRestored,
    IdeaRouted,
    IdeaSplit,
    IdeaStatusChanged,
    IdeaUnmerged,
    AnswerPinned,
    CommentHidden,
    CommentRestored,
    DiscussionLocked,
    DiscussionUnlocked,
    CaseReturned,
    CaseStepped,
    ReviewClosed,
    SilentAsked,
    VerdictUndone,
    decided.DecisionAmended,
    decided.DecisionPublished,
    decided.DecisionStageChanged,
    BuildAssigned,
    BuildHalted,
    BuildRevoked,
    BuildUploaded,
    BuildWidened,
    NoResolved,
    ProgrammeEnded,
    ReportJudged,
    ReportLinked,
    TesterEnrolled,
    TesterInvited,
    TesterRemoved,
    TesterWaitlisted,
    TestersNudged,
    ReleasePublished,
)
