"""Whatever is altered of a build or of its manifest, `verify-build` refuses it."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cocreate.beta.kinds import Channel, Platform
from cocreate.beta.manifest import manifest_of
from cocreate.beta.models import Build
from cocreate.cli.verify_build import verify_build
from cocreate.config import Settings
from cocreate.kernel.ids import BuildId, DecisionId
from cocreate.kernel.proof import multikey, with_proof
from cocreate.kernel.signer import signer_of

CONTENT = b"the bytes of an application, and nothing else"
AT = datetime(2026, 3, 4, 10, tzinfo=UTC)
Document = dict[str, Any]
Place = tuple[str | int, ...]
REFUSED = 1


@pytest.fixture
def document(settings: Settings) -> Document:
    build = Build(
        id=BuildId(7),
        version="5.0 beta 3",
        platform=Platform.ANDROID,
        channel=Channel.BETA,
        file_name="bank.apk",
        size=len(CONTENT),
        sha256=sha256(CONTENT).hexdigest(),
        least_os="9",
        package="com.bank.next",
        number="512",
        uploaded_at=AT,
        expires_at=AT,
    )
    return manifest_of(settings, build, [DecisionId(3), DecisionId(9)])


@pytest.fixture
def said(settings: Settings, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """What the command says of a manifest and a file, to who trusts the site's key."""
    file = tmp_path / "bank.apk"
    manifest = tmp_path / "bank.apk.manifest.json"
    own = signer_of(settings).public_key

    def ask(words: str | bytes, content: bytes = CONTENT) -> tuple[int, str]:
        file.write_bytes(content)
        manifest.write_bytes(words if isinstance(words, bytes) else words.encode())
        found = CliRunner().invoke(verify_build, [str(file), "--key", own])
        return found.exit_code, found.output

    return ask


def places(value: Any, before: Place = ()) -> Iterator[Place]:
    """Where anything stands in a document."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps:
        yield (*before, step)
        if isinstance(inner, dict | list):
            yield from places(inner, (*before, step))


def changed(value: Any) -> Iterator[Any]:
    """What could stand there instead."""
    yield None
    if isinstance(value, str):
        yield from (f"{value}x", value[:-1], value.swapcase() + " ", [value])
    elif isinstance(value, int):
        yield from (value + 1, float(value), str(value), -value)
    elif isinstance(value, list):
        yield from ([*value, "more"], value[1:], value[::-1] if value[1:] else {})
    else:
        yield from ({**value, "more": 1}, [value], {})


def altered(document: Document) -> Iterator[tuple[Place, Document]]:
    for place in places(document):
        for other in changed(at(document, place)):
            copy = deepcopy(document)
            at(copy, place[:-1])[place[-1]] = other
            yield place, copy
        copy = deepcopy(document)
        del at(copy, place[:-1])[place[-1]]
        yield place, copy
    yield (), {**document, "more": "words"}


def at(value: Any, place: Place) -> Any:
    for step in place:
        value = value[step]
    return value


def test_whatever_stands_otherwise_in_it_is_refused(
    document: Document, said: Callable[..., tuple[int, str]]
) -> None:
    assert said(json.dumps(document))[0] == 0
    assert said(json.dumps(document, indent=4, sort_keys=True))[0] == 0, (
        "it is the same"
    )
    tried = 0
    for place, other in altered(document):
        code, words = said(json.dumps(other))
        assert code == REFUSED, place
        assert words.startswith("Refused: "), place
        assert words.rstrip().endswith("."), (place, words)
        tried += 1
    assert tried > 100


def test_what_is_not_whole_or_written_otherwise_is_refused(
    document: Document, said: Callable[..., tuple[int, str]]
) -> None:
    words = json.dumps(document)
    others = [words[:cut].encode() for cut in range(0, len(words), 29)]
    others += [words.encode(kind) for kind in ("utf-16", "utf-32", "utf-8-sig")]
    others += [b"\xff" + words.encode(), (words + words).encode(), b"[" * 100_000]
    others += [words.replace('"size": ', '"size": 1, "size": ').encode()]
    others += [words.replace("beta", "b\u00e9ta", 1).encode("latin-1")]
    others += [json.dumps([document]).encode(), b" " * 1_000_001]
    for other in others:
        code, told = said(other)
        assert (code, told[:9]) == (REFUSED, "Refused: "), other[:60]


def test_other_bytes_are_refused(
    document: Document, said: Callable[..., tuple[int, str]]
) -> None:
    words = json.dumps(document)
    files = [CONTENT[:cut] for cut in range(len(CONTENT))]
    files += [CONTENT + b"\0", CONTENT + CONTENT]
    files += [
        CONTENT[:at] + bytes([CONTENT[at] ^ 1]) + CONTENT[at + 1 :]
        for at in range(len(CONTENT))
    ]
    for file in files:
        code, told = said(words, file)
        assert (code, told[:18]) == (REFUSED, "Refused: The file "), file


def test_the_same_words_by_another_key_are_refused(
    document: Document, said: Callable[..., tuple[int, str]]
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    bare = {name: told for name, told in document.items() if name != "proof"}
    method = f"{document['issuer']}#{multikey(key.public_key())}"
    forged = with_proof(bare, key=key, method=method, created="2026-03-04T10:00:00Z")
    code, told = said(json.dumps(forged))
    assert code == REFUSED
    assert "another key" in told
    forged["proof"]["verificationMethod"] = document["proof"]["verificationMethod"]
    assert "altered" in said(json.dumps(forged))[1]
    forged["proof"] = {**forged["proof"], "verificationMethod": "#"}
    assert "who signed it" in said(json.dumps(forged))[1]
