"""Put a proof on a document, and find out whether a proof still fits."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from cocreate.kernel.proof.canonical import NotCanonicalError, canonical
from cocreate.kernel.proof.keys import BadKeyError, decoded, encoded

SUITE = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"}
PURPOSE = "assertionMethod"
Document = Mapping[str, Any]


class AlteredError(ValueError):
    """The proof does not fit what the document says."""


def with_proof(
    document: Document, *, key: Ed25519PrivateKey, method: str, created: str
) -> dict[str, Any]:
    """The document with a proof by this key, which is found under `method`."""
    options = {
        **SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
        **({"@context": document["@context"]} if "@context" in document else {}),
    }
    signature = key.sign(digest(document, options))
    return {**document, "proof": {**options, "proofValue": encoded(signature)}}


def digest(document: Document, options: Document) -> bytes:
    """What is signed: how it is proven first, then what is proven."""
    return b"".join(sha256(canonical(one)).digest() for one in (options, document))


def check_proof(document: Document, key: Ed25519PublicKey) -> None:
    """Refuse a document that says anything else than what was signed."""
    proof = document.get("proof")
    if not isinstance(proof, dict) or not is_ours(proof):
        raise AlteredError("It has no proof of the kind that we make.")
    options = {name: said for name, said in proof.items() if name != "proofValue"}
    bare = {name: said for name, said in document.items() if name != "proof"}
    if options.get("@context", bare.get("@context")) != bare.get("@context"):
        raise AlteredError("Its proof speaks in another context.")
    try:
        key.verify(decoded(str(proof.get("proofValue", ""))), digest(bare, options))
    except (InvalidSignature, BadKeyError, NotCanonicalError, RecursionError) as error:
        raise AlteredError("It was altered after it was signed.") from error


def is_ours(proof: Document) -> bool:
    wanted = {**SUITE, "proofPurpose": PURPOSE}
    return all(proof.get(name) == said for name, said in wanted.items())
