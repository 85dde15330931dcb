"""One request to a push service that a browser named, and to no machine of ours.

The address comes from outside: it is looked up once, and only a public number is
called. No redirect is followed, little is read, and it may take a few seconds in all.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from cocreate.config import current
from cocreate.kernel.push.address import is_public

SECONDS = 10
MOST_READ = 300
UNHEARD = (OSError, HTTPException, ValueError)


class Answer(NamedTuple):
    """What a push service said."""

    status: int
    words: str
    later: str  # when to ask again, where it says so


def ask(endpoint: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post to an address; OSError and such where nobody answers in time."""
    parts = urlsplit(endpoint)
    asking = Careful(parts)
    # However slowly it answers, each octet in time: it is over after a while.
    over = Timer(SECONDS, asking.hang_up)
    over.start()
    try:
        path = parts._replace(scheme="", netloc="", fragment="").geturl()
        asking.request("POST", path or "/", body, dict(headers))
        said = asking.getresponse()
        words = said.read(MOST_READ).decode("utf-8", "replace")
        return Answer(said.status, words, said.headers.get("Retry-After", ""))
    finally:
        over.cancel()
        asking.close()


class Careful(HTTPConnection):
    """A connection that is opened to public numbers alone."""

    def __init__(self, parts: SplitResult) -> None:
        self.secure = parts.scheme == "https"
        port = parts.port or (443 if self.secure else 80)
        super().__init__(parts.hostname or "", port, timeout=SECONDS)

    def connect(self) -> None:
        number = number_of(self.host, self.port)
        self.sock = socket.create_connection((number, self.port), SECONDS)
        if self.secure:
            self.shake_hands()

    def shake_hands(self) -> None:
        secured = trust().wrap_socket(
            self.sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock = secured
        secured.do_handshake()

    def hang_up(self) -> None:
        with suppress(OSError, AttributeError):  # nobody may have taken up yet
            self.sock.shutdown(socket.SHUT_RDWR)


def number_of(host: str, port: int) -> str:
    """The number of a host; refused where any is of a private network."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(address[0]).partition("%")[0] for *_, address in found]
    if not current().push_anywhere and not all(map(is_public, numbers)):
        raise PermissionError(f"{host} is in a private network")
    return numbers[0]


@cache
def trust() -> ssl.SSLContext:
    return ssl.create_default_context()
