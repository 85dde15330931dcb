"""Keys and signatures as text: multibase (base58), with a key's kind in front."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BASE58 = "z"  # what multibase puts in front of it
ED25519 = b"\xed\x01"  # what multicodec puts in front of such a public key
LENGTH = 32
LONGEST = 200


class BadKeyError(ValueError):
    """It is no public key of Ed25519, written as multibase."""


def multikey(key: Ed25519PublicKey) -> str:
    return encoded(ED25519 + key.public_bytes_raw())


def public_key_of(text: str) -> Ed25519PublicKey:
    octets = decoded(text)
    if not octets.startswith(ED25519) or len(octets) != len(ED25519) + LENGTH:
        raise BadKeyError(f"“{text[:60]}” is no public key of Ed25519.")
    return Ed25519PublicKey.from_public_bytes(octets.removeprefix(ED25519))


def encoded(octets: bytes) -> str:
    number, text = int.from_bytes(octets, "big"), ""
    while number:
        number, rest = divmod(number, len(LETTERS))
        text = LETTERS[rest] + text
    zeros = len(octets) - len(octets.lstrip(b"\0"))
    return BASE58 + LETTERS[0] * zeros + text


def decoded(text: str) -> bytes:
    """The octets that are written so; there is one way to write them."""
    digits = text.removeprefix(BASE58)
    if digits == text or len(text) > LONGEST or {*digits} - {*LETTERS}:
        raise BadKeyError(f"“{text[:60]}” is not written in base58.")
    number = 0
    for digit in digits:
        number = number * len(LETTERS) + LETTERS.index(digit)
    zeros = len(digits) - len(digits.lstrip(LETTERS[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
