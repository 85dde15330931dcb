"""Pages for readers who have not signed in, kept whole for a moment.

Everybody who has not signed in sees the same page, so it is made once and kept, at
most `kept_pages_seconds` old. It answers before Flask is asked, with an ETag, and
compressed. Only views marked `@kept` are, and only when they set no cookie.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from os import devnull
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, Response, current_app, request

from cocreate.kernel.nonces import nonce_in
from cocreate.kernel.shown import OUTSIDE, SHOWS, glances

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

V = TypeVar("V", bound=Callable[..., Any])
MARK = "X-CoCreate-Keep"
EXTENSION = "cocreate_kept_pages"
# A browser lays a 304's headers over those it has: the nonce of another would stop it.
OF_THE_BODY = {"Content-Length", "Content-Security-Policy"}
LONGEST_ADDRESS = 300
LARGEST_PAGE = 400_000


def kept(view: V) -> V:
    """Mark a view whose page is the same for every reader who has not signed in."""
    view.__kept__ = True  # type: ignore[attr-defined]  # functions take attributes
    return view


@dataclass(frozen=True, slots=True)
class KeptPage:
    made_at: float
    stamped: int  # when pages were last forgotten, as it was made
    headers: list[tuple[str, str]]
    zipped_headers: list[tuple[str, str]]
    body: bytes
    zipped: bytes
    etag: str
    shows: tuple[int, ...] = ()  # rows, for whom they are shown to is counted


class KeptPages:
    """A WSGI application in front of another, answering what it has kept."""

    def __init__(
        self,
        inner: "WSGIApplication",
        *,
        seconds: float,
        most: int,
        cookies: tuple[str, ...],
        stamp: Path = Path(devnull),
    ) -> None:
        self.inner = inner
        self.stamp = stamp
        self.seconds = seconds
        self.most = most
        self.cookies = tuple(f"{cookie}=" for cookie in cookies)
        self.pages: OrderedDict[str, KeptPage] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        if not self.is_stranger(environ):
            return self.inner(environ, start)
        key = key_of(environ)
        page = self.pages.get(key)
        stamped = self.stamped()
        if (
            page is not None
            and page.stamped == stamped
            and time.monotonic() - page.made_at < self.seconds
        ):
            return send(page, environ, start)
        return self.make(key, stamped, environ, start)

    def is_stranger(self, environ: "WSGIEnvironment") -> bool:
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_AUTHORIZATION" in environ:
            return False
        if "HTTP_HX_REQUEST" in environ:
            return False
        cookies = environ.get("HTTP_COOKIE")
        return not cookies or not any(name in cookies for name in self.cookies)

    def make(
        self,
        key: str,
        stamped: int,
        environ: "WSGIEnvironment",
        start: "StartResponse",
    ) -> Iterable[bytes]:
        said: list[Any] = []

        def hear(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Any:
            said[:] = [status, headers, exc_info]
            return said.append

        environ[OUTSIDE] = True
        body = self.inner(environ, hear)
        status, headers, exc_info = said[:3]
        if not is_for_everybody(status, headers):
            if status.startswith("200"):
                glances.saw(environ, environ.get(SHOWS, ()))
            start(status, [pair for pair in headers if pair[0] != MARK], exc_info)
            return body
        shows = environ.get(SHOWS, ())
        page = fold(b"".join(body), headers, stamped, shows, nonce_in(environ))
        close = getattr(body, "close", None)
        if close is not None:
            close()
        if len(key) <= LONGEST_ADDRESS and len(page.body) <= LARGEST_PAGE:
            self.keep(key, page)
        return send(page, environ, start)

    def keep(self, key: str, page: KeptPage) -> None:
        with self.lock:
            self.pages[key] = page
            self.pages.move_to_end(key)
            while len(self.pages) > self.most:
                self.pages.popitem(last=False)

    def forget(self) -> None:
        """Drop every page, here and in the other processes of this machine."""
        with suppress(OSError):
            self.stamp.touch()
        with self.lock:
            self.pages.clear()

    def stamped(self) -> int:
        """When pages were last to be forgotten, by whichever process."""
        try:
            return self.stamp.stat().st_mtime_ns
        except OSError:
            return 0


def key_of(environ: "WSGIEnvironment") -> str:
    """What a page is kept under: all that its addresses may be made of.

    A proxy that we believe may hand on what a reader says of the host, and nobody else
    is given a page that was made by that.
    """
    said = environ.get
    host = said("HTTP_HOST", ""), said("HTTP_X_FORWARDED_HOST", "")
    asked = environ["PATH_INFO"], said("QUERY_STRING", "")
    return "?".join((*host, said("HTTP_X_FORWARDED_PROTO", ""), *asked))


def forget_kept() -> None:
    """Show nobody a page any more that was made before what has just changed."""
    pages: KeptPages | None = current_app.extensions.get(EXTENSION)
    if pages is not None:
        pages.forget()


def is_for_everybody(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether a page may be kept: one that hands out a cookie is its reader's alone."""
    if (MARK, "1") not in headers or not status.startswith("200"):
        return False
    return all(name.lower() != "set-cookie" for name, _ in headers)


def fold(
    body: bytes,
    headers: list[tuple[str, str]],
    stamped: int,
    shows: tuple[int, ...] = (),
    nonce: str = "",
) -> KeptPage:
    """A page as it is kept; its tag says what it tells, whatever its nonce is."""
    told = body.replace(nonce.encode(), b"") if nonce else body
    etag = f'W/"{hashlib.sha256(told).hexdigest()[:20]}"'
    zipped = gzip.compress(body, 6, mtime=0)
    said = [
        pair
        for pair in headers
        if pair[0] not in {MARK, "Content-Length", "ETag", "Vary"}
    ]
    said += [("ETag", etag), ("Vary", "Accept-Encoding, Cookie")]
    return KeptPage(
        made_at=time.monotonic(),
        stamped=stamped,
        headers=[*said, ("Content-Length", str(len(body)))],
        zipped_headers=[
            *said,
            ("Content-Length", str(len(zipped))),
            ("Content-Encoding", "gzip"),
        ],
        body=body,
        zipped=zipped,
        etag=etag,
        shows=shows,
    )


def send(
    page: KeptPage, environ: "WSGIEnvironment", start: "StartResponse"
) -> Iterable[bytes]:
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start("304 NOT MODIFIED", [h for h in page.headers if h[0] not in OF_THE_BODY])
        return [b""]
    if page.shows:
        glances.saw(environ, page.shows)
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        start("200 OK", page.zipped_headers)
        return [page.zipped]
    start("200 OK", page.headers)
    return [page.body]


def set_up(
    app: Flask, *, seconds: float, most: int, cookies: tuple[str, ...], stamp: Path
) -> None:
    """Put kept pages in front of the application."""
    if not seconds or not most:
        return

    @app.after_request
    def mark(response: Response) -> Response:
        view = app.view_functions.get(request.endpoint or "")
        if getattr(view, "__kept__", False) and "Set-Cookie" not in response.headers:
            response.headers[MARK] = "1"
        return response

    pages = KeptPages(
        app.wsgi_app, seconds=seconds, most=most, cookies=cookies, stamp=stamp
    )
    app.extensions[EXTENSION] = pages
    app.wsgi_app = pages  # type: ignore[method-assign, assignment]  # Flask's documented way
