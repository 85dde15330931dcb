"""Who signs what leaves this site: itself, with a key made from its secret key.

Every process has the same without keeping it anywhere, as it has the key of push
messages; no other key can be found from it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cocreate.config import Settings
from cocreate.kernel.proof import multikey, with_proof
from cocreate.kernel.push.sealing import derived

CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


@dataclass(frozen=True, slots=True)
class Signer:
    """The site as what it signs names it, and how it signs."""

    id: str
    name: str
    url: str
    key: Ed25519PrivateKey = field(repr=False)

    @property
    def public_key(self) -> str:
        return multikey(self.key.public_key())

    @property
    def method(self) -> str:
        """Where its key is found; the key itself stands in the name."""
        return f"{self.id}#{self.public_key}"

    @property
    def profile(self) -> dict[str, Any]:
        """As a certificate names it."""
        named = {"id": self.id, "type": ["Profile"]}
        return {**named, "name": self.name, "url": self.url}

    @property
    def document(self) -> dict[str, Any]:
        """Who signs and with which key, as a DID document says it."""
        key = {
            "id": self.method,
            "type": "Multikey",
            "controller": self.id,
            "publicKeyMultibase": self.public_key,
        }
        return {
            "@context": CONTEXTS,
            "id": self.id,
            "verificationMethod": [key],
            "assertionMethod": [self.method],
        }

    def signed(self, document: dict[str, Any], at: datetime) -> dict[str, Any]:
        return with_proof(
            document, key=self.key, method=self.method, created=moment(at)
        )


def signer_of(settings: Settings) -> Signer:
    return Signer(
        id=f"did:web:{quote(urlsplit(settings.site_url).netloc, safe='')}",
        name=settings.site_name,
        url=settings.site_url,
        key=key_from(settings.secret_key.get_secret_value()),
    )


@cache
def key_from(secret: str) -> Ed25519PrivateKey:
    drawn = derived(secret.encode(), salt=b"", info=b"cocreate credits", length=32)
    return Ed25519PrivateKey.from_private_bytes(drawn)


def moment(at: datetime) -> str:
    """To the second, in UTC, as XML Schema writes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
