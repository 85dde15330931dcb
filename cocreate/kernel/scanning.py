"""What people send is shown to the scanner of malware that the operator runs, if any.

clamd is asked by its command INSTREAM, as clamd(8) says: the file in pieces, each after
its length, and one answer. What it knows is refused, and so is every file while it does
not answer: nothing is handed on that nobody looked at.
"""

import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from cocreate.config import current
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.log import log
from cocreate.kernel.unavailable import ScannerAwayError

AT_ONCE = 1024 * 1024  # bytes of one piece
CONNECTS, LOOKS, ANSWERS = 5.0, 150.0, 1.0  # seconds; clamd looks for two minutes
ASK, PING = b"zINSTREAM\0", b"zPING\0"
LENGTH = struct.Struct("!L")
LONGEST_ANSWER = 4096
CLEAN, FOUND, ALIVE = "OK", " FOUND", "PONG"


def refuse_malware(pieces: Iterable[bytes], *, size: int, field: str) -> None:
    """Refuse a file that the scanner knows; what is too large for it is not shown.

    Raises `InvalidError` under `field`, or `ScannerAwayError` where it cannot say.
    """
    if not current().scanner_url:
        return
    if size > current().scanner_most_bytes:
        log.info("scanner.too_large", size=size)
        return
    said = asked(pieces)
    if said.endswith(FOUND):
        name = said.removesuffix(FOUND)
        log.warning("scanner.found", what=name, size=size)
        raise InvalidError(
            {field: f"Our scanner knows this file as harmful ({name}). It is not kept."}
        )
    if said != CLEAN:
        log.error("scanner.failed", said=said)
        raise ScannerAwayError


def asked(pieces: Iterable[bytes]) -> str:
    """What clamd says of a file: OK, a name and FOUND, or why it did not look."""
    try:
        with line_to_scanner(LOOKS) as line:
            line.sendall(ASK)
            for piece in pieces:
                for at in range(0, len(piece), AT_ONCE):
                    some = piece[at : at + AT_ONCE]
                    line.sendall(LENGTH.pack(len(some)) + some)
            line.sendall(LENGTH.pack(0))
            return answer(line).removeprefix("stream: ")
    except OSError as failure:
        return str(failure)


def answers() -> bool:
    """Whether the scanner is there; where none is asked, nothing is missing."""
    if not current().scanner_url:
        return True
    try:
        with line_to_scanner(ANSWERS) as line:
            line.sendall(PING)
            return answer(line) == ALIVE
    except OSError:
        return False


@contextmanager
def line_to_scanner(patience: float) -> Iterator[socket.socket]:
    """A connection; its address is a host and a port, or a socket on this machine."""
    where = urlsplit(current().scanner_url)
    soon = min(CONNECTS, patience)
    with ExitStack() as stack:
        if where.scheme == "unix":
            line = stack.enter_context(socket.socket(socket.AF_UNIX))
            line.settimeout(soon)
            line.connect(where.path)
        else:
            place = where.hostname or "", where.port or 0
            line = stack.enter_context(socket.create_connection(place, soon))
        line.settimeout(patience)
        yield line


def answer(line: socket.socket) -> str:
    """Up to the zero that ends it, or the end of the line."""
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        some = line.recv(LONGEST_ANSWER)
        if not some:
            break
        said += some
    return said.rstrip(b"\0").decode(errors="replace").strip()
