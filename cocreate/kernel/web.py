"""What every answer carries: headers, a CSRF check before, an error page after."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from flask import (
    Flask,
    Response,
    current_app,
    redirect,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ParseException
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from cocreate.config import Settings
from cocreate.kernel import addresses, again, fragments, headers, hosts, unavailable
from cocreate.kernel.access import SAFE_METHODS
from cocreate.kernel.bearer import is_for_programs, is_token_request
from cocreate.kernel.db import db
from cocreate.kernel.errors import (
    CoCreateError,
    InvalidError,
    MalformedError,
    NotFoundError,
    SignInFirstError,
    TooLargeError,
    TooManyError,
)
from cocreate.kernel.field_messages import fields_of
from cocreate.kernel.form_pages import page_of_form
from cocreate.kernel.form_tokens import NAME as TOKEN
from cocreate.kernel.form_tokens import check_form_token, form_token
from cocreate.kernel.languages import Saying, translatable
from cocreate.kernel.log import log
from cocreate.kernel.said import body_of, page_of
from cocreate.kernel.sessions import Sessions
from cocreate.kernel.unavailable import UnavailableError

V = TypeVar("V", bound=Callable[..., Any])


def set_up(app: Flask, settings: Settings, *, is_signed_in: Callable[[], bool]) -> None:
    """Wire the checks and headers of every request."""
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        SESSION_COOKIE_NAME="__Host-cocreate" if settings.on_https else "cocreate",
        SESSION_COOKIE_SECURE=settings.on_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=settings.request_most_bytes,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = Sessions()
    # No view is a coroutine: Flask would ask each of them, at every request.
    app.ensure_sync = itself  # type: ignore[method-assign, assignment]
    app.jinja_env.globals["csrf"] = form_token
    addresses.set_up(app)
    fragments.set_up(app)
    hosts.set_up(app, settings)
    app.before_request(refuse_foreign_posts)
    headers.set_up(app, settings, is_signed_in)
    set_up_errors(app, is_signed_in)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def itself(view: V) -> V:
    return view


def refuse_foreign_posts() -> None:
    """A write needs a token that only our own pages hold.

    What brings no cookie's authority needs none: a request with an API token, and one
    to the API that brings no cookie, of a program without an account.
    """
    if request.routing_exception is not None:
        return  # nothing stands here that could be written to
    if request.method in SAFE_METHODS or is_token_request() or checks_itself():
        return
    if is_for_programs(request) and not request.cookies:
        return
    check_form_token(request.form.get(TOKEN) or request.headers.get("X-CSRFToken"))


def checks_itself() -> bool:
    """Views that stream a form look for its token themselves: see kernel.uploads.

    Views whose address is signed need none: mail programs post to them (RFC 8058).
    """
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, "__streams__") or hasattr(view, "__signed_address__")


def signed_address(view: V) -> V:
    """Mark a view that does only what its own, signed address says."""
    view.__signed_address__ = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def set_up_errors(app: Flask, is_signed_in: Callable[[], bool]) -> None:
    app.register_error_handler(CoCreateError, refuse)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(CSRFError, partial(refuse_csrf, is_signed_in))
    app.register_error_handler(UnavailableError, put_off)
    app.register_error_handler(SQLAlchemyError, refuse_data)
    app.register_error_handler(OSError, refuse_system)
    app.register_error_handler(Exception, apologise)


def refuse(error: CoCreateError) -> ResponseReturnValue:
    if isinstance(error, SignInFirstError) and is_page_read():
        return redirect(
            url_for("people.sign_in", next=request.full_path.rstrip("?")), 303
        )
    signs_in = isinstance(error, SignInFirstError) and not wants_json()
    if signs_in and (door := again.at_the_door()):
        return door
    answer = explain(
        int(error.status),
        error.saying,
        fields=getattr(error, "fields", None),
        quotes=error.quotes,
        heading=error.heading,
        onward=error.onward,
    )
    if retry_after := getattr(error, "retry_after", None):
        answer.headers["Retry-After"] = str(retry_after)
    if isinstance(error, SignInFirstError) and wants_json():
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def is_page_read() -> bool:
    return request.method in SAFE_METHODS and not wants_json()


def wants_json() -> bool:
    return request.path.startswith("/api/") or (
        request.accept_mimetypes.best_match(["text/html", "application/json"])
        == "application/json"
    )


SENTENCES = {
    400: MalformedError.message,
    404: NotFoundError.message,
    405: translatable("This address does not take that kind of request."),
    413: TooLargeError.message,
    415: translatable("We do not read this kind of content."),
    422: InvalidError.message,
    429: TooManyError.message,
}


def refuse_http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004 - redirects pass
        return error
    code = error.code or 500
    if code == 405 and not wants_json() and (page := page_of_form()):  # noqa: PLR2004 - HTTP's own number
        return redirect(page, 303)
    sentence = SENTENCES.get(code, error.description or "That did not work.")
    answer = explain(code, sentence, fields=fields_of(error))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            answer.headers[name] = value
    retry_after = getattr(error, "retry_after", None)
    if code == 429 and "Retry-After" not in answer.headers:  # noqa: PLR2004 - HTTP's own number
        answer.headers["Retry-After"] = str(retry_after or 60)
    return answer


def refuse_csrf(is_signed_in: Callable[[], bool], _: CSRFError) -> ResponseReturnValue:
    page = None if wants_json() else again.asked_again(signed_in=is_signed_in())
    return page or explain(
        400,
        translatable(
            "This page had been open for a long time, so we could not be sure it was "
            "you. Go back, reload the page and send it again: what you typed is still "
            "there."
        ),
    )


def refuse_data(error: SQLAlchemyError) -> ResponseReturnValue:
    """Values the database cannot hold are the sender's; everything else is ours."""
    if meaning := unavailable.of_database(error):
        return put_off(meaning, error)
    db.session.rollback()
    original = error.orig if isinstance(error, DBAPIError) else None
    if type(error).__name__ == "DataError" or isinstance(original, OverflowError):
        return explain(
            404 if request.method in SAFE_METHODS else 422, NotFoundError.message
        )
    return apologise(error)


