"""Packages are read by a process apart, with little time and memory, and no more.

Parsers stumble over what is made to hurt them. The child knows no settings of ours and
opens no file: it asks for each piece of the package. What ends it, or takes it longer
than its time, is a refusal of the package.
"""

import json
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import IO, Any

from cocreate.beta.kinds import Platform
from cocreate.beta.packages.facts import BadPackageError, Facts
from cocreate.kernel.children import Child, a_child

SECONDS = 30
MOST_PIECE = 16 * 1024 * 1024
LONGEST_ANSWER = 64 * 1024
STUCK = (
    "This file takes too much time or memory to read. Make it anew, or bring it in a"
    " plain archive of another name."
)
Read = Callable[[int, int], bytes]


def facts_apart(read: Read, size: int, file_name: str) -> Facts:
    """What a package says of itself, read apart; `read` gives the bytes from, up to."""
    with a_child("cocreate.beta.packages") as child, in_time(child):
        say(child.asks, {"size": size, "name": file_name})
        answer = answered(child.asks, child.says, read)
    if answer is None:
        raise BadPackageError(STUCK)
    if "refused" in answer:
        raise BadPackageError(str(answer["refused"]))
    platform = answer["facts"].pop("platform")
    return Facts(**answer["facts"], platform=Platform(platform) if platform else None)


@contextmanager
def in_time(child: Child) -> Iterator[None]:
    clock = Timer(SECONDS, child.process.kill)
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def answered(asks: IO[bytes], says: IO[bytes], read: Read) -> dict[str, Any] | None:
    """Give the child the pieces it asks for, until it knows; None when it died."""
    while True:
        said = says.readline(LONGEST_ANSWER)
        if not said.endswith(b"\n"):
            return None
        told: dict[str, Any] = json.loads(said)
        if "from" not in told:
            return told
        start, end = int(told["from"]), int(told["upto"])
        piece = read(start, end) if 0 <= start <= end <= start + MOST_PIECE else b""
        try:
            asks.write(struct.pack("<Q", len(piece)) + piece)
            asks.flush()
        except BrokenPipeError:
            return None


def say(pipe: IO[bytes], told: dict[str, Any]) -> None:
    pipe.write(json.dumps(told).encode() + b"\n")
    pipe.flush()
