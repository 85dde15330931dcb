"""Check a certificate with nothing but its own words and the keys one trusts."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocreate.kernel.proof import (
    AlteredError,
    BadKeyError,
    check_proof,
    public_key_of,
)

KINDS = {"OpenBadgeCredential", "AchievementCredential"}


class RefusedError(ValueError):
    """A certificate that is not to be believed, and why."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a certificate says that nobody has altered."""

    id: str
    issuer: str
    issuer_name: str
    name: str
    person: str
    key: str
    status_at: str
    is_known: bool  # whether the key is one that was trusted beforehand


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs, and with which keys: what their own file says of it."""

    id: str
    keys: frozenset[str]


def check(
    words: str,
    *,
    at: datetime,
    keys: Collection[str] = (),
    issuer: Issuer | None = None,
) -> Checked:
    """What the certificate says, once it is found to be whole and in force.

    `keys`: those that are trusted, or none: then any key may have signed it. `issuer`:
    who is to have signed it.
    """
    document = read(words)
    signer, key = signed_by(document)
    trusted = {*keys, *(issuer.keys if issuer else ())}
    if issuer is not None and issuer.id != signer:
        raise RefusedError(f"It names {signer} as its issuer, and not {issuer.id}.")
    try:
        check_proof(document, public_key_of(key))
    except (AlteredError, BadKeyError) as error:
        raise RefusedError(str(error)) from error
    if trusted and key not in trusted:
        raise RefusedError(f"It is signed with another key: {key}.")
    check_days(document, at)
    return told(document, signer, key, is_known=bool(trusted))


def read(words: str) -> dict[str, Any]:
    try:
        document = json.loads(words, object_pairs_hook=once, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise RefusedError("It is not JSON that says each thing once.") from error
    kinds = document.get("type") if isinstance(document, dict) else None
    if not isinstance(kinds, list) or not KINDS & {str(kind) for kind in kinds}:
        raise RefusedError("It is no certificate: an Open Badge says that it is one.")
    return dict(document)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """What is said twice could be read in two ways."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("said twice")
    return dict(pairs)


def refuse(constant: str) -> None:
    raise ValueError(constant)


def signed_by(document: dict[str, Any]) -> tuple[str, str]:
    """Its issuer, and the key that stands in the name of what it was signed by."""
    issuer, proof = document.get("issuer"), document.get("proof")
    signer = issuer.get("id") if isinstance(issuer, dict) else issuer
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    if not isinstance(signer, str) or not isinstance(method, str):
        raise RefusedError("It does not say who signed it, and with which key.")
    controller, _, key = method.partition("#")
    if controller != signer:
        raise RefusedError(f"It is signed by {controller}, and not by {signer}.")
    return signer, key


def check_days(document: dict[str, Any], at: datetime) -> None:
    begins, ends = (day_of(document, name) for name in ("validFrom", "validUntil"))
    if begins is None:
        raise RefusedError("It does not say since when it is valid.")
    if at < begins:
        raise RefusedError(f"It is valid only from {begins:%-d %B %Y}.")
    if ends is not None and ends < at:
        raise RefusedError(f"It has expired: it was valid until {ends:%-d %B %Y}.")


def day_of(document: dict[str, Any], name: str) -> datetime | None:
    if name not in document:
        return None
    try:
        moment = datetime.fromisoformat(str(document[name]))
    except ValueError as error:
        raise RefusedError(f"Its {name} is no moment.") from error
    if moment.tzinfo is None:
        raise RefusedError(f"Its {name} names no time zone.")
    return moment


def told(document: dict[str, Any], signer: str, key: str, *, is_known: bool) -> Checked:
    issuer, status = document.get("issuer"), document.get("credentialStatus")
    return Checked(
        id=str(document.get("id", "")),
        issuer=signer,
        issuer_name=str(issuer.get("name", "")) if isinstance(issuer, dict) else "",
        name=str(document.get("name", "")),
        person=person_of(document),
        key=key,
        status_at=str(status.get("id", "")) if isinstance(status, dict) else "",
        is_known=is_known,
    )


def person_of(document: dict[str, Any]) -> str:
    subject = document.get("credentialSubject")
    named = subject.get("identifier") if isinstance(subject, dict) else None
    first = named[0] if isinstance(named, list) and named else None
    return str(first.get("identityHash", "")) if isinstance(first, dict) else ""


def issuer_of(words: str) -> Issuer:
    """Who signs, as a profile or a DID document says it."""
    try:
        said = json.loads(words)
        methods = said["verificationMethod"]
        keys = {str(one["publicKeyMultibase"]) for one in methods}
        for key in keys:
            public_key_of(key)
        return Issuer(str(said["id"]), frozenset(keys))
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError("This file names no issuer with a key.") from error


def check_status(checked: Checked, words: str) -> None:
    """Refuse what its issuer has taken back, by the issuer's list of what it took."""
    try:
        said = json.loads(words)
        gone = {str(one["id"]) for one in said["revokedCredential"]}
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError("This is no list of what was taken back.") from error
    if checked.id in gone:
        raise RefusedError("It was taken back: whoever it names no longer agrees.")
