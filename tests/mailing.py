"""A real mail server for tests: it keeps what it takes, and says what it is told to."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.ports import own_port

OpenOffice = Callable[..., "PostOffice"]


class PostOffice:
    """What it received, which passwords it was told, and what it says to whom."""

    def __init__(self, **options: Any) -> None:
        self.received: list[bytes] = []
        self.passwords: list[bytes] = []
        self.says_to: dict[str, str] = {}  # at RCPT, by address
        self.says_of_letters: list[str] = []  # at DATA, one after the other
        self.port = own_port()
        self.seconds = 0.0  # that it takes for a letter
        self.options = options

    def open(self) -> None:
        self.controller = Controller(
            self, "127.0.0.1", self.port, authenticator=self.learn, **self.options
        )
        self.controller.start()

    def close(self) -> None:
        self.controller.stop()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name and order
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        said = self.says_to.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        await asyncio.sleep(self.seconds)
        if self.says_of_letters:
            return self.says_of_letters.pop(0)
        self.received.append(envelope.content)
        return f"250 2.0.0 OK queued as {len(self.received)}"

    def learn(self, *asked: Any) -> AuthResult:
        (said,) = (part for part in asked if isinstance(part, LoginPassword))
        self.passwords.append(said.password)
        return AuthResult(success=True)

    def url(self, user: str = "") -> str:
        return f"smtp://{user}127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        """The Message-ID of each letter received, in order."""
        return [str(message_from_bytes(raw)["Message-ID"]) for raw in self.received]


@contextmanager
def post_offices() -> Iterator[OpenOffice]:
    """Opens as many as asked for, and closes them."""
    offices: list[PostOffice] = []

    def start(**options: Any) -> PostOffice:
        office = PostOffice(**options)
        office.open()
        offices.append(office)
        return office

    yield start
    for office in offices:
        office.close()
