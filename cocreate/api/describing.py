"""What the API says of itself, put together when somebody asks for it.

To describe two hundred routes takes a tenth of a start, and few processes are asked.
"""

from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any

from flask import Flask
from flask_smorest import Api, Blueprint

from cocreate.api.answers import ErrorSchema

REFUSALS = {
    400: "The body could not be read.",
    401: "Sign in, or send a token.",
    403: "Not open to you, or closed just now.",
    404: "Nothing is here, or it is not yours to see.",
    409: "It has changed meanwhile.",
    410: "It was here once.",
    413: "The body is too large.",
    415: "Bodies are JSON; a file comes as multipart/form-data.",
    422: "Some of it needs another look; `errors` names the fields.",
    429: "Too often; `Retry-After` says how long to wait.",
    503: "The database cannot be written just now.",
}


class HouseApi(Api):
    """flask-smorest for arguments and documentation; refusals are the kernel's."""

    ERROR_SCHEMA = ErrorSchema

    def __init__(self, app: Flask) -> None:
        self.undescribed: list[Callable[[], None]] = []
        self.document: dict[str, Any] | None = None
        self.describing = Lock()
        super().__init__(app)

    def described(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        with self.describing:
            if self.document is None:
                for describe in self.undescribed:
                    describe()
                self.document = self.spec.to_dict()
            return self.document

    def _register_error_handlers(self) -> None:
        """Refusals are answered by kernel.web, which keeps their headers."""


class HouseBlueprint(Blueprint):
    """Routes that flask-smorest reads and answers for, described when that is asked."""

    def __init__(self, name: str, module: str, *, url_prefix: str) -> None:
        super().__init__(name, module, url_prefix=url_prefix)
        self._prepare_doc_cbks.insert(0, describe_refusals)

    def register_views_in_doc(self, api: HouseApi, *others: Any, **named: Any) -> None:
        describe = super().register_views_in_doc
        api.undescribed.append(partial(describe, api, *others, **named))


def refusing(view: Any, statuses: tuple[int, ...]) -> Any:
    """Say with which refusals a view may answer."""
    said = getattr(view, "_apidoc", {})
    view._apidoc = said | {"refusals": statuses}  # noqa: SLF001 - its documented way
    return view


def describe_refusals(
    document: dict[str, Any], said: dict[str, Any], **_: object
) -> dict[str, Any]:
    """Put the refusals of a route before its answers, as flask-smorest keeps those."""
    answers = said.setdefault("response", {})
    refusals = {status: [refusal(status)] for status in said.pop("refusals", ())}
    answers["responses"] = refusals | answers.get("responses", {})
    return document


def refusal(status: int) -> dict[str, Any]:
    described = {"schema": ErrorSchema, "description": REFUSALS[status]}
    return described | {"content_type": None}


def set_up(app: Flask) -> HouseApi:
    """The API of an application, with its documentation."""
    app.config.update(
        API_TITLE="CoCreate",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {
                "description": "Everything the pages do. Sign in by cookie, or send "
                "`Authorization: Bearer …` with a token made under Me, Tokens."
            },
            "components": {
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}
            },
        },
    )
    return HouseApi(app)
