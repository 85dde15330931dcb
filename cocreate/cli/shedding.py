"""Turning some away when more come than can be answered, so that the others are.

Whoever has to wait longer than they would is better told so at once: an answer that
nobody waits for any more costs as much as another. How long a request has waited is
told by two things: how many stand in line at the door (of a socket that listens, Linux
tells that as `tcpi_unacked`), and how long ago those were seen who are answered now.
"""

import json
import socket
import struct
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from cocreate.kernel.traffic import note_shed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LATE_SECONDS = 2.0
NEW_SECONDS = 10.0  # in which a process answers slowly, for the first time each kind
LONG_LINE = 400  # connections that nobody has taken yet
UNACKED = 24  # where it stands in struct tcp_info of linux/tcp.h
RETRY_SECONDS = "5"
ALWAYS = ("/healthz", "/readyz", "/metrics")
SENTENCE = "More people came at once than we can answer. Try again in a moment."
PAGE = f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>One moment, please</title>
<h1>One moment, please</h1>
<p>{SENTENCE} Nothing was changed; your browser still has what you typed.</p>
"""


class Line:
    """Those who wait for this process."""

    def __init__(self) -> None:
        self.begun_at = time.monotonic()
        self.seen_at: float | None = None  # those who are being answered
        self.is_long = False

    def look(self, listeners: Iterable[socket.socket]) -> None:
        self.is_long = any(waiting_at(one) > LONG_LINE for one in listeners)

    def is_late(self) -> bool:
        """Who waits for a process that has just begun is not turned away for that."""
        at, seen = time.monotonic(), self.seen_at
        waited = at - seen if seen is not None else 0.0
        is_new = at - self.begun_at < NEW_SECONDS
        return self.is_long or (waited > LATE_SECONDS and not is_new)


def waiting_at(listener: socket.socket) -> int:
    """How many connections wait to be taken; none where the system does not tell."""
    try:
        told = listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, UNACKED + 4)
    except (OSError, AttributeError):
        return 0
    return int(struct.unpack_from("=I", told, UNACKED)[0])


class Shedding:
    """In front of the application: answers itself while the line is late."""

    def __init__(self, app: Flask, line: Line) -> None:
        self.app = app
        self.line = line

    def __call__(
        self, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        if not self.line.is_late() or path in ALWAYS:
            return self.app(environ, start)
        note_shed(self.app)
        kind, body = in_words_of(path)
        start(
            "503 Service Unavailable",
            [
                ("Content-Type", kind),
                ("Content-Length", str(len(body))),
                ("Retry-After", RETRY_SECONDS),
                ("Cache-Control", "no-store"),
                ("Connection", "close"),
            ],
        )
        return [body]


def in_words_of(path: str) -> tuple[str, bytes]:
    if path.startswith("/api/"):
        said = json.dumps({"code": 503, "message": SENTENCE})
        return "application/json", said.encode()
    return "text/html; charset=utf-8", PAGE.encode()
