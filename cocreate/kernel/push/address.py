"""Where a browser takes words from: an address that it gave us, and two keys."""

import json
from base64 import urlsafe_b64decode
from binascii import Error
from dataclasses import asdict, dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from cocreate.config import current

LONGEST = 1000
BY_TRANSLATION = IPv6Network("64:ff9b::/96")
# The only newer numbers that anybody in the world was given (RFC 4291, 2.4). Others
# stand for older ones, or belong to one site, and `is_global` does not know them all.
GIVEN_OUT = IPv6Network("2000::/3")
# What `is_global` lets pass, or did in some releases, though no machine in the world is
# to be reached by it (IANA's registries of special numbers): protocols' own, relays of
# old, and examples.
NOBODYS = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("3fff::/20"),
)
KEY_BYTES, SECRET_BYTES = 65, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A push service's address of one browser, its public key and its secret."""

    endpoint: str
    key: str
    secret: str

    def written(self) -> str:
        return json.dumps(asdict(self))


def address_of(written: str) -> Address:
    return Address(**json.loads(written))


def refusal_of(address: Address) -> str | None:
    """Why nothing can be sent there; None where it can."""
    if not may_be_asked(address.endpoint):
        return "Your browser gave an address that we do not send to."
    try:
        point_of(address.key)
        fits = len(unpadded(address.secret)) == SECRET_BYTES
    except ValueError:
        fits = False
    return None if fits else "Your browser gave keys that cannot be read."


def may_be_asked(endpoint: str) -> bool:
    """An `https://` address that is not a number of a private network."""
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable():
        return False
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or " " in endpoint:
        return False
    if current().push_anywhere:
        return parts.scheme in {"http", "https"}
    return parts.scheme == "https" and (not is_number(host) or is_public(host))


def is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_public(number: str) -> bool:
    """Whether anybody in the world would reach the same machine by it."""
    found = ip_address(number)
    inside = within(found) if isinstance(found, IPv6Address) else found
    if isinstance(inside, IPv6Address) and inside not in GIVEN_OUT:
        return False
    if any(inside in network for network in NOBODYS):
        return False
    return bool(inside.is_global and not inside.is_multicast)


def within(found: IPv6Address) -> IPv4Address | IPv6Address:
    """The older number that a newer one may only stand for (RFC 4291, 3056, 6052)."""
    if found in BY_TRANSLATION:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour or found


def point_of(key: str) -> ec.EllipticCurvePublicKey:
    """The public key that a browser gave; ValueError where it is none."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpadded(key))


def unpadded(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except Error as failure:
        raise ValueError(text) from failure
