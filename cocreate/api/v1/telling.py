"""What one is told, and how one wants to be told."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.schemas import NoticeSchema, PageArguments, page_of
from cocreate.config import current
from cocreate.config_kinds import zone_named
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.transaction import writes
from cocreate.notices import actions, queries
from cocreate.notices.actions import Rhythms
from cocreate.notices.forms import CHOSEN
from cocreate.notices.kind import WISHES, Kind, Wish
from cocreate.notices.pace import Pace
from cocreate.people.session import current_actor


def must_be_a_zone(name: str) -> None:
    try:
        zone_named(name)
    except ValueError as unknown:
        raise ValidationError(str(unknown)) from None


class WishBody(Schema):
    """How you want to hear of a kind of thing: here, by mail, in your browsers."""

    in_app = fields.Boolean(required=True)
    mail = fields.Enum(Pace, by_value=True, required=True)
    push = fields.Enum(Pace, by_value=True, required=True)

    @post_load
    def wish(self, loaded: dict[str, Any], **_: Any) -> Wish:
        """The same that the page's form makes."""
        return Wish(**loaded)


class WishSchema(WishBody):
    kind = fields.String(required=True)
    words = fields.String(required=True)


class WishesSchema(Schema):
    rows = fields.List(fields.Nested(WishSchema), required=True)


class RhythmBody(Schema):
    """At which hours of your own clock you hear of things. Quiet from = until: any."""

    time_zone = fields.String(required=True, validate=must_be_a_zone)
    quiet_from = fields.Integer(required=True, validate=validate.Range(0, 23))
    quiet_until = fields.Integer(required=True, validate=validate.Range(0, 23))
    digest_hour = fields.Integer(required=True, validate=validate.Range(0, 23))
    digest_day = fields.Integer(
        required=True,
        validate=validate.Range(0, 6),
        metadata={"description": "0 is Monday."},
    )

    @post_load
    def rhythms(self, loaded: dict[str, Any], **_: Any) -> Rhythms:
        """The same that the page's form makes."""
        return Rhythms(**loaded)


class RhythmSchema(RhythmBody):
    paused_at = fields.AwareDateTime(allow_none=True)


@blp.route("/me/notices", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(NoticeSchema))
@says(401, 422)
@open_to(Audience.MEMBERS)
def list_notices(asked: dict[str, Any]) -> Any:
    """What you were told, the latest first."""
    page = queries.inbox(current_actor(), place=asked.get("page"), size=asked["limit"])
    rows = [{**line._asdict(), "said": line.said} for line in page.rows]
    return page_of_rows(page, rows)


@blp.route("/me/wishes", methods=["GET"])
@blp.response(200, WishesSchema)
@says(401)
@open_to(Audience.MEMBERS)
def list_wishes() -> Any:
    """How you want to hear of each kind of thing."""
    wishes = queries.wishes_of(current_actor())
    return {"rows": [told_wish(kind, wish) for kind, wish in wishes.items()]}


@blp.route("/me/wishes/<kind>", methods=["PUT"])
@blp.arguments(WishBody)
@blp.response(200, WishSchema)
@says(400, 401, 403, 404, 413, 415, 422)
@open_to(Audience.MEMBERS)
@writes
def keep_wish(wish: Wish, kind: str) -> Any:
    """Choose how to hear of a kind of thing from now on."""
    if kind not in CHOSEN:
        raise NotFoundError
    actions.wish_all(current_actor(), {Kind(kind): wish})
    return told_wish(Kind(kind), wish)


def told_wish(kind: Kind, wish: Wish) -> dict[str, Any]:
    return {"kind": str(kind), "words": WISHES[kind], **wish._asdict()}


@blp.route("/me/rhythm", methods=["GET"])
@blp.response(200, RhythmSchema)
@says(401)
@open_to(Audience.MEMBERS)
def show_rhythm() -> Any:
    """At which hours you hear of things, and since when letters rest unread."""
    return told_rhythm()


@blp.route("/me/rhythm", methods=["PUT"])
@blp.arguments(RhythmBody)
@blp.response(200, RhythmSchema)
@says(400, 401, 403, 413, 415, 422)
@open_to(Audience.MEMBERS)
@writes
def keep_rhythm(rhythms: Rhythms) -> Any:
    """Choose your time zone, quiet hours, and when what is daily or weekly comes."""
    actions.keep_rhythm(current_actor(), rhythms)
    return told_rhythm()


def told_rhythm() -> dict[str, Any]:
    rhythm = queries.rhythm_of(current_actor())
    names = ("quiet_from", "quiet_until", "digest_hour", "digest_day", "paused_at")
    told = {name: getattr(rhythm, name) for name in names}
    return {**told, "time_zone": rhythm.time_zone or current().time_zone}
