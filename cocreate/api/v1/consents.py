"""What one agreed to and took back."""

from typing import Any

from marshmallow import Schema, fields

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.schemas import PageArguments, page_of
from cocreate.kernel.access import Audience, open_to
from cocreate.people import queries
from cocreate.people.agreed import Agreed, Source
from cocreate.people.session import current_actor


class ConsentSchema(Schema):
    """A yes or a no. The latest of the same `what` and `about` is what holds."""

    what = fields.Enum(Agreed, by_value=True, required=True)
    about = fields.String(
        required=True,
        metadata={"description": "The key of a beta or a sign-in, a kind of notice."},
    )
    version = fields.String(required=True)
    is_given = fields.Boolean(required=True)
    source = fields.Enum(Source, by_value=True, required=True)
    noted_at = fields.AwareDateTime(required=True)


@blp.route("/me/consents", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(ConsentSchema))
@says(401, 422)
@open_to(Audience.MEMBERS)
def list_consents(asked: dict[str, Any]) -> Any:
    """Whatever you agreed to and took back, the latest first."""
    page = queries.own_consents(
        current_actor(), place=asked.get("page"), size=asked["limit"]
    )
    return page_of_rows(page, [row._asdict() for row in page.rows])
