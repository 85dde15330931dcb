"""How the API answers: one shape of page, one shape of error, headers kept."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from flask import Request, Response, current_app, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from cocreate.kernel.access import SAFE_METHODS, answering
from cocreate.kernel.bearer import refuse_reading
from cocreate.kernel.errors import MalformedError
from cocreate.kernel.paging import Page
from cocreate.people.session import is_signed_in

OK = 200
FILES = "multipart/form-data"
MOST_JSON = 1_000_000
V = TypeVar("V", bound=Callable[..., Any])


class ErrorSchema(Schema):
    """What every refusal looks like."""

    code = fields.Integer(required=True)
    message = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.String())


class HouseParser(FlaskParser):
    """Reads bodies; a number of more digits than Python reads is no body."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        try:
            return super().load_json(req, schema)
        except ValueError:
            raise MalformedError from None


def watch(blueprint: Blueprint) -> None:
    """What every route of a version does before and after."""
    blueprint.ARGUMENTS_PARSER = HouseParser()
    blueprint.before_request(refuse_reading_tokens)
    blueprint.before_request(refuse_other_media)
    blueprint.after_request(name_its_version)


def refuse_reading_tokens() -> None:
    if request.method not in SAFE_METHODS:
        refuse_reading()


def takes_files(view: V) -> V:
    """Mark a route whose body is a form with a file."""
    view.__takes_files__ = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def refuse_other_media() -> None:
    """Bodies are JSON, and say so; those with a file in them are forms."""
    if request.is_json:
        request.max_content_length = MOST_JSON
    if request.method in SAFE_METHODS or not request.content_length:
        return
    view = answering(current_app, request.endpoint or "", request.method)
    if hasattr(view, "__streams__"):
        return  # it reads its form itself, once it knows that nobody else sent it
    wanted = hasattr(view, "__takes_files__") and request.mimetype == FILES
    if not wanted and not request.is_json:
        raise UnsupportedMediaType


def name_its_version(response: Response) -> Response:
    """Public answers may be asked for again with their ETag."""
    if request.method == "GET" and response.status_code == OK and not is_signed_in():
        response.add_etag()
        response.make_conditional(request)
    return response


def page_of_rows(page: Page[Any], rows: list[dict[str, Any]]) -> tuple[Any, int, Any]:
    """Rows with the marks of the pages beside them, also as Link headers (RFC 8288)."""
    links = [
        f'<{address(mark)}>; rel="{relation}"'
        for relation, mark in (("next", page.following), ("prev", page.preceding))
        if mark
    ]
    headers = {"Link": ", ".join(links)} if links else {}
    body = {"rows": rows, "following": page.following, "preceding": page.preceding}
    return body, OK, headers


def address(mark: str) -> str:
    query = {**request.args.to_dict(), "page": mark}
    return f"{quote(request.path)}?{urlencode(query)}"
