"""Opinions: agree, disagree or pass; and the common ground that comes of them."""

from typing import Any

from marshmallow import Schema, fields

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.cutting import CutArguments, segment_asked
from cocreate.api.v1.votes import standing
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, ProjectId, SegmentId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import queries as surfacing
from cocreate.surfacing.telling_groups import LETTERS
from cocreate.votes import actions
from cocreate.votes import queries as votes
from cocreate.votes.fingerprint import current_fingerprint
from cocreate.votes.kinds import OPINIONS, Opinion


class OpinionBody(Schema):
    opinion = fields.Enum(Opinion, by_value=True, required=True)


class OpinionSchema(Schema):
    idea_id = fields.Integer()
    votes = fields.Integer()
    voted = fields.Boolean()
    opinion = fields.Enum(Opinion, by_value=True, allow_none=True)


class StandSchema(Schema):
    """What a group says to an idea: so many of so many, beside all others."""

    idea_id = fields.Integer()
    title = fields.String()
    opinion = fields.Enum(Opinion, by_value=True)
    said = fields.Integer()
    answered = fields.Integer()
    said_elsewhere = fields.Integer()
    answered_elsewhere = fields.Integer()


class OpinionGroupSchema(Schema):
    """People who think alike. `x` and `y`: where they lie on the map."""

    letter = fields.String()
    people = fields.Integer()
    x = fields.Integer()
    y = fields.Integer()
    stands_for = fields.List(fields.Nested(StandSchema))


class SharedSchema(Schema):
    """What every group says to an idea: how many of how many, group by group."""

    idea_id = fields.Integer()
    title = fields.String()
    opinion = fields.Enum(Opinion, by_value=True)
    said = fields.List(fields.Integer())
    answered = fields.List(fields.Integer())


class CutGroundSchema(Schema):
    """A segment's people in each group, and how many of them agree, pass, disagree."""

    people = fields.List(fields.Integer())
    said = fields.Dict(keys=fields.String(), values=fields.Dict())


class GroundSchema(Schema):
    people = fields.Integer()
    ideas = fields.Integer()
    answers = fields.Integer()
    made_at = fields.DateTime(allow_none=True)
    sure = fields.Boolean()
    groups = fields.List(fields.Nested(OpinionGroupSchema))
    shared = fields.List(fields.Nested(SharedSchema))
    of_segment = fields.Nested(CutGroundSchema, allow_none=True)


@blp.route("/ideas/<int:idea_id>/opinion", methods=["PUT"])
@blp.arguments(OpinionBody)
@blp.response(200, OpinionSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def answer(body: dict[str, Any], idea_id: int) -> Any:
    """Agree with an idea, disagree, or pass, where its project asks for it.

    To agree is to vote. What you said before is replaced; sent twice, it counts once.
    """
    actor = current_actor()
    actions.answer_idea(
        actor,
        IdeaId(idea_id),
        opinion=body["opinion"],
        fingerprint=current_fingerprint(),
    )
    own = votes.own_opinion(actor, IdeaId(idea_id))
    return {**standing(idea_id), "opinion": own}


@blp.route("/projects/<slug>/common-ground", methods=["GET"])
@blp.arguments(CutArguments, location="query")
@blp.response(200, GroundSchema)
@says(401, 404, 422)
@open_to(Audience.ANYONE)
def show_common_ground(asked: dict[str, Any], slug: str) -> Any:
    """Groups of opinion, what each stands for, and what all of them share.

    Only projects that ask for opinions have them. `sure` is whether answers differ
    more than chance would have it.
    """
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    if not project.asks_opinion:
        raise NotFoundError
    ground = surfacing.common_ground(actor, project)
    groups = zip(LETTERS, ground.told.groups, strict=False)

    def named(one: Any) -> dict[str, Any]:
        title = ground.titles[IdeaId(one.idea_id)].title
        return {**one._asdict(), "title": title, "opinion": OPINIONS[one.value]}

    return {
        "people": ground.people,
        "ideas": ground.ideas,
        "answers": ground.answers,
        "made_at": ground.made_at,
        "sure": ground.told.sure,
        "groups": [
            {
                "letter": letter,
                "people": group.people,
                "x": group.x,
                "y": group.y,
                "stands_for": [named(one) for one in group.stands],
            }
            for letter, group in groups
        ],
        "shared": [named(one) for one in ground.told.shared],
        "of_segment": cut_of(ground, project.id, segment_asked(asked)),
    }


def cut_of(
    ground: surfacing.CommonGround, project_id: ProjectId, segment_id: SegmentId | None
) -> dict[str, Any] | None:
    """Where a segment's people stand, by the words of the API."""
    if segment_id is None:
        return None
    cut = surfacing.ground_cut(current_actor(), ground, project_id, segment_id)
    return {
        "people": [cut.people[number] for number in range(len(ground.told.groups))],
        "said": {
            str(key): {OPINIONS[value]: number for value, number in said.items()}
            for key, said in cut.said.items()
        },
    }
