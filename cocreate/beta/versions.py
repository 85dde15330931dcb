"""The order of versions: 1.9 before 1.10, a beta before what it leads to.

A version is read as Python's packaging reads one (PEP 440), which knows releases of any
length, alpha, beta, candidate, post and development versions, and the words of semantic
versioning. What it cannot read is read piece by piece: numbers in their order; words
that mean “before” (beta, nightly…) put it before the version they stand with, other
letters after it. Where versions are equal, the build number in the file decides.

The order is kept as text that any database sorts alike: digits of one width alone.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from packaging.version import InvalidVersion, Version

PARTS = 6
DIGITS = 12
LARGEST = 10**DIGITS - 1
PIECE = re.compile(r"[0-9]+|[a-z]+")
EARLIER = {
    **dict.fromkeys(("dev", "snapshot", "nightly", "canary"), 0),
    **dict.fromkeys(("alpha", "a", "preview"), 1),
    **dict.fromkeys(("beta", "b"), 2),
    **dict.fromkeys(("rc", "c", "pre", "candidate"), 3),
}
DEV, FINAL, LATER = 0, 4, 5
LEADING = re.compile(r"^(?:version|ver|v)[ .]*(?=[0-9])")
IN_BRACKETS = re.compile(r"[\[(]\s*(?:build\s*)?([0-9]+)\s*[\])]\s*$")


class Order(NamedTuple):
    """Where a version stands: its numbers, its phase, how far in it, its build."""

    release: tuple[int, ...]
    phase: int
    steps: tuple[int, ...]
    build: tuple[int, ...] = ()


def key_of_version(version: str, number: str = "") -> str:
    """The order of a version as text; `number`: the build number in its file."""
    order = order_of(version)
    build = numbers_in(number) or order.build
    told = (*padded(order.release, PARTS), order.phase, *padded(order.steps, 3))
    return "".join(
        f"{min(one, LARGEST):0{DIGITS}}" for one in (*told, *padded(build, 4))
    )


def padded(numbers: Iterable[int], length: int) -> list[int]:
    return ([*numbers] + [0] * length)[:length]


def numbers_in(text: str) -> tuple[int, ...]:
    return tuple(int(found[:DIGITS]) for found in re.findall(r"[0-9]+", text))


def order_of(version: str) -> Order:
    said = LEADING.sub("", version.strip().lower())
    bracketed = IN_BRACKETS.search(said)
    build = (int(bracketed[1][:DIGITS]),) if bracketed else ()
    said = IN_BRACKETS.sub("", said).strip()
    try:
        found = Version(re.sub(r"\s+", ".", said))
    except InvalidVersion:
        return order_by_pieces(said, build)
    return order_by_standard(found, build)


def order_by_standard(found: Version, build: tuple[int, ...]) -> Order:
    release = (found.epoch, *found.release)
    build = build or numbers_in(found.local or "")
    if found.pre is not None:
        word, count = found.pre
        steps = (count, found.post or 0, ripeness(found.dev))
        return Order(release, EARLIER[word], steps, build)
    if found.post is not None:
        return Order(release, LATER, (found.post, ripeness(found.dev)), build)
    if found.dev is not None:
        return Order(release, DEV, (found.dev,), build)
    return Order(release, FINAL, (), build)


def ripeness(dev: int | None) -> int:
    """A development version comes before what it leads to."""
    return LARGEST if dev is None else dev


def order_by_pieces(said: str, build: tuple[int, ...]) -> Order:
    """Of a version of nobody's scheme: “4.5 nightly 20261122”, “1.0.2k”."""
    said, _, after = said.partition("+")
    pieces = PIECE.findall(said)
    words = [place for place, piece in enumerate(pieces) if not piece.isdigit()]
    lead = next((place for place in words if place), len(pieces))
    release = [int(one[:DIGITS]) for one in pieces[:lead] if one.isdigit()]
    rest = pieces[lead:]
    phase = next((EARLIER[one] for one in rest if one in EARLIER), None)
    steps = [int(one[:DIGITS]) for one in rest if one.isdigit()]
    if phase is None and rest:
        steps = [rank_of(one) for one in rest]
    settled = FINAL if not rest else LATER
    return Order(
        (0, *release),
        settled if phase is None else phase,
        tuple(steps),
        build or numbers_in(after),
    )


def rank_of(piece: str) -> int:
    """Letters count as their place in the alphabet, the first of them most."""
    if piece.isdigit():
        return int(piece[:DIGITS])
    return int.from_bytes(piece[:4].ljust(4, "\0").encode("ascii"))


def agrees(said: str, found: str) -> bool:
    """Whether what a person calls a version fits what its file calls it.

    A file often tells the numbers alone: “5.0 beta 3” fits 5.0, and 5.1 does not.
    """
    ours, theirs = order_of(said), order_of(found)
    same = padded(ours.release, PARTS) == padded(theirs.release, PARTS)
    if not same or theirs.phase == FINAL:
        return same
    return key_of_version(said)[: -4 * DIGITS] == key_of_version(found)[: -4 * DIGITS]
