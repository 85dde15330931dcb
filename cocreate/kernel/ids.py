"""Names for the keys of rows, so that an idea is never mistaken for a person."""

import secrets
from typing import NewType

from slugify import slugify

PersonId = NewType("PersonId", int)
AttributeId = NewType("AttributeId", int)
SegmentId = NewType("SegmentId", int)
ProjectId = NewType("ProjectId", int)
EntryId = NewType("EntryId", int)
PromptId = NewType("PromptId", int)
IdeaId = NewType("IdeaId", int)
TagId = NewType("TagId", int)
CommentId = NewType("CommentId", int)
ReviewId = NewType("ReviewId", int)
DecisionId = NewType("DecisionId", int)
NudgeId = NewType("NudgeId", int)
ProgrammeId = NewType("ProgrammeId", int)
CohortId = NewType("CohortId", int)
EnrolmentId = NewType("EnrolmentId", int)
DeviceId = NewType("DeviceId", int)
QuestionId = NewType("QuestionId", int)
LinkId = NewType("LinkId", int)
BuildId = NewType("BuildId", int)
ReportId = NewType("ReportId", int)
TaskId = NewType("TaskId", int)
TaskAnswerId = NewType("TaskAnswerId", int)
HonourId = NewType("HonourId", int)
ReleaseId = NewType("ReleaseId", int)
NoticeId = NewType("NoticeId", int)
DepartmentId = NewType("DepartmentId", int)
VerdictId = NewType("VerdictId", int)

KEYS = (
    PersonId,
    AttributeId,
    SegmentId,
    ProjectId,
    EntryId,
    PromptId,
    IdeaId,
    TagId,
    CommentId,
    ReviewId,
    DecisionId,
    ProgrammeId,
    CohortId,
    EnrolmentId,
    DeviceId,
    QuestionId,
    LinkId,
    BuildId,
    ReportId,
    TaskId,
    TaskAnswerId,
    HonourId,
    ReleaseId,
    NoticeId,
    DepartmentId,
    VerdictId,
)
LONGEST_SLUG = 60


def slug_of(name: str) -> str:
    """A public, readable key made from a name; never empty."""
    return slugify(
        name, max_length=LONGEST_SLUG, word_boundary=True
    ) or secrets.token_hex(4)


def fresh_token() -> str:
    """A secret of 256 bits that may stand in a URL."""
    return secrets.token_urlsafe(32)
