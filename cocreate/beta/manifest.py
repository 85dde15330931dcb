"""What a build is, signed, so that anybody can check a file with nothing but this."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cocreate.beta.models import Build
from cocreate.config import Settings
from cocreate.kernel.ids import DecisionId
from cocreate.kernel.proof import (
    AlteredError,
    BadKeyError,
    check_proof,
    public_key_of,
)
from cocreate.kernel.signer import moment, signer_of

KIND = "CoCreateBuild"
PIECE = 1024 * 1024


class RefusedError(ValueError):
    """A file or a manifest that is not to be believed, and why."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a manifest says that nobody has altered, of a file that fits it."""

    issuer: str
    key: str
    version: str
    platform: str
    expires: str
    is_known: bool  # whether the key is one that was trusted beforehand


def manifest_of(
    settings: Settings, build: Build, decisions: Iterable[DecisionId]
) -> dict[str, Any]:
    """The signed manifest: the same bytes each time, as long as the build stands."""
    signer = signer_of(settings)
    said = {
        "type": [KIND],
        "id": f"{signer.url}/builds/{build.id}",
        "issuer": signer.id,
        "version": build.version,
        "platform": str(build.platform),
        "channel": str(build.channel),
        "file": {"name": build.file_name, "size": build.size, "sha256": build.sha256},
        "leastOs": build.least_os,
        "package": build.package,
        "buildNumber": build.number,
        "uploaded": moment(build.uploaded_at),
        "expires": moment(build.expires_at),
        "decisions": [f"{signer.url}/decisions/{key}" for key in decisions],
    }
    return signer.signed(said, build.uploaded_at)


def check(manifest: str, file: Path, *, keys: Iterable[str] = ()) -> Checked:
    """What the manifest says, once it and the file are found to be whole."""
    document, key = check_word(manifest)
    trusted = {*keys}
    if trusted and key not in trusted:
        raise RefusedError(f"It is signed with another key: {key}.")
    check_file(document, file)
    return Checked(
        issuer=str(document["issuer"]),
        key=key,
        version=str(document.get("version", "")),
        platform=str(document.get("platform", "")),
        expires=str(document.get("expires", "")),
        is_known=bool(trusted),
    )


def check_word(manifest: str) -> tuple[dict[str, Any], str]:
    """What a manifest says, that nobody has altered, and the key that signed it."""
    document = read(manifest)
    key = key_of(document)
    try:
        check_proof(document, public_key_of(key))
    except (AlteredError, BadKeyError) as error:
        raise RefusedError(str(error)) from error
    return document, key


def read(manifest: str) -> dict[str, Any]:
    try:
        document = json.loads(manifest, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise RefusedError("It is not JSON that says each thing once.") from error
    if not isinstance(document, dict) or document.get("type") != [KIND]:
        raise RefusedError("It is no manifest of a build.")
    return document


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """What is said twice could be read in two ways."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("said twice")
    return dict(pairs)


def key_of(document: dict[str, Any]) -> str:
    """The key stands in the name of what it was signed by."""
    proof = document.get("proof")
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    controller, _, key = str(method).partition("#")
    if not key or controller != document.get("issuer"):
        raise RefusedError("It does not say who signed it, and with which key.")
    return key


def check_file(document: dict[str, Any], file: Path) -> None:
    told = document.get("file")
    if not isinstance(told, dict):
        raise RefusedError("It does not say of which file it is.")
    size = file.stat().st_size
    if size != told.get("size"):
        raise RefusedError(f"The file has {size:,} bytes, and not {told.get('size')}.")
    found = hashlib.sha256()
    for piece in pieces(file):
        found.update(piece)
    if found.hexdigest() != told.get("sha256"):
        raise RefusedError(f"The file has another SHA-256: {found.hexdigest()}.")


def pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece
