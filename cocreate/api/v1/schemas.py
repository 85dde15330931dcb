"""What goes in and what comes out, in JSON."""

import json
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from cocreate.api.v1.file_schemas import AttachmentSchema, attachment_keys
from cocreate.config import current
from cocreate.ideas.status import Status
from cocreate.kernel.languages import Language
from cocreate.kernel.text import tidy, tidy_line
from cocreate.projects.orders import Sort
from cocreate.projects.phase import Phase
from cocreate.triage.forms import LONGEST_NOTE

MOST_ROWS = 100
LARGEST_KEY = 2**53


class Line(fields.String):
    """One line of text, tidied, with bounds that a setting gives."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        return tidy_line(super()._deserialize(value, *args, **kwargs) or "")


class Prose(fields.String):
    """Several lines of text, tidied."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        return tidy(super()._deserialize(value, *args, **kwargs) or "")


def between(text: str, least: int, most: int) -> None:
    if len(text) < least:
        raise ValidationError(f"Write at least {least} characters.")
    if len(text) > most:
        raise ValidationError(f"Keep it to {most:,} characters at most.")


def key() -> fields.Integer:
    return fields.Integer(validate=validate.Range(min=1, max=LARGEST_KEY))


class PageArguments(Schema):
    """Which page of a list; marks come from the page before."""

    class Meta:
        """Other arguments of the address are somebody else's."""

        unknown = EXCLUDE

    page = fields.String(validate=validate.Length(max=400))
    limit = fields.Integer(
        load_default=20, validate=validate.Range(min=1, max=MOST_ROWS)
    )


class CommentBody(Schema):
    body = Prose(
        required=True, validate=lambda text: between(text, 1, current().comment_most)
    )
    attachments = attachment_keys()


class NewCommentBody(CommentBody):
    parent_id = fields.Integer(
        allow_none=True,
        load_default=None,
        validate=validate.Range(min=1, max=LARGEST_KEY),
    )


class NoteBody(Schema):
    body = Prose(required=True, validate=lambda text: between(text, 1, LONGEST_NOTE))


class PersonSchema(Schema):
    """Somebody, as everybody may know them."""

    id = fields.Integer(attribute="person_id")
    name = fields.String()
    title = fields.String()
    is_company = fields.Boolean()


class MeSchema(Schema):
    id = fields.Integer()
    name = fields.String()
    role = fields.String()
    may_write = fields.Boolean()
    language = fields.Enum(Language, by_value=True)
    trust = fields.Integer(
        metadata={"description": "From 0 to 4; the company's own people have 0."}
    )


class LanguageBody(Schema):
    """A language in which somebody is written to."""

    language = fields.Enum(Language, by_value=True, required=True)


class ProjectSchema(Schema):
    id = fields.Integer()
    slug = fields.String()
    name = fields.String()
    summary = fields.String()
    brief = fields.String()
    brief_html = fields.String()
    phase = fields.Enum(Phase, by_value=True)
    is_private = fields.Boolean()
    answer_within_days = fields.Integer()
    decide_by_on = fields.Date(allow_none=True)
    vote_budget = fields.Integer(allow_none=True)
    asks_opinion = fields.Boolean()
    opens_with = fields.Enum(
        Sort,
        by_value=True,
        metadata={"description": "The order that its page of ideas begins with."},
    )
    opened_at = fields.AwareDateTime()
    ideas = fields.Integer()


class ProjectChanges(Schema):
    """What the team says of a project anew; what is not sent stays."""

    name = Line(validate=lambda text: between(text, 3, 80))
    summary = Line(validate=lambda text: between(text, 0, 240))
    brief = Prose(validate=lambda text: between(text, 0, 20_000))
    answer_within_days = fields.Integer(validate=validate.Range(min=1, max=365))
    decide_by_on = fields.Date(allow_none=True)
    vote_budget = fields.Integer(
        allow_none=True, validate=validate.Range(min=1, max=1_000)
    )
    asks_opinion = fields.Boolean()
    opens_with = fields.Enum(Sort, by_value=True)


class StepSchema(Schema):
    """A status, and how its project calls it."""

    status = fields.Enum(Status, by_value=True)
    name = fields.String()


