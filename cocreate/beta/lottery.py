"""A lottery that anybody can draw again: pure, offline, from one published file.

After RFC 3797, *Publicly Verifiable Nominations Committee (NomCom) Random Selection*,
with SHA-256 in the place of MD5: for the n-th selection, the hash of n, the key and n
again, as a number, modulo how many are left, is who of them is selected.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FORMAT = "cocreate-draw/1"
METHOD = "RFC 3797, with SHA-256"
SOURCES = ("https://www.rfc-editor.org/rfc/rfc3797",)
NUMBER_BYTES = 4
SEED_DIGITS = 64
SHARE_NAMES = ("proportional", "equal")


class AlteredError(ValueError):
    """A file that does not say what was drawn; the sentence tells where."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A group of entrants, by the names they have in the file."""

    name: str
    entrants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    quotas: dict[str, int]
    selected: list[str]
    waiting: list[str]


def commitment_of(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()


def key_of(seed: str, source_value: str) -> str:
    """The key string of RFC 3797: each source, closed by a slash."""
    return f"{seed}/{' '.join(source_value.split())}/"


def draw(
    strata: Sequence[Stratum], *, seats: int, shares: str, seed: str, source_value: str
) -> Drawn:
    """Who is selected, and who waits in which order."""
    key = key_of(seed, source_value)
    order = {one.name: shuffled(one.entrants, f"{key}{one.name}/") for one in strata}
    quotas = quotas_for(strata, seats=seats, shares=shares)
    selected = [name for one in strata for name in order[one.name][: quotas[one.name]]]
    left = [name for one in strata for name in order[one.name][quotas[one.name] :]]
    return Drawn(quotas, selected, shuffled(left, f"{key}waiting/"))


def shuffled(entrants: Sequence[str], key: str) -> list[str]:
    """All of them, in the order in which they are drawn."""
    pool = sorted(entrants)
    return [pool.pop(number_of(turn, key) % len(pool)) for turn in range(len(pool))]


def number_of(turn: int, key: str) -> int:
    index = turn.to_bytes(NUMBER_BYTES, "big")
    return int.from_bytes(hashlib.sha256(index + key.encode() + index).digest(), "big")


def quotas_for(strata: Sequence[Stratum], *, seats: int, shares: str) -> dict[str, int]:
    """How many seats each group has: by its size or alike, largest remainders first.

    A group takes no more than it has entrants; what is left over goes to the others.
    """
    quotas = {one.name: 0 for one in strata}
    sizes = {one.name: len(one.entrants) for one in strata}
    left = min(seats, sum(sizes.values()))
    while left:
        open_still = [name for name in sorted(sizes) if quotas[name] < sizes[name]]
        weights = {
            name: sizes[name] if shares == "proportional" else 1 for name in open_still
        }
        left -= hand_out(left, weights, quotas, sizes)
    return quotas


def hand_out(
    left: int, weights: Mapping[str, int], quotas: dict[str, int], sizes: dict[str, int]
) -> int:
    """One round by the method of largest remainders; says how many went."""
    whole = sum(weights.values())
    parts = {name: left * weight // whole for name, weight in weights.items()}
    rest = left - sum(parts.values())
    by_remainder = sorted(
        weights, key=lambda name: (-(left * weights[name] % whole), name)
    )
    for name in by_remainder[:rest]:
        parts[name] += 1
    gone = 0
    for name, part in parts.items():
        taken = min(part, sizes[name] - quotas[name])
        quotas[name] += taken
        gone += taken
    return gone


def digest_of(document: Mapping[str, Any]) -> str:
    """Of everything the file says, in one spelling."""
    said = {name: value for name, value in document.items() if name != "digest"}
    spelled = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def entrants_digest(strata: Sequence[Stratum]) -> str:
    """Of who takes part: told when entries close, before anybody knows the draw."""
    lines = [f"{one.name}/{name}" for one in strata for name in sorted(one.entrants)]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def verify(document: Any) -> Drawn:
    """Draw again from the file alone, and refuse it if it says otherwise."""
    strata = strata_of(document)
    seed, source_value = document["seed"], document["source"]["value"]
    agree(commitment_of(seed), document["commitment"], "The seed is another than")
    agree(entrants_digest(strata), document["entrants_digest"], "The entrants are not")
    drawn = draw(
        strata,
        seats=document["seats"],
        shares=document["shares"],
        seed=seed,
        source_value=source_value,
    )
    told = {one["name"]: one["quota"] for one in document["strata"]}
    if drawn.quotas != told:
        raise AlteredError("The seats of the groups are not what their sizes give.")
    if drawn.selected != document["selected"]:
        raise AlteredError("Others are selected than the draw gives.")
    if drawn.waiting != document["waiting"]:
        raise AlteredError("The queue is not in the order that the draw gives.")
    agree(digest_of(document), document["digest"], "The file says something else than")
    return drawn


def agree(found: str, told: str, sentence: str) -> None:
    if not hmac.compare_digest(found.encode(), told.encode()):
        raise AlteredError(f"{sentence} what was told before ({told[:16]}…).")


def strata_of(document: Any) -> list[Stratum]:
    """The groups of a file, once all of it is of the kind it should be."""
    if not is_whole(document):
        raise AlteredError("This is no file of a draw, or not all of it is here.")
    strata = [
        Stratum(one["name"], tuple(one["entrants"])) for one in document["strata"]
    ]
    names = [name for one in strata for name in one.entrants]
    if len({*names}) < len(names) or len({one.name for one in strata}) < len(strata):
        raise AlteredError("Somebody or some group is in it twice.")
    return strata


def is_whole(document: Any) -> bool:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return False
    told = ("seed", "commitment", "entrants_digest", "digest", "shares")
    source, strata = document.get("source"), document.get("strata")
    return (
        all(isinstance(document.get(name), str) for name in told)
        and document["shares"] in SHARE_NAMES
        and isinstance(source, dict)
        and isinstance(source.get("value"), str)
        and is_count(document.get("seats"))
        and isinstance(strata, list)
        and all(is_stratum(one) for one in strata)
        and all(is_names(document.get(name)) for name in ("selected", "waiting"))
    )


def is_stratum(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(one.get("name"), str)
        and is_count(one.get("quota"))
        and is_names(one.get("entrants"))
    )


def is_names(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(name, str) for name in found)


def is_count(found: Any) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and found >= 0
