"""Who is at work on a data folder: servers, workers and commands share it.

Whoever wants it alone, to put another site in its place, is told so at once. The lock
is the system's own (flock): it ends with the process that holds it, however that ends,
and those that are forked from it hold it too.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from cocreate.config import Settings
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.places import own_folder

FILE = "running.lock"
_held: list[BinaryIO] = []


class BeingRestoredError(ConflictError):
    message = "A backup is being restored here. Begin again when that has ended."


class StillRunningError(ConflictError):
    message = (
        "A server, a worker or a command is at work on this site. Stop them first: "
        "what they write meanwhile would be lost."
    )


def share_for_good(settings: Settings) -> None:
    """Be at work here for as long as this process and its children live."""
    _held.append(locked(settings, fcntl.LOCK_SH, BeingRestoredError()))


@contextmanager
def sharing(settings: Settings) -> Iterator[None]:
    """Be at work here, beside others."""
    with locked(settings, fcntl.LOCK_SH, BeingRestoredError()):
        yield


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Have the site to oneself, or be refused."""
    with locked(settings, fcntl.LOCK_EX, StillRunningError()):
        yield


def locked(settings: Settings, how: int, refusal: ConflictError) -> BinaryIO:
    file = (own_folder(settings) / FILE).open("ab")
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise refusal from None
    return file
