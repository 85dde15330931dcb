"""Search over everything said in the open."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.cutting import segment, segment_asked
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.limits import limited
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.search import queries
from cocreate.search.queries import Order, Results, Wish
from cocreate.search.subject import Subject
from cocreate.search.words import MOST_CHARACTERS


class SearchArguments(Schema):
    """`q` may hold words, "phrases", operators such as `status:planned`, and `-`."""

    class Meta:
        """Other arguments of the address are somebody else's."""

        unknown = EXCLUDE

    q = fields.String(required=True, validate=validate.Length(max=MOST_CHARACTERS))
    kind = fields.Enum(Subject, by_value=True)
    project = fields.String(validate=validate.Length(max=80))
    sort = fields.Enum(Order, by_value=True, load_default=Order.RELEVANCE)
    facets = fields.Boolean(load_default=False)
    segment = segment()
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=10))


class FoundSchema(Schema):
    kind = fields.String()
    id = fields.Integer()
    project_id = fields.Integer()
    title = fields.String()
    words = fields.String()
    path = fields.String()
    about = fields.String()


class ChoiceSchema(Schema):
    """A value that an operator takes, and how much of what was found has it."""

    value = fields.String(required=True)
    words = fields.String(required=True)
    number = fields.Integer(required=True)
    is_chosen = fields.Boolean(required=True)


class FacetSchema(Schema):
    operator = fields.String(required=True)
    choices = fields.List(fields.Nested(ChoiceSchema), required=True)


class ResultsSchema(Schema):
    rows = fields.List(fields.Nested(FoundSchema))
    page = fields.Integer()
    has_more = fields.Boolean()
    number = fields.Integer(metadata={"description": "How many were counted."})
    is_more = fields.Boolean(metadata={"description": "There are more than that."})
    is_of_best = fields.Boolean(
        metadata={"description": "Judged and sorted were the newest 2,000 that fit."}
    )
    some_words = fields.Boolean(
        metadata={"description": "Nothing holds all of the words; these hold some."}
    )
    meant = fields.String(
        allow_none=True, metadata={"description": "Other words that find something."}
    )
    not_understood = fields.List(
        fields.String(),
        metadata={"description": "What looks like an operator and was read as words."},
    )
    facets = fields.List(fields.Nested(FacetSchema))


@blp.route("/search", methods=["GET"])
@blp.arguments(SearchArguments, location="query")
@blp.response(200, ResultsSchema)
@says(401, 404, 422)
@open_to(Audience.ANYONE)
@limited("search_limit")
def search(asked: dict[str, Any]) -> Any:
    """What fits the words, best first, as far as you may see it.

    Besides words, `q` may say: `"one after another"`; `status:planned` or a project's
    own name for it; `tag:login`; `author:me`, `author:"Lucia Ferran"` or `author:12`;
    `project:next-app`; `by:team` or `by:customers`; `has:response`, `decision`,
    `attachment`, `comments` or `votes`; `is:open`, `closed`, `answered`, `unanswered`,
    `merged`, `mine`, `followed` or `voted`; `before:2026-05-01` and `after:2026-05`;
    `votes:>10` or `votes:5..20`; `kind:comment`. Commas part values of which any will
    do; a minus before a word, a phrase or an operator leaves out what has it. Operators
    alone list ideas, the newest first. What is none of this is words.

    Votes, comments and what is yours alone are asked of the thousand that fit best; so
    is every order but relevance, and a segment: `is_of_best` says when there are more.
    Operators alone are asked of everything.
    """
    actor = current_actor()
    slug = asked.get("project")
    found = queries.search(
        actor,
        asked["q"],
        kind=asked.get("kind"),
        project_id=projects.get_heading(actor, slug).id if slug else None,
        segment_id=segment_asked(asked),
        wish=Wish(asked["page"], asked["sort"], with_facets=asked["facets"]),
    )
    return answer_of(found)


def answer_of(found: Results) -> dict[str, Any]:
    rows = [
        {**result.found._asdict(), "kind": str(result.kind)} for result in found.results
    ]
    not_understood = [one.typed for one in found.odd]
    return {**found._asdict(), "rows": rows, "not_understood": not_understood}


class SearchedSchema(Schema):
    """Words, how often they were searched for, and how often nothing was found."""

    words = fields.String(required=True)
    times = fields.Integer(required=True)
    found_nothing = fields.Integer(required=True)


class SearchReportSchema(Schema):
    most = fields.List(fields.Nested(SearchedSchema), required=True)
    in_vain = fields.List(fields.Nested(SearchedSchema), required=True)
    times = fields.Integer(required=True)
    found_nothing = fields.Integer(required=True)


class DaysArguments(Schema):
    class Meta:
        """Other arguments of the address are somebody else's."""

        unknown = EXCLUDE

    days = fields.Integer(
        load_default=queries.DAYS, validate=validate.Range(min=1, max=90)
    )


@blp.route("/searched", methods=["GET"])
@blp.arguments(DaysArguments, location="query")
@blp.response(200, SearchReportSchema)
@says(401, 403, 422)
@open_to(Audience.ADMINISTRATORS)
def searched_everywhere(asked: dict[str, Any]) -> Any:
    """What was searched for most, and most often in vain; nobody who searched."""
    return queries.searched(current_actor(), None, asked["days"])


@blp.route("/projects/<slug>/searched", methods=["GET"])
@blp.arguments(DaysArguments, location="query")
@blp.response(200, SearchReportSchema)
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def searched_in(asked: dict[str, Any], slug: str) -> Any:
    """What was searched for within a project, most and most often in vain."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    return queries.searched(actor, project.id, asked["days"])
