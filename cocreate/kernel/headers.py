"""Headers of every answer: what a browser may do with it, and who may keep it."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, make_response, request, session

from cocreate.config import Settings
from cocreate.kernel.nonces import nonce_in

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# Of what is no page: it loads, runs and sends nothing.
NO_PAGE = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; worker-src 'self'; "
    "style-src 'self'{styles}; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
# Of a page in the frame of another: it is read, and does nothing.
STILL = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {}"
)
# What no page of ours asks for; a passkey is asked for by our own pages alone.
PERMISSIONS = (
    ", ".join(
        f"{what}=()"
        for what in (
            *("accelerometer", "browsing-topics", "camera", "display-capture"),
            *("geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi"),
            *("payment", "serial", "usb", "xr-spatial-tracking"),
        )
    )
    + ", publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
FRAMEABLE = "cocreate.frameable"
FRAMES = "x-frame-options"
SAYS = "Content-Security-Policy"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS_HEADERS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}

STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
Headers = list[tuple[str, str]]


def set_up(app: Flask, settings: Settings, is_signed_in: Callable[[], bool]) -> None:
    """Headers of every answer, added to what goes out: dearer on each response."""

    @app.after_request
    def say_who_may_keep_it(response: Response) -> Response:
        if "Cache-Control" not in response.headers:
            own = is_signed_in() or bool(session)  # a session carries a form's token
            response.headers["Cache-Control"] = "no-store" if own else "no-cache"
        return response

    inner = app.wsgi_app
    always = HEADERS | (HTTPS_HEADERS if settings.on_https else {})
    kept = [(name, value, name.lower()) for name, value in always.items()]

    def hardened(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        def start_hardened(status: str, headers: Headers, *failure: Any) -> Any:
            said = {name.lower() for name, _ in headers}
            if FRAMEABLE in environ:
                said.add(FRAMES)
            headers += [(n, value) for n, value, lower in kept if lower not in said]
            if SAYS.lower() not in said:
                headers.append((SAYS, policy_for(nonce_in(environ))))
            return start(status, headers, *failure)

        return inner(environ, start_hardened)

    app.wsgi_app = hardened  # type: ignore[method-assign, assignment]  # Flask's documented way


def policy_for(nonce: str, styles: str = "") -> str:
    """What a page may do whose scripts bear this nonce; without one it is no page.

    Scripts of ours load no others, so that trust needs not be handed on by them.
    """
    return POLICY.format(nonce=nonce, styles=styles) if nonce else NO_PAGE


def frameable(page: str, by: str) -> Response:
    """A page that others may show in a frame; `by`: whose, as a policy names them.

    It runs nothing, sends nothing and knows nobody.
    """
    response = make_response(page)
    response.headers[SAYS] = STILL.format(by)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    request.environ[FRAMEABLE] = True
    return response


def framing(page: str, framed: str) -> Response:
    """A page that shows another document in a frame of its own, sandboxed.

    What that one says of its looks is allowed by its fingerprint, and nothing else is.
    """
    response = make_response(page)
    prints = "".join(f" {print_of(style)}" for style in STYLES.findall(framed))
    response.headers[SAYS] = policy_for(nonce_in(request.environ), prints)
    return response


def print_of(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
