"""A scanner of malware for tests: it speaks as clamd does, and knows one signature."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# The harmless file that every scanner knows (eicar.org), put together here, lest the
# scanner of whoever works on this takes the tests away.
EICAR = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
)


class Scanner(socketserver.ThreadingTCPServer):
    """What it was shown; `says` replaces its answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Line)
        self.shown: list[bytes] = []
        self.says: bytes | None = None

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class Line(socketserver.StreamRequestHandler):
    server: Scanner

    def handle(self) -> None:
        asked = b""
        while not asked.endswith(b"\0"):
            asked += self.rfile.read(1)
        if asked == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        assert asked == b"zINSTREAM\0"
        sent = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            sent += self.rfile.read(length)
        self.server.shown.append(sent)
        found = b"stream: Eicar-Test-Signature FOUND\0"
        judged = found if EICAR in sent else b"stream: OK\0"
        self.wfile.write(judged if self.server.says is None else self.server.says)


@contextmanager
def at_work() -> Iterator[Scanner]:
    with Scanner() as scanner:
        thread: Any = threading.Thread(target=scanner.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield scanner
        finally:
            scanner.shutdown()
            thread.join()
