"""Scores for the product team: ranked, opened into their arithmetic, and entered."""

from typing import Any

from marshmallow import Schema, fields, validate

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.cutting import CutArguments, segment_asked
from cocreate.ideas import queries as ideas
from cocreate.ideas.status import Status
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import actions, queries, telling
from cocreate.surfacing.forms import BOUNDS
from cocreate.surfacing.queries import Among, Opened, Order
from cocreate.surfacing.scoring import Part
from cocreate.surfacing.standing import Card


class StandingSchema(Schema):
    """One idea of the ranked list."""

    id = fields.Integer(attribute="idea_id")
    title = fields.String()
    status = fields.Enum(Status, by_value=True)
    value = fields.Float()
    people = fields.Integer()
    votes = fields.Integer()
    momentum = fields.Float()
    reach = fields.Float(allow_none=True)
    impact = fields.Float(allow_none=True)
    confidence = fields.Float(attribute="sureness", allow_none=True)
    effort = fields.Float(allow_none=True)
    rice = fields.Float(allow_none=True)
    own = fields.Float(allow_none=True)
    votes_of_segment = fields.Integer(attribute="theirs", allow_none=True)


class StandingsSchema(Schema):
    rows = fields.List(fields.Nested(StandingSchema))
    following = fields.String(allow_none=True)


class StandingsArguments(CutArguments):
    """What the list is sorted by, and where it goes on."""

    sort = fields.Enum(Order, by_value=True, load_default=Order.VALUE)
    page = fields.String(load_default=None)
    done = fields.Boolean(load_default=True)


class LineSchema(Schema):
    """One part: its figure, from 0 to 1, times its weight, in points of a hundred."""

    part = fields.Enum(Part, by_value=True)
    raw = fields.Float(allow_none=True)
    normalised = fields.Float(attribute="share")
    weight = fields.Float()
    points = fields.Float()
    words = fields.String()


class WithoutSchema(Schema):
    """Where the idea would stand without some people."""

    words = fields.String()
    accounts = fields.List(fields.String())
    people = fields.Integer()
    value = fields.Float()
    rank = fields.Integer(allow_none=True)  # null after the 10,000th
    is_about = fields.Boolean()


class ScoreSchema(Schema):
    """A score with its whole arithmetic."""

    id = fields.Integer()
    value = fields.Float()
    rank = fields.Integer(allow_none=True)  # null after the 10,000th
    among = fields.Integer()
    rice = fields.Float(allow_none=True)
    own = fields.Float(allow_none=True)
    counted_at = fields.AwareDateTime()
    parts = fields.List(fields.Nested(LineSchema))
    weights = fields.Float()
    without = fields.List(fields.Nested(WithoutSchema))


def bounded(name: str) -> fields.Float:
    least, most = BOUNDS[name]
    within = validate.Range(least, most)
    return fields.Float(allow_none=True, load_default=None, validate=within)


class CardBody(Schema):
    """What the team enters; what is left out is open."""

    reach = bounded("reach")
    impact = bounded("impact")
    confidence = bounded("sureness")
    effort = bounded("effort")


@blp.route("/projects/<slug>/scores", methods=["GET"])
@blp.arguments(StandingsArguments, location="query")
@blp.response(200, StandingsSchema)
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def list_scores(asked: dict[str, Any], slug: str) -> Any:
    """The ideas of a project by a stored figure; for the product team."""
    actor = current_actor()
    return queries.ranked(
        actor,
        projects.get_heading(actor, slug),
        asked["sort"],
        place=asked["page"],
        among=Among(done_too=asked["done"], segment_id=segment_asked(asked)),
    )


@blp.route("/ideas/<int:idea_id>/score", methods=["GET"])
@blp.response(200, ScoreSchema)
@says(401, 403, 404)
@open_to(Audience.TEAM)
def get_score(idea_id: int) -> Any:
    """A score, opened: every part, its weight, and what would change its rank."""
    return told_of(IdeaId(idea_id))


def told_of(idea_id: IdeaId) -> dict[str, Any]:
    opened = queries.find_opened(current_actor(), idea_id)
    if opened is None:
        raise NotFoundError
    return told(opened)


def told(opened: Opened) -> dict[str, Any]:
    withouts = queries.withouts(current_actor(), opened)
    rows = telling.rows_of(opened)
    return {
        "id": opened.idea_id,
        "value": opened.value,
        "rank": opened.rank,
        "among": opened.among,
        "rice": opened.kept.rice,
        "own": opened.own,
        "counted_at": opened.valued_at,
        "parts": [{**row.line._asdict(), "words": row.why} for row in rows],
        "weights": opened.weights.total,
        "without": [
            {
                "words": telling.sentence_of(opened, one),
                "accounts": one.names,
                "people": one.behind,
                "value": one.value,
                "rank": one.rank,
                "is_about": one.is_about,
            }
            for one in withouts
        ],
    }


@blp.route("/ideas/<int:idea_id>/scorecard", methods=["PUT"])
@blp.arguments(CardBody)
@blp.response(200, ScoreSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def put_scorecard(body: dict[str, Any], idea_id: int) -> Any:
    """Say an idea's reach, impact, confidence in per cent, and effort in days."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    card = Card(body["reach"], body["impact"], body["confidence"], body["effort"])
    actions.enter_cards(actor, project.slug, cards={idea.id: card})
    return told_of(idea.id)
