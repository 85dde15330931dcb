"""Three addresses for machines: whether we live, whether we serve, and all figures."""

from hmac import compare_digest
from http import HTTPStatus
from ipaddress import ip_address

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.health.policy import Status, status_of, troubles_of
from cocreate.health.readiness import latest
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.traffic import traffic_of

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")
METRICS = "text/plain; version=1.0.0; charset=utf-8"

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to(Audience.ANYONE)
def live() -> ResponseReturnValue:
    """Whether this process answers. Nothing else is asked."""
    return unkept(Response("ok\n", mimetype="text/plain"))


@bp.get("/readyz")
@open_to(Audience.ANYONE)
def ready() -> ResponseReturnValue:
    """What is wrong, in words from a list; 503 while nothing can be written."""
    wrong = troubles_of(latest.figures())
    status = status_of(wrong)
    answer = unkept(jsonify(status=status, wrong=wrong))
    if status is Status.UNREADY:
        answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        answer.headers["Retry-After"] = "5"
    return answer


@bp.get("/metrics")
@open_to(Audience.ANYONE)  # whoever has the token, or sits on this machine
def metrics() -> ResponseReturnValue:
    """Every figure, for Prometheus."""
    refuse_the_public()
    # The client of Prometheus is loaded by the processes that are asked.
    from cocreate.health.telling import told  # noqa: PLC0415 - see above

    figures = told(latest.figures(), traffic_of(current_app))
    return unkept(Response(figures, content_type=METRICS))


def refuse_the_public() -> None:
    """With a token set it alone opens; else this machine, asked by no proxy."""
    token = current().metrics_token
    if token is not None:
        given = request.headers.get("Authorization", "").encode()
        expected = f"Bearer {token.get_secret_value()}".encode()
        if not compare_digest(given, expected):
            raise NotFoundError
    elif not is_from_this_machine():
        raise NotFoundError


def is_from_this_machine() -> bool:
    """A proxy sits here, too, and says for whom it asks."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def unkept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