def refuse_system(error: OSError) -> ResponseReturnValue:
    meaning = unavailable.of_system(error)
    return put_off(meaning, error) if meaning else apologise(error)


def put_off(
    meaning: UnavailableError, error: Exception | None = None
) -> ResponseReturnValue:
    """We cannot, for now: nothing was written, and what was typed is on the page."""
    db.session.rollback()
    said = repr(error or meaning.__cause__)[:300]
    log.error("request.put_off", cause=meaning.cause, error=said)
    typed = None if wants_json() else again.typed_here()
    answer = explain(int(meaning.status), str(meaning), typed=typed)
    answer.headers["Retry-After"] = str(meaning.retry_after)
    return answer


def apologise(error: Exception) -> ResponseReturnValue:
    # JSON nested deeper than anybody writes; a body whose pieces do not fit together.
    if isinstance(error, RecursionError | ParseException):
        return explain(400, SENTENCES[400])
    if isinstance(error, OverflowError):  # a number in the address no key can have
        return explain(404, NotFoundError.message)
    if isinstance(error, RequestEntityTooLarge):
        return refuse_http(error)
    db.session.rollback()
    log.exception("request.failed", path=request.path, exc_info=error)
    return explain(500, "Something went wrong on our side. It has been noted.")


def explain(
    status: int,
    sentence: str | Saying,
    *,
    fields: dict[str, str] | None = None,
    **told: Any,
) -> Response:
    """A refusal in the asker's own format; `told`: what else its page says."""
    saying = sentence if isinstance(sentence, Saying) else Saying(sentence)
    if wants_json():
        body = body_of(status, saying, fields)
        answer = Response(response=body, status=status, mimetype="application/json")
    else:
        page = page_of(status, saying, fields=fields, **told)
        answer = Response(page, status=status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer
