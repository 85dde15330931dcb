"""The application as programs outside of it find it."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from cocreate.kernel.kept_pages import MARK, KeptPages
from tests.racing import PATIENCE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@contextmanager
def served(app: "WSGIApplication") -> Iterator[str]:
    """Where the application can be visited, as http://127.0.0.1:…"""
    door = Door()

    class Answering(WSGIRequestHandler):
        def run_wsgi(self) -> None:
            if door.enter():
                try:
                    super().run_wsgi()
                finally:
                    door.leave()

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Answering)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        door.close()


class Door:
    """Before an application; once it is closed, nobody is in there any more.

    A browser that goes may have sent something just before, and what comes of that is
    not to be found by the next test.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.inside = 0
        self.is_closed = False

    def enter(self) -> bool:
        with self.changed:
            self.inside += not self.is_closed
            return not self.is_closed

    def leave(self) -> None:
        with self.changed:
            self.inside -= 1
            self.changed.notify_all()

    def close(self) -> None:
        with self.changed:
            self.is_closed = True
            assert self.changed.wait_for(lambda: not self.inside, PATIENCE)


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
