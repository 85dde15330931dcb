"""Ports of one's own, for servers that are begun, killed and begun again.

The system gives none of them to whoever asks for any: a port that was free a moment ago
may else be somebody's by now, and whoever calls a server that is not there yet may be
given that very port to call from, and hear only themselves.
"""

import os
import socket
import tempfile
from functools import cache
from itertools import cycle
from pathlib import Path

from filelock import FileLock, Timeout

FIRST, LAST, EACH = 20_000, 32_000, 200  # Linux gives out those from 32,768 on


def own_port() -> int:
    """One that no other process of ours has, and on which nobody listens."""
    _, ports = block()
    return next(port for port in ports if is_free(port))


@cache
def block() -> tuple[FileLock, "cycle[int]"]:
    """Ports of this process, and the lock that keeps them its own until it ends."""
    folder = Path(tempfile.gettempdir()) / f"cocreate-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    for first in range(FIRST, LAST, EACH):
        lock = FileLock(folder / f"{first}.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            continue
        return lock, cycle(range(first, first + EACH))
    raise AssertionError("too many tests run at once on this machine")


def is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
