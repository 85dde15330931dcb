"""What testers and the team say of builds, in JSON."""

from marshmallow import Schema, fields, validate

from cocreate.api.v1.file_schemas import AttachmentSchema, attachment_keys
from cocreate.api.v1.schemas import LARGEST_KEY, Line, PersonSchema, Prose, between
from cocreate.beta.kinds import Honours, Outcome, ReportKind, Severity, Step, Went

IS_KEY = validate.Range(min=1, max=LARGEST_KEY)


def needed_key() -> fields.Integer:
    return fields.Integer(required=True, validate=IS_KEY)


class NewReportBody(Schema):
    """What a tester found. Only a problem has a severity and steps."""

    build_id = needed_key()
    kind = fields.Enum(ReportKind, by_value=True, required=True)
    title = Line(required=True, validate=lambda text: between(text, 4, 140))
    body = Prose(load_default="", validate=lambda text: between(text, 0, 10_000))
    severity = fields.Enum(Severity, by_value=True, load_default=None, allow_none=True)
    steps = Prose(load_default="", validate=lambda text: between(text, 0, 5_000))
    device = Line(load_default="", validate=lambda text: between(text, 0, 120))
    attachments = attachment_keys()


class BetaReportLineSchema(Schema):
    """A report in a list. How bad the team holds it to be is in none."""

    id = fields.Integer()
    kind = fields.Enum(ReportKind, by_value=True)
    severity = fields.Enum(Severity, by_value=True, allow_none=True)
    title = fields.String()
    build_id = fields.Integer()
    version = fields.String()
    author = fields.Nested(PersonSchema)
    found_by = fields.Integer()
    outcome = fields.Enum(Outcome, by_value=True)
    idea_id = fields.Integer(allow_none=True)
    reported_at = fields.AwareDateTime()


class BetaReportSchema(BetaReportLineSchema):
    """One report."""

    body = fields.String()
    body_html = fields.String()
    steps = fields.String()
    device = fields.String()
    answer = fields.String()
    fixed_in_id = fields.Integer(allow_none=True)
    attachments = fields.List(fields.Nested(AttachmentSchema))


class SimilarReportSchema(Schema):
    """A report that says about the same, and the words that both say."""

    id = fields.Integer()
    title = fields.String()
    kind = fields.Enum(ReportKind, by_value=True)
    outcome = fields.Enum(Outcome, by_value=True)
    found_by = fields.Integer(attribute="people")
    version = fields.String()
    words = fields.List(fields.String())
    is_own = fields.Boolean()
    joined = fields.Boolean()


class ReportWordsArguments(Schema):
    title = Line(load_default="", validate=lambda text: between(text, 0, 140))
    body = Prose(load_default="", validate=lambda text: between(text, 0, 10_000))


class ReportJoinBody(Schema):
    """In which build, and on what, you found it, too."""

    build_id = needed_key()
    device = Line(load_default="", validate=lambda text: between(text, 0, 120))


class ReportJudgementBody(Schema):
    """What became of a report; severity and note stay inside."""

    outcome = fields.Enum(Outcome, by_value=True, required=True)
    answer = Line(load_default="", validate=lambda text: between(text, 0, 300))
    fixed_in_id = fields.Integer(load_default=None, allow_none=True, validate=IS_KEY)
    severity = fields.Enum(Severity, by_value=True, load_default=None, allow_none=True)
    note = Prose(load_default="", validate=lambda text: between(text, 0, 2_000))


class ReportIdeaBody(Schema):
    """The idea a report joins; or the words of the one that is made of it."""

    idea_id = fields.Integer(load_default=None, allow_none=True, validate=IS_KEY)
    title = Line(load_default="", validate=lambda text: between(text, 0, 140))
    body = Prose(load_default="", validate=lambda text: between(text, 0, 10_000))


class TaskSchema(Schema):
    """Something to try in a build, and how it went for you and for all."""

    id = fields.Integer()
    title = fields.String()
    minutes = fields.Integer()
    how_html = fields.String()
    dropped_at = fields.AwareDateTime(allow_none=True)
    went = fields.Enum(Went, by_value=True, allow_none=True)
    note = fields.String(allow_none=True)
    done = fields.Integer()
    blocked = fields.Integer()


class TaskAnswerBody(Schema):
    went = fields.Enum(Went, by_value=True, required=True)
    note = Prose(load_default="", validate=lambda text: between(text, 0, 2_000))
    attachments = attachment_keys()


class BuildRatingBody(Schema):
    """How satisfied you are, from 1 to 5."""

    score = fields.Integer(required=True, validate=validate.Range(min=1, max=5))
    why = Line(load_default="", validate=lambda text: between(text, 0, 500))


class HonourBody(Schema):
    honours = fields.Enum(Honours, by_value=True, required=True)
    note = Prose(load_default="", validate=lambda text: between(text, 0, 2_000))


class GaugeSchema(Schema):
    """So many of so many people, and the 95 % interval of the share."""

    people = fields.Integer()
    of = fields.Integer()
    share = fields.Float()
    interval = fields.List(fields.Float())


class BuildFiguresSchema(Schema):
    """What testers hold of a build."""

    satisfied = fields.Nested(GaugeSchema)
    mean = fields.Float(allow_none=True)
    counts = fields.List(fields.Integer())
    blocking = fields.Nested(GaugeSchema)


class FunnelSchema(Schema):
    """How many came as far as each step, or farther, in the order of steps."""

    name = fields.String()
    people = fields.List(fields.Integer())


class FunnelArguments(Schema):
    by = fields.String(
        load_default="all",
        validate=validate.OneOf(["all", "cohort", "platform", "segment"]),
    )


class NudgeBody(Schema):
    step = fields.Enum(Step, by_value=True, required=True)


class FreshNudgeSchema(Schema):
    """One press that nobody was told of yet: it can be taken back by its key."""

    id = fields.Integer()
    step = fields.Enum(Step, by_value=True)
    people = fields.Integer()
    waits_until = fields.AwareDateTime()


class NudgedSchema(Schema):
    """How many are reminded, how many are not after all, and what can be undone."""

    reminded = fields.Integer()
    spared = fields.Integer()
    waiting = fields.List(fields.Nested(FreshNudgeSchema))


class TallySchema(Schema):
    """How those whom a decision cites judge what was built of it."""

    decision_id = fields.Integer()
    asked = fields.Integer()
    yes = fields.Function(lambda one: one.count("yes"))
    partly = fields.Function(lambda one: one.count("partly"))
    no = fields.Function(lambda one: one.count("no"))
    open_noes = fields.Function(lambda one: len(one.open_noes))


class ShippingBody(Schema):
    """Why it ships although somebody cited says no; needed then alone."""

    despite = Line(load_default="", validate=lambda text: between(text, 0, 500))


class ShippedSchema(Schema):
    id = fields.Integer()
    version = fields.String()
    title = fields.String()
    despite = fields.String()
    published_at = fields.AwareDateTime(allow_none=True)