class IdeaSchema(Schema):
    """An idea in a list."""

    id = fields.Integer()
    project_id = fields.Integer()
    title = fields.String()
    excerpt = fields.String()
    status = fields.Enum(Status, by_value=True)
    status_name = fields.String()
    internal_status = fields.Nested(StepSchema, allow_none=True)  # for the company
    votes = fields.Integer()
    comments = fields.Integer()
    tags = fields.List(fields.String())
    author = fields.Nested(PersonSchema)
    proposed_at = fields.AwareDateTime()
    answered_at = fields.AwareDateTime(allow_none=True)


class ResponseSchema(Schema):
    author = fields.Nested(PersonSchema)
    body = fields.String()
    body_html = fields.String()
    responded_at = fields.AwareDateTime()


class WholeIdeaSchema(IdeaSchema):
    """An idea with all that it says."""

    body = fields.String()
    body_html = fields.String()
    prompt_id = fields.Integer(allow_none=True)
    edited_at = fields.AwareDateTime(allow_none=True)
    merged_into_id = fields.Integer(allow_none=True)
    voted = fields.Boolean()
    response = fields.Nested(ResponseSchema, allow_none=True)
    answers = fields.Dict(keys=fields.String(), values=fields.String())
    attachments = fields.List(fields.Nested(AttachmentSchema))


class FollowSchema(Schema):
    following = fields.Boolean(required=True)


class NoticeSchema(Schema):
    """Something you were told: who did what to what, and where it stands."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    actor_name = fields.String(allow_none=True)
    said = fields.String(required=True)
    words = fields.String(required=True)
    detail = fields.String(required=True)
    path = fields.String(required=True)
    told_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(allow_none=True)


class VoteSchema(Schema):
    """Where a vote stands after it was cast or taken back."""

    idea_id = fields.Integer()
    votes = fields.Integer()
    voted = fields.Boolean()


class VoterSchema(Schema):
    person = fields.Nested(PersonSchema)
    at = fields.AwareDateTime()


class CommentSchema(Schema):
    id = fields.Integer()
    author = fields.Nested(PersonSchema, allow_none=True)
    is_official = fields.Boolean()
    body_html = fields.String()
    posted_at = fields.String()
    is_edited = fields.Boolean()
    parent_id = fields.Integer(allow_none=True)
    state = fields.String()
    reactions = fields.Dict(keys=fields.String(), values=fields.Integer())
    attachments = fields.List(fields.Nested(AttachmentSchema))


class SaidSchema(Schema):
    """A comment just posted or edited."""

    id = fields.Integer()
    idea_id = fields.Integer(allow_none=True)
    entry_id = fields.Integer(allow_none=True)
    parent_id = fields.Integer(allow_none=True)
    body = fields.String()
    body_html = fields.String()
    posted_at = fields.AwareDateTime()
    edited_at = fields.AwareDateTime(allow_none=True)
    attachments = fields.List(fields.Nested(AttachmentSchema))


class NoteSchema(Schema):
    author = fields.Nested(PersonSchema)
    body = fields.String()
    noted_at = fields.AwareDateTime()


class NotesSchema(Schema):
    rows = fields.List(fields.Nested(NoteSchema))


class BuildSchema(Schema):
    id = fields.Integer()
    version = fields.String()
    platform = fields.String()
    channel = fields.String()
    least_os = fields.String()
    package = fields.String()
    number = fields.String()
    file_name = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    notes = fields.String()
    uploaded_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    halted_at = fields.AwareDateTime(allow_none=True)
    halted_reason = fields.String()
    revoked_at = fields.AwareDateTime(allow_none=True)
    revoked_reason = fields.String(allow_none=True)
    released_at = fields.AwareDateTime(allow_none=True)
    facts = fields.Function(
        lambda build: json.loads(build.facts), metadata={"type": "object"}
    )


class LinkSchema(Schema):
    """A signed link to the bytes of a build, good for some minutes."""

    url = fields.String()


def page_of(row: type[Schema]) -> type[Schema]:
    """The schema of a page of such rows."""
    return Schema.from_dict(
        {
            "rows": fields.List(fields.Nested(row)),
            "following": fields.String(allow_none=True),
            "preceding": fields.String(allow_none=True),
        },
        name=f"{row.__name__.removesuffix('Schema')}Page",
    )
