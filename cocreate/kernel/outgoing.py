"""Large files on their way out: read piece by piece, and counted to the last byte."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import IO, Any

from cocreate.kernel.log import log

PIECE = 256 * 1024


class Outgoing:
    """Some bytes of a file, which tells once how many of them have left.

    A server that can send files by itself asks for `fileno`, and says with `leave_to`
    that it will tell later.
    """

    def __init__(
        self,
        file: IO[bytes],
        *,
        start: int,
        size: int,
        told: Callable[[int], None] | None = None,
    ) -> None:
        self.file = file
        self.size = size
        self.left = size
        self.told = told
        file.seek(start)

    def fileno(self) -> int:
        return self.file.fileno()

    def read(self, most: int) -> bytes:
        if not self.left:
            return b""
        piece = self.file.read(min(most, self.left))
        self.left -= len(piece)
        if not self.left:
            self.close()  # also where nobody else does
        return piece

    def leave_to(self, other: Callable[[Callable[[int], None]], None]) -> None:
        """Let another hand send it, and tell what became of it."""
        told, self.told = self.told, None
        other(partial(outlive, told or ignore))

    def close(self) -> None:
        self.file.close()
        if self.told is not None:
            told, self.told = self.told, None
            told(self.size - self.left)


def outlive(told: Callable[[int], None], sent: int) -> None:
    """Whatever goes wrong in the telling of one, the hand tells of the others."""
    try:
        told(sent)
    except Exception:  # noqa: BLE001 - a thread that dies here would tell of none
        log.exception("outgoing.untold", sent=sent)


def ignore(_: int) -> None:
    """Nobody wants to know."""


class Pieces:
    """The same over a store that is no disk: it has no number the server could use."""

    def __init__(self, pieces: Iterable[bytes], told: Callable[[int], None]) -> None:
        self.pieces: Iterator[bytes] = iter(pieces)
        self.told: Callable[[int], None] | None = told
        self.sent = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            yield piece
            self.sent += len(piece)
        self.close()

    def close(self) -> None:
        if self.told is not None:
            told, self.told = self.told, None
            told(self.sent)


def handed(environ: Any, body: Outgoing) -> Any:
    """What WSGI is given: the server's own wrapper where it has one (PEP 3333).

    Our own server hears of it before the head of the answer leaves.
    """
    expect = getattr(environ.get("gunicorn.socket"), "expect_file", None)
    if expect is not None:
        expect(body.size)
    wrapper = environ.get("wsgi.file_wrapper")
    return wrapper(body, PIECE) if wrapper else Whole(body)


class Whole:
    """An iterator over it, for servers without a wrapper."""

    def __init__(self, body: Outgoing) -> None:
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.body.read(PIECE):
            yield piece

    def close(self) -> None:
        self.body.close()
