"""The application as programs outside of it find it."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.serving import make_server

from cocreate.kernel.kept_pages import MARK, KeptPages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@contextmanager
def served(app: "WSGIApplication") -> Iterator[str]:
    """Where the application can be visited, as http://127.0.0.1:…"""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def keeping(app: Flask) -> KeptPages:
    """The application behind pages that are kept, whichever they are."""
    plain = app.wsgi_app

    def marked(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        def start_marked(
            status: str, headers: list[tuple[str, str]], *more: Any
        ) -> Any:
            return start(status, [*headers, (MARK, "1")], *more)

        return plain(environ, start_marked)

    return KeptPages(
        marked, seconds=60, most=5, cookies=(app.config["SESSION_COOKIE_NAME"],)
    )
