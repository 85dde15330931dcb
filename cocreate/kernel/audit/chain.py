"""How entries hang together, and where a chain of them is broken. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from cocreate.kernel.proof.canonical import canonical

NOTHING = sha256(b"CoCreate audit log 1").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry as it is hashed."""

    number: int
    at: str
    act: str
    actor_id: int
    facts: dict[str, Any]
    before: str

    @property
    def hash(self) -> str:
        return sha256(canonical(asdict(self))).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain does not hold, and how that is seen."""

    number: int
    why: str


def genesis() -> str:
    """What stands before the first entry."""
    return NOTHING


def broken_links(entries: Iterable[tuple[Link, str]]) -> Iterator[Broken]:
    """Each place where entries, given with their hashes, do not follow one another."""
    number, before = 0, NOTHING
    for link, said in entries:
        if link.number > number + 1:
            gone = f"{number + 1}" + (
                f" to {link.number - 1}" if link.number > number + 2 else ""
            )
            yield Broken(number + 1, f"entry {gone} is missing")
        elif link.number <= number:
            yield Broken(link.number, f"entry {link.number} was put in")
        elif link.before != before:
            yield Broken(link.number, f"entry {link.number} does not follow the last")
        if link.hash != said:
            yield Broken(link.number, f"entry {link.number} was changed")
        number, before = link.number, said
