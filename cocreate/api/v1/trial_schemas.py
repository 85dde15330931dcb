"""What is asked of testers, who takes part, and how a programme ended, in JSON."""

from marshmallow import Schema, fields, validate

from cocreate.api.v1.schemas import Line, PageArguments, PersonSchema, Prose, between
from cocreate.beta.forms.tasks import MOST_MINUTES
from cocreate.beta.kinds import Honours, Outcome, ReportKind, Step


class NewTaskBody(Schema):
    """What there is to try, and about how many minutes it takes."""

    title = Line(required=True, validate=lambda text: between(text, 4, 140))
    minutes = fields.Integer(
        required=True, validate=validate.Range(min=1, max=MOST_MINUTES)
    )
    how = Prose(load_default="", validate=lambda text: between(text, 0, 5_000))


class ParticipantArguments(PageArguments):
    """Who came as far as one step, and no farther."""

    step = fields.Enum(Step, by_value=True)


class ParticipantSchema(Schema):
    """A tester with a seat; the score of those alone who agreed to show it."""

    person = fields.Nested(PersonSchema)
    step = fields.Enum(Step, by_value=True)
    device = fields.String()
    cohort_id = fields.Integer(allow_none=True)
    applied_at = fields.AwareDateTime()
    nudged_at = fields.AwareDateTime(allow_none=True)
    points = fields.Integer(allow_none=True)


class RankedTesterSchema(Schema):
    """Somebody who agreed to be ranked, and what their reports led to."""

    person = fields.Nested(PersonSchema)
    points = fields.Integer()


class TesterScoreSchema(Schema):
    """What your reports led to, whether others see it, and whose they see."""

    points = fields.Integer()
    shown = fields.Boolean()
    ranking = fields.List(fields.Nested(RankedTesterSchema))


class ScoreShownBody(Schema):
    shown = fields.Boolean(required=True)


class HonourVerdictSchema(Schema):
    """What somebody cited says of the newest build they judged."""

    person = fields.Nested(PersonSchema)
    build_id = fields.Integer()
    version = fields.String()
    honours = fields.Enum(Honours, by_value=True)
    note = fields.String()
    resolution = fields.String()
    is_open_no = fields.Boolean()


class DecisionTallySchema(Schema):
    """How those whom a decision cites judge what was built of it, word by word."""

    decision_id = fields.Integer()
    asked = fields.Integer()
    yes = fields.Integer()
    partly = fields.Integer()
    no = fields.Integer()
    open_noes = fields.Integer()
    verdicts = fields.List(fields.Nested(HonourVerdictSchema))


class CloseOutBody(Schema):
    """What was learnt, and whom you thank for what."""

    summary = Prose(required=True, validate=lambda text: between(text, 20, 20_000))
    thanks = Prose(required=True, validate=lambda text: between(text, 4, 5_000))


class CloseOutSchema(Schema):
    """How a programme ended: its words, what was found, who helped as they agreed."""

    summary = fields.String()
    thanks = fields.String()
    ended_at = fields.AwareDateTime()
    reports = fields.Integer()
    ideas = fields.Integer()
    builds = fields.Integer()
    kinds = fields.Dict(keys=fields.Enum(ReportKind, by_value=True))
    outcomes = fields.Dict(keys=fields.Enum(Outcome, by_value=True))
    people = fields.List(fields.Nested(PersonSchema))
    others = fields.Integer()
