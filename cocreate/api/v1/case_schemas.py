"""Cases, statements of reasons, appeals and notices of illegal content, in JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from cocreate.api.v1.schemas import Line, PageArguments, Prose, between
from cocreate.moderation.case import CaseKind
from cocreate.moderation.forms import LONGEST_ADDRESS, LONGEST_LAW, LONGEST_STATEMENT
from cocreate.moderation.queries import is_here
from cocreate.moderation.reason import AWAY, Grade, Reason, Verdict
from cocreate.people.addresses import kept_form

WHO = 200


class CasePageArguments(PageArguments):
    kind = fields.Enum(CaseKind, by_value=True)


class CaseSchema(Schema):
    """A case before the moderators; what is due first comes first."""

    id = fields.Integer()
    kind = fields.Enum(CaseKind, by_value=True)
    noun = fields.String()
    words = fields.String()
    author = fields.String()
    project = fields.String()
    flags = fields.Integer()
    opened_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    verdict = fields.Enum(Verdict, by_value=True, allow_none=True)
    reason = fields.Enum(Reason, by_value=True, allow_none=True)
    claimed_by = fields.String()
    is_escalated = fields.Boolean()
    why = fields.String()


class CaseStandingSchema(Schema):
    """How a case was decided; `closed_at` is none while its author is to change it."""

    id = fields.Integer()
    verdict = fields.Enum(Verdict, by_value=True, allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    returned_at = fields.AwareDateTime(allow_none=True)


class CaseVerdictBody(Schema):
    """A verdict; what takes something away needs its reason, illegality its law."""

    verdict = fields.Enum(Verdict, by_value=True, required=True)
    reason = fields.Enum(Reason, by_value=True, load_default=None, allow_none=True)
    law = Line(load_default="", validate=lambda text: between(text, 0, LONGEST_LAW))
    statement = Prose(
        load_default="", validate=lambda text: between(text, 0, LONGEST_STATEMENT)
    )
    grade = fields.Enum(Grade, by_value=True, load_default=None, allow_none=True)

    @validates_schema
    def give_reasons(self, body: dict[str, Any], **_: Any) -> None:
        if body["verdict"] not in AWAY:
            return
        if body["reason"] is None:
            raise ValidationError("Choose the reason its author is told.", "reason")
        if body["reason"] is Reason.ILLEGAL and not body["law"]:
            raise ValidationError("Name the law that it breaks.", "law")


class StatementSchema(Schema):
    """What was decided about one's own words or account, why, and how to disagree."""

    id = fields.Integer()
    about = fields.String(attribute="noun")
    verdict = fields.Enum(Verdict, by_value=True, allow_none=True)
    reason = fields.Enum(Reason, by_value=True, allow_none=True)
    rule = fields.String()
    law = fields.String()
    facts = fields.String(attribute="statement")
    waits = fields.String()  # where it lies in the queue, until a person has decided
    at = fields.AwareDateTime()
    is_automated = fields.Boolean()
    moderator = fields.String()
    idea_id = fields.Integer(allow_none=True)
    comment_id = fields.Integer(allow_none=True)
    until_at = fields.AwareDateTime(allow_none=True)
    lifted_at = fields.AwareDateTime(allow_none=True)
    appeal_until = fields.AwareDateTime(allow_none=True)
    appealed_at = fields.AwareDateTime(allow_none=True)
    appeal_verdict = fields.Enum(Verdict, by_value=True, allow_none=True)
    appeal_statement = fields.String()


class AppealBody(Schema):
    words = Prose(
        required=True, validate=lambda text: between(text, 1, LONGEST_STATEMENT)
    )


class LodgedAppealSchema(Schema):
    id = fields.Integer()
    opened_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()


class LegalNoticeBody(Schema):
    """What Article 16 of the Digital Services Act asks of a notice."""

    place = Line(required=True, validate=lambda text: between(text, 1, LONGEST_ADDRESS))
    why = Prose(
        required=True, validate=lambda text: between(text, 10, LONGEST_STATEMENT)
    )
    law = Line(load_default="", validate=lambda text: between(text, 0, LONGEST_LAW))
    name = Line(load_default="", validate=lambda text: between(text, 0, WHO))
    email = Line(load_default="", validate=lambda text: between(text, 0, 254))
    is_nameless = fields.Boolean(load_default=False)
    is_in_good_faith = fields.Boolean(required=True)

    @validates_schema
    def ask_for_all(self, body: dict[str, Any], **_: Any) -> None:
        if not is_here(body["place"]):
            raise ValidationError("Give an address of this site.", "place")
        if not body["is_in_good_faith"]:
            raise ValidationError("Confirm that it is accurate.", "is_in_good_faith")
        if not body["is_nameless"] and not body["name"]:
            raise ValidationError("Say who you are.", "name")
        wants_address = body["email"] or not body["is_nameless"]
        if wants_address and not kept_form(body["email"]):
            raise ValidationError("Give an address to answer to.", "email")


class LegalNoticeSchema(Schema):
    """Where a notice stands; its reference is known to whoever gave it alone."""

    reference = fields.String()
    place = fields.String()
    received_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    verdict = fields.Enum(Verdict, by_value=True, allow_none=True)
