"""A certificate is checked over the net, as whoever is shown one would do it."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cocreate.cli import cocreate
from cocreate.credits.badge import badge_of
from cocreate.kernel.clock import now
from cocreate.kernel.proof import with_proof
from cocreate.kernel.signer import Signer, moment

DID, REVOKED = "/.well-known/did.json", "/credits/revoked.json"
Answers = dict[str, tuple[int, str]]


@pytest.fixture
def answers() -> Answers:
    """What the issuer's site answers, by address."""
    return {}


@pytest.fixture
def signer(answers: Answers) -> Iterator[Signer]:
    """An issuer whose site answers on this machine."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, words = answers.get(self.path, (404, ""))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(words.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    did = f"did:web:{host.replace(':', '%3A')}"
    key = Ed25519PrivateKey.from_private_bytes(b"c" * 32)
    one = Signer(did, "The bank", f"http://{host}", key)
    answers[DID] = 200, json.dumps(one.document)
    answers[REVOKED] = 200, json.dumps({"revokedCredential": []})
    yield one
    server.shutdown()
    server.server_close()


def certificate(signer: Signer, **more: Any) -> str:
    document = badge_of(
        signer,
        code="abc",
        person="Aoife Brennan",
        release=(7, "4.8"),
        given="an idea",
        evidence=(),
        at=now() - timedelta(days=30),
    )
    at = moment(now())
    said = {**document, **more}
    return json.dumps(
        with_proof(said, key=signer.key, method=signer.method, created=at)
    )


def verified(file: Path, *asked: str) -> tuple[int, str]:
    told = CliRunner().invoke(cocreate, ["verify-credit", str(file), *asked])
    assert told.exception is None or isinstance(told.exception, SystemExit)
    return told.exit_code, told.output


def refused(file: Path, why: str, *asked: str) -> None:
    status, words = verified(file, *asked)
    assert (status, why in words) == (1, True), words


def test_a_certificate_is_checked_with_what_its_issuer_answers(
    signer: Signer, answers: Answers, tmp_path: Path
) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(certificate(signer))
    status, words = verified(file, "--online")
    assert status == 0, words
    assert "The key is the issuer's." in words
    gone = {"revokedCredential": [{"id": f"{signer.url}/credits/abc"}]}
    other = replace(signer, key=Ed25519PrivateKey.from_private_bytes(b"d" * 32))
    elsewhere = {**signer.document, "id": "did:web:elsewhere.example"}
    for path, status, words, why in (
        (REVOKED, 200, json.dumps(gone), "It was taken back"),
        (REVOKED, 200, "<html>", "no list of what was taken back"),
        (REVOKED, 404, "", "does not answer"),
        (DID, 200, json.dumps(other.document), "signed with another key"),
        (DID, 200, json.dumps(elsewhere), "as its issuer, and not"),
        (DID, 200, "{}", "no issuer with a key"),
        (DID, 500, "", "does not answer"),
    ):
        before, answers[path] = answers[path], (status, words)
        refused(file, why, "--online")
        answers[path] = before
    file.write_text(certificate(replace(signer, id="https://bank.example")))
    refused(file, "cannot be asked over the net", "--online")
    status_in_a_file = {"id": "file:///etc/passwd"}
    file.write_text(certificate(signer, credentialStatus=status_in_a_file))
    refused(file, "is no address to ask", "--online")


def test_a_certificate_holds_until_the_day_it_names(
    signer: Signer, tmp_path: Path
) -> None:
    file, trusted = tmp_path / "certificate.json", ("--key", signer.public_key)
    ends = now() + timedelta(days=10)
    file.write_text(certificate(signer, validUntil=moment(ends)))
    assert verified(file, *trusted)[0] == 0
    with time_machine.travel(ends + timedelta(seconds=2)):
        expired = f"It has expired: it was valid until {ends:%-d %B %Y}."
        refused(file, expired, *trusted)
    for odd, why in (("soon", "is no moment"), ("2031-01-01T00:00:00", "no time zone")):
        file.write_text(certificate(signer, validUntil=odd))
        refused(file, why, *trusted)
