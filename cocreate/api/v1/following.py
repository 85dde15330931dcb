"""Following ideas, projects, tags, people and searches, and what one follows."""

from collections.abc import Callable
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.schemas import FollowSchema, Line, PageArguments, between, page_of
from cocreate.discussion import actions as discussion
from cocreate.discussion import queries as followed
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.transaction import writes
from cocreate.notices import actions, queries
from cocreate.notices.following import Follows
from cocreate.notices.pace import Pace
from cocreate.people.session import current_actor
from cocreate.search.words import MOST_CHARACTERS

Act = Callable[..., object]
REFUSALS = (400, 401, 403, 404, 409, 413, 415, 422)


class SearchFollowArguments(Schema):
    """A search, anywhere or in a project."""

    class Meta:
        """Other arguments of the address are somebody else's."""

        unknown = EXCLUDE

    q = Line(required=True, validate=lambda text: between(text, 1, MOST_CHARACTERS))
    project = fields.String(load_default=None, validate=validate.Length(max=80))


class FollowedIdeaSchema(Schema):
    idea_id = fields.Integer(required=True)
    title = fields.String(required=True)
    followed_at = fields.AwareDateTime(required=True)


class FollowedProjectSchema(Schema):
    project_id = fields.Integer(required=True)
    name = fields.String(required=True)
    slug = fields.String(required=True)


class FollowedSchema(Schema):
    """A tag, a person or a search: what it is called, and where it stands."""

    kind = fields.Enum(Follows, by_value=True, required=True)
    words = fields.String(required=True)
    path = fields.String(required=True)
    followed_at = fields.AwareDateTime(required=True)


class FollowingSchema(Schema):
    rows = fields.List(fields.Nested(FollowedSchema), required=True)
    projects = fields.List(fields.Nested(FollowedProjectSchema), required=True)


def both_ways(rule: str, follow: Act, unfollow: Act, *arguments: Any) -> Any:
    """PUT follows, DELETE stops: each once, however often it is sent.

    What is decorated says with what the two are asked, and of what one is told.
    """

    def register(names: Callable[..., tuple[Any, ...]]) -> None:
        of_what = (names.__doc__ or "").lower().removesuffix(".")
        for method, act, words in (
            ("PUT", follow, f"Be told of {of_what}. Twice, it changes nothing more."),
            ("DELETE", unfollow, f"Be told no more of {of_what}."),
        ):
            view = asking(act, names, following=act is follow)
            view.__name__, view.__doc__ = f"{method.lower()}_{names.__name__}", words
            view = says(*REFUSALS)(open_to(Audience.MEMBERS)(writes(view)))
            view = blp.response(200, FollowSchema)(view)
            for argument in arguments:
                view = argument(view)
            blp.route(rule, methods=[method])(view)

    return register


def asking(act: Act, names: Callable[..., tuple[Any, ...]], *, following: bool) -> Any:
    def view(*asked: Any, **named: Any) -> Any:
        act(current_actor(), *names(*asked, **named))
        return {"following": following}

    return view


@both_ways("/ideas/<int:idea_id>/follow", discussion.follow, discussion.unfollow)
def follow_of_idea(idea_id: int) -> tuple[IdeaId]:
    """What happens to an idea."""
    return (IdeaId(idea_id),)


@both_ways(
    "/projects/<slug>/follow", discussion.follow_project, discussion.unfollow_project
)
def follow_of_project(slug: str) -> tuple[str]:
    """What happens in a project."""
    return (slug,)


@both_ways(
    "/projects/<slug>/tags/<tag>/follow", actions.follow_tag, actions.unfollow_tag
)
def follow_of_tag(slug: str, tag: str) -> tuple[str, str]:
    """Each new idea under a tag."""
    return slug, tag


@both_ways(
    "/people/<int:person_id>/follow", actions.follow_person, actions.unfollow_person
)
def follow_of_person(person_id: int) -> tuple[PersonId]:
    """Each new idea of a person."""
    return (PersonId(person_id),)


@both_ways(
    "/search/follow",
    actions.follow_search,
    actions.unfollow_search,
    blp.arguments(SearchFollowArguments, location="query"),
)
def follow_of_search(asked: dict[str, Any]) -> tuple[str, str | None]:
    """Each new idea that a search finds."""
    return asked["q"], asked["project"]


@blp.route("/me/following", methods=["GET"])
@blp.response(200, FollowingSchema)
@says(401)
@open_to(Audience.MEMBERS)
def list_following() -> Any:
    """The tags, people, searches and projects you follow, the latest first."""
    actor = current_actor()
    kinds = queries.followings_of(actor).values()
    return {
        "rows": [one for ones in kinds for one in ones],
        "projects": followed.projects_followed_by(actor),
    }


@blp.route("/me/following/ideas", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(FollowedIdeaSchema))
@says(401, 422)
@open_to(Audience.MEMBERS)
def list_followed_ideas(asked: dict[str, Any]) -> Any:
    """The ideas you follow, the latest first."""
    actor, size = current_actor(), asked["limit"]
    page = followed.ideas_followed_by(actor, place=asked.get("page"), size=size)
    known = ideas.titles(actor, [row.idea_id for row in page.rows])
    rows = [
        {**row._asdict(), "title": known[row.idea_id].title}
        for row in page.rows
        if row.idea_id in known
    ]
    return page_of_rows(page, rows)


class SavedSearchSchema(Schema):
    """A search of one's own: what it asks for, and whether it tells."""

    key = fields.String(required=True)
    q = fields.String(attribute="typed", required=True)
    name = fields.String(required=True)
    tells = fields.Boolean(required=True)
    pace = fields.Enum(Pace, by_value=True, required=True, allow_none=True)
    path = fields.String(required=True)
    project_id = fields.Integer(required=True, allow_none=True)
    followed_at = fields.AwareDateTime(required=True)


class SavedSearchesSchema(Schema):
    rows = fields.List(fields.Nested(SavedSearchSchema), required=True)


class SavedSearchBody(Schema):
    key = fields.String(required=True, validate=validate.Length(max=2_000))
    q = Line(required=True, validate=lambda text: between(text, 1, MOST_CHARACTERS))
    name = Line(load_default="", validate=validate.Length(max=80))
    tells = fields.Boolean(load_default=True)
    pace = fields.Enum(
        Pace,
        by_value=True,
        load_default=None,
        allow_none=True,
        metadata={"description": "Without one it tells as your settings say."},
    )


@blp.route("/me/searches", methods=["GET"])
@blp.response(200, SavedSearchesSchema)
@says(401)
@open_to(Audience.MEMBERS)
def list_searches() -> Any:
    """The searches you saved, the latest first."""
    return {"rows": queries.searches_of(current_actor())}


@blp.route("/me/searches", methods=["PATCH"])
@blp.arguments(SavedSearchBody)
@blp.response(200, SavedSearchesSchema)
@says(*REFUSALS)
@open_to(Audience.MEMBERS)
@writes
def edit_search(asked: dict[str, Any]) -> Any:
    """Change one of them: what it asks for, its name, whether and how soon it tells."""
    actor = current_actor()
    actions.edit_search(
        actor,
        asked["key"],
        typed=asked["q"],
        name=asked["name"],
        tells=asked["tells"],
        pace=asked["pace"],
    )
    return {"rows": queries.searches_of(actor)}
