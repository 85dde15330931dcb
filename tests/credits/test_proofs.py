"""Proofs fit what was signed and nothing else; the W3C's own example among it."""

import json
from copy import deepcopy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cocreate.kernel.proof import (
    AlteredError,
    BadKeyError,
    check_proof,
    multikey,
    public_key_of,
    with_proof,
)
from cocreate.kernel.proof.canonical import NotCanonicalError, canonical

# From “Data Integrity EdDSA Cryptosuites v1.0”, B.2.
SECRET = bytes.fromhex(
    "c96ef9ea10c5e414c471723aff9de72c35fa5b70fae97e8832ecac7d2e2b8ed6"
)
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
VALUE = (
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfj"
    "oJdcnTMuVor51aX"
)
DOCUMENT: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/examples/v2",
    ],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:example:abcdefgh",
        "alumniOf": "The School of Examples",
    },
}


def signed(document: dict[str, Any]) -> dict[str, Any]:
    return with_proof(
        document,
        key=Ed25519PrivateKey.from_private_bytes(SECRET),
        method=f"did:key:{PUBLIC}#{PUBLIC}",
        created="2023-02-24T23:36:38Z",
    )


def test_the_standards_own_example_is_signed_as_it_says() -> None:
    key = public_key_of(PUBLIC)
    assert multikey(key) == PUBLIC
    proven = signed(DOCUMENT)
    assert proven["proof"]["proofValue"] == VALUE
    check_proof(json.loads(json.dumps(proven, indent=4)), key)


def test_whatever_is_altered_is_refused() -> None:
    proven, key = signed(DOCUMENT), public_key_of(PUBLIC)
    for change in (
        {"name": "Alumni Credentia1"},
        {"more": None},
        {"@context": DOCUMENT["@context"][:1]},
        {"proof": None},
        {"proof": {**proven["proof"], "proofValue": "z1"}},
        {"proof": {**proven["proof"], "proofValue": "0"}},
        {"proof": {**proven["proof"], "cryptosuite": "eddsa-2022"}},
        {"proof": {**proven["proof"], "created": "2023-02-24T23:36:39Z"}},
        {"credentialSubject": {"id": 0.5}},
    ):
        with pytest.raises(AlteredError):
            check_proof({**deepcopy(proven), **change}, key)


def test_json_is_written_in_one_order() -> None:
    # RFC 8785, 3.2.3: sorted as UTF-16, escaped as ECMAScript does.
    said = {"\u20ac": 1, "\r": [True, None], "\ufb33": '\u000f\n"\\', "\U0001f600": {}}
    assert canonical(said).decode() == (
        '{"\\r":[true,null],"\u20ac":1,"\U0001f600":{},"\ufb33":"\\u000f\\n\\"\\\\"}'
    )
    for odd in (1.5, 2**53, "\ud800", object()):
        with pytest.raises(NotCanonicalError):
            canonical([odd])
    for text in ("z6Mk", PUBLIC[1:], "z" + "1" * 300, "m" + PUBLIC[1:], "z6Mk0"):
        with pytest.raises(BadKeyError):
            public_key_of(text)
