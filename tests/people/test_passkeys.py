"""A device signs in: one that is made of nothing but keys, as the standard has it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import select
from webauthn.helpers import encode_cbor

from cocreate.config import Settings, use
from cocreate.kernel.db import db
from cocreate.people.models import Passkey, Person
from tests.client import ForgetfulClient
from tests.factories import an_account

SITE = "https://co.example"
PRESENT, VERIFIED, HAS_KEY = 1, 4, 64
SignsIn = Callable[[Any], ForgetfulClient]


class Device:
    """It keeps one passkey, and signs what it is asked."""

    def __init__(self, *, verifies: bool = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential = b"a credential of this device"
        self.seen = PRESENT | (VERIFIED if verifies else 0)
        self.uses = 0

    def make(self, asked: dict[str, Any], origin: str = SITE) -> str:
        numbers = self.key.public_key().public_numbers()
        x, y = (one.to_bytes(32, "big") for one in (numbers.x, numbers.y))
        key = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        about = (
            self.about(asked["rp"]["id"], self.seen | HAS_KEY)
            + bytes(16)
            + len(self.credential).to_bytes(2, "big")
            + self.credential
            + key
        )
        made = encode_cbor({"fmt": "none", "attStmt": {}, "authData": about})
        said = self.said("webauthn.create", asked["challenge"], origin)
        return self.answer({"clientDataJSON": said, "attestationObject": made})

    def sign(self, asked: dict[str, Any], origin: str = SITE) -> str:
        self.uses += 1
        about = self.about(asked["rpId"], self.seen)
        said = self.said("webauthn.get", asked["challenge"], origin)
        signed = self.key.sign(about + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": about}
        return self.answer({**parts, "signature": signed})

    def about(self, host: str, flags: int) -> bytes:
        counted = self.uses.to_bytes(4, "big")
        return sha256(host.encode()).digest() + bytes([flags]) + counted

    def said(self, kind: str, challenge: str, origin: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": origin}
        return json.dumps({**told, "crossOrigin": False}).encode()

    def answer(self, parts: dict[str, bytes]) -> str:
        number = written(self.credential)
        response = {name: written(part) for name, part in parts.items()}
        told = {"id": number, "rawId": number, "type": "public-key"}
        return json.dumps({**told, "response": response})


def written(octets: bytes) -> str:
    return urlsafe_b64encode(octets).decode().rstrip("=")


@pytest.fixture
def person(app: Flask, settings: Settings) -> Person:
    use(settings.model_copy(update={"site_url": SITE}))
    return an_account()


def asked(client: ForgetfulClient, address: str) -> dict[str, Any]:
    answer = client.post(address)
    assert answer.mimetype == "application/json"
    found: dict[str, Any] = json.loads(answer.text)
    assert len(urlsafe_b64decode(found["challenge"] + "==")) == 32
    return found


def keep(client: ForgetfulClient, device: Device, **more: str) -> int:
    answer = device.make(asked(client, "/me/passkeys/challenge"), **more)
    data = {"name": "My phone", "credential": answer}
    return client.post("/me/passkeys", data=data).status_code


def test_a_device_signs_in_and_what_it_said_is_of_no_use_again(
    person: Person, signed_in: SignsIn, client: ForgetfulClient
) -> None:
    device, mine = Device(), signed_in(person)
    assert keep(mine, device) == 303
    assert "My phone" in mine.get("/me/second-step").text
    said = device.sign(asked(client, "/sign-in/passkey/challenge"))
    answer = client.post("/sign-in/passkey", data={"credential": said, "next": "/me"})
    assert answer.headers["Location"] == "/me"
    assert client.get("/me").status_code == 200
    client.post("/sign-out")
    again = client.post("/sign-in/passkey", data={"credential": said})
    assert (again.status_code, "not known here" in again.text) == (422, True)
    passkey = db.session.scalars(select(Passkey)).one()
    assert passkey.uses == 1
    mine.post(f"/me/passkeys/{passkey.id}/removal")
    said = device.sign(asked(client, "/sign-in/passkey/challenge"))
    assert client.post("/sign-in/passkey", data={"credential": said}).status_code == 422


def test_what_proves_nothing_lets_nobody_in(
    person: Person, signed_in: SignsIn, client: ForgetfulClient
) -> None:
    mine, device = signed_in(person), Device()
    assert keep(mine, device, origin="https://evil.example") == 422
    assert keep(mine, Device(verifies=False)) == 422
    assert keep(mine, device) == 303
    challenge = "/sign-in/passkey/challenge"
    other = Device()
    device_again = device.sign({**asked(client, challenge), "challenge": "AAAA"})
    tries = (
        other.sign(asked(client, challenge)),  # another's key
        device.sign(asked(client, challenge), origin="https://evil.example"),
        device.sign({**asked(client, challenge), "rpId": "evil.example"}),
        device_again,  # what nobody asked
        *("", "{}", "[]", "null", '{"response": {"clientDataJSON": 7}}', "[" * 9000),
    )
    for said in tries:
        answer = client.post("/sign-in/passkey", data={"credential": said})
        assert (said[:40], answer.status_code) == (said[:40], 422)
    theirs = signed_in(an_account())
    key = db.session.scalars(select(Passkey.id)).one()
    theirs.post(f"/me/passkeys/{key}/removal")
    assert db.session.scalars(select(Passkey.id)).all() == [key]
    theirs.post("/me/passkeys", data={"name": "", "credential": "x"})
    assert client.get("/me").status_code == 303
