"""The log as a file that anybody can check: an entry a line, then its signed head."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from cocreate.kernel.audit.chain import Broken, Link, broken_links, genesis
from cocreate.kernel.audit.reading import head, whole
from cocreate.kernel.clock import now
from cocreate.kernel.proof import (
    AlteredError,
    BadKeyError,
    check_proof,
    public_key_of,
)
from cocreate.kernel.proof.canonical import NotCanonicalError
from cocreate.kernel.signer import Signer, moment

KIND = "cocreate-audit-log"


def exported_lines(signer: Signer) -> Iterator[str]:
    """Every entry until now as a line of JSON; last, what the site vouches for."""
    number, digest = head()
    for line in whole(number):
        yield written({**asdict(line.link), "hash": line.hash})
    at = now()
    promise = {
        "type": KIND,
        "site": signer.id,
        "entries": number,
        "head": digest,
        "at": moment(at),
    }
    yield written(signer.signed(promise, at))


def written(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out about a file."""

    troubles: list[Broken]
    entries: int
    site: str
    at: str
    key: str
    head: str


@dataclass(slots=True)
class Reading:
    """A file as far as it has been read."""

    number: int = 0
    hash: str = ""
    promise: dict[str, Any] | None = None


def check_export(lines: Iterable[bytes], *, earlier: int = 0, was: str = "") -> Checked:
    """Whether every line follows the one before, up to what the site signed.

    `earlier` and `was` are the head of an older file: the log goes on from it, or
    somebody has made it anew.
    """
    reading = Reading(hash=genesis())
    troubles = [*broken_links(links_of(lines, reading, earlier=earlier, was=was))]
    promise = reading.promise
    if promise is None:
        raise AlteredError("Its last line is no signed head: the end is missing.")
    key = str(promise.get("proof", {}).get("verificationMethod", "")).partition("#")[2]
    try:
        check_proof(promise, public_key_of(key))
    except BadKeyError as error:
        raise AlteredError("Its head names no key.") from error
    if (promise.get("entries"), promise.get("head")) != (reading.number, reading.hash):
        where = f"the head speaks of {promise.get('entries')} entries"
        troubles.append(
            Broken(reading.number, f"the end is another than signed: {where}")
        )
    site, at = str(promise.get("site", "")), str(promise.get("at", ""))
    return Checked(troubles, reading.number, site, at, key, reading.hash)


def links_of(
    lines: Iterable[bytes], reading: Reading, *, earlier: int, was: str
) -> Iterator[tuple[Link, str]]:
    for line in lines:
        if reading.promise is not None:
            raise AlteredError("Something stands after its signed head.")
        document = read(line)
        if document.get("type") == KIND:
            reading.promise = document
            continue
        link, digest = link_of(document)
        reading.number, reading.hash = link.number, digest
        if link.number == earlier and digest != was:
            raise AlteredError(
                f"Entry {earlier} is another than the earlier file ended with."
            )
        yield link, digest
    if reading.number < earlier:
        raise AlteredError(f"It ends before the earlier file, at {reading.number}.")


def read(line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise AlteredError("One of its lines is no JSON.") from error
    if not isinstance(document, dict):
        raise AlteredError("One of its lines is no entry.")
    return document


def link_of(document: dict[str, Any]) -> tuple[Link, str]:
    try:
        digest = str(document.pop("hash"))
        link = Link(**document)
        link.hash  # noqa: B018 - can be hashed at all
    except (KeyError, TypeError, NotCanonicalError, RecursionError) as error:
        raise AlteredError("One of its lines is no entry.") from error
    if not isinstance(link.number, int):
        raise AlteredError("One of its lines is no entry.")
    return link, digest
