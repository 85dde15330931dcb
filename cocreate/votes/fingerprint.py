"""Whether two votes came from one device, without keeping from which.

A fingerprint is a keyed hash of the block of addresses and the browser's own name. Its
key is drawn anew each day and thrown away when the day is over, so that nothing is
found by it later and nobody is followed from one day to the next. It is counted and
never shown.
"""

from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from time import monotonic

from flask import request

from cocreate.config import current
from cocreate.kernel.clock import today
from cocreate.votes import queries

BYTES = 8  # of the hash, as many as a column of whole numbers holds
BLOCK = {4: 24, 6: 48}  # the bits of an address by which a network is told
LONGEST = 400
ASK_AGAIN_SECONDS = 60.0
Network = IPv4Network | IPv6Network
_salts: dict[tuple[str, str], tuple[float, bytes | None]] = {}


def current_fingerprint() -> int | None:
    """The fingerprint of this request; none where none are kept."""
    settings = current()
    if not settings.vote_fingerprints:
        return None
    block = block_of(
        request.remote_addr or "", networks(settings.vote_fingerprints_not_from)
    )
    salt = salt_of_today() if block else None
    if salt is None:
        return None
    return fingerprint_of(block, request.headers.get("User-Agent", ""), salt)


def fingerprint_of(block: str, user_agent: str, salt: bytes) -> int:
    """A number that says nothing without its salt."""
    said = f"{block}\n{user_agent[:LONGEST]}".encode("utf-8", "replace")
    digest = blake2b(said, digest_size=BYTES, key=salt).digest()
    return int.from_bytes(digest, "big", signed=True)


@lru_cache(maxsize=4_096)
def block_of(address: str, left_out: tuple[Network, ...]) -> str:
    """The network an address is of; nothing for one that none is kept from."""
    try:
        one = ip_address(address)
    except ValueError:
        return ""
    one = getattr(one, "ipv4_mapped", None) or one
    if any(one in network for network in left_out):
        return ""
    return str(ip_network(f"{one}/{BLOCK[one.version]}", strict=False))


@lru_cache
def networks(listed: str) -> tuple[Network, ...]:
    return tuple(ip_network(one.strip()) for one in listed.split(",") if one.strip())


def salt_of_today() -> bytes | None:
    """Asked of the database once a minute; the worker makes and drops salts."""
    key = current().database_url, today().isoformat()
    known = _salts.get(key)
    if known is None or monotonic() - known[0] > ASK_AGAIN_SECONDS:
        _salts.clear()
        known = _salts[key] = monotonic(), salted(queries.salt_of(today()))
    return known[1]


def salted(salt: bytes | None) -> bytes | None:
    """With the site's own secret: a copy of the database alone tells nothing."""
    if salt is None:
        return None
    secret = current().secret_key.get_secret_value().encode()
    return blake2b(salt, key=secret[:64]).digest()
