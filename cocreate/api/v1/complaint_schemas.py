"""What became of a report, and a complaint about it, in JSON."""

from marshmallow import Schema, fields

from cocreate.api.v1.case_schemas import AppealBody, LegalNoticeSchema
from cocreate.moderation.case import CaseKind
from cocreate.moderation.reason import Reason, Verdict


class ComplaintStandingSchema(Schema):
    """Where a complaint stands, and until when there can be one."""

    complain_until = fields.AwareDateTime(allow_none=True)
    complained_at = fields.AwareDateTime(allow_none=True)
    complaint_due_at = fields.AwareDateTime(attribute="appeal_due_at", allow_none=True)
    complaint_closed_at = fields.AwareDateTime(
        attribute="appeal_closed_at", allow_none=True
    )
    complaint_verdict = fields.Enum(
        Verdict, attribute="appeal_verdict", by_value=True, allow_none=True
    )


class FlagStandingSchema(ComplaintStandingSchema):
    """What one reported, what was decided, and what came of one's complaint."""

    id = fields.Integer()  # of the case
    kind = fields.Enum(CaseKind, by_value=True)
    idea_id = fields.Integer(allow_none=True)
    comment_id = fields.Integer(allow_none=True)
    person_id = fields.Integer(allow_none=True)
    said = fields.Enum(Reason, by_value=True)
    flagged_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    verdict = fields.Enum(Verdict, by_value=True, allow_none=True)
    reason = fields.Enum(Reason, by_value=True, allow_none=True)


class LegalNoticeStandingSchema(LegalNoticeSchema, ComplaintStandingSchema):
    """Where a notice stands, and what came of its complaint."""


class GivenNoticeSchema(LegalNoticeSchema):
    """A notice as it was given: its key is told now alone, to complain with."""

    key = fields.String()


class NoticeComplaintBody(AppealBody):
    """Why, and the key that the notice was answered with, by letter or here."""

    key = fields.String(required=True)
