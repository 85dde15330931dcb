"""Proofs on documents: signed once, checked anywhere, with nothing asked of anybody.

W3C Data Integrity with the suite eddsa-jcs-2022: JSON in one order (RFC 8785), SHA-256,
Ed25519. Nothing here knows the database, the web, or what the document says.
"""

from cocreate.kernel.proof.keys import BadKeyError, multikey, public_key_of
from cocreate.kernel.proof.sealing import AlteredError, check_proof, with_proof

__all__ = [
    "AlteredError",
    "BadKeyError",
    "check_proof",
    "multikey",
    "public_key_of",
    "with_proof",
]
