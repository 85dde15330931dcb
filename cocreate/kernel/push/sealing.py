"""Words sealed for one browser: aes128gcm (RFC 8188) with its keys (RFC 8291)."""

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cocreate.kernel.push.address import Address, point_of, unpadded

RECORD = 4096  # octets; ours is one record
LAST = b"\x02"
# What fits beside the head (86), the mark of the last record and the seal (16).
MOST_WORDS = RECORD - 86 - len(LAST) - 16


def seal(words: bytes, address: Address) -> bytes:
    """What only that browser can read; sealed twice, it is never the same."""
    own = ec.generate_private_key(ec.SECP256R1())
    return seal_with(words, address, own=own, salt=os.urandom(16))


def seal_with(
    words: bytes, address: Address, *, own: ec.EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    theirs = point_of(address.key)
    said = b"WebPush: info\0" + point(theirs) + point(own.public_key())
    shared = own.exchange(ec.ECDH(), theirs)
    root = derived(shared, salt=unpadded(address.secret), info=said, length=32)
    key = derived(root, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = derived(root, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    return head(own.public_key(), salt) + AESGCM(key).encrypt(nonce, words + LAST, None)


def head(own: ec.EllipticCurvePublicKey, salt: bytes) -> bytes:
    named = point(own)
    return salt + RECORD.to_bytes(4, "big") + len(named).to_bytes(1, "big") + named


def derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
