"""The process that reads one package: asks for pieces, tells its facts, and ends."""

import json
import resource
import struct
import sys
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from cocreate.beta.packages.facts import BadPackageError
from cocreate.beta.packages.reading import read_facts
from cocreate.beta.packages.source import Read, Source

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 15
BLOCK = 512 * 1024
REMEMBERED = 16


def main() -> None:
    bind()
    asked = json.loads(sys.stdin.buffer.readline())
    source = Source(asked["size"], pieces_of(asked["size"]))
    try:
        facts = read_facts(source, asked["name"])
    except BadPackageError as refusal:
        say({"refused": str(refusal)})
    else:
        say({"facts": asdict(facts)})


def bind() -> None:
    """As much memory and time as an honest package needs, and no file written."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every system binds each
            resource.setrlimit(what, (most, most))


def pieces_of(size: int) -> Read:
    """The bytes from, up to; asked for in blocks, of which the last are remembered."""

    @lru_cache(REMEMBERED)
    def block(number: int) -> bytes:
        start = number * BLOCK
        return asked_for(start, min(start + BLOCK, size))

    def read(start: int, end: int) -> bytes:
        first, last = start // BLOCK, max(start, end - 1) // BLOCK
        found = b"".join(block(number) for number in range(first, last + 1))
        return found[start - first * BLOCK : end - first * BLOCK]

    return read


def asked_for(start: int, end: int) -> bytes:
    say({"from": start, "upto": end})
    (length,) = struct.unpack("<Q", sys.stdin.buffer.read(8))
    return sys.stdin.buffer.read(length)


def say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
