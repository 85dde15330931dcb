"""Who we are, said to a push service: a signed voucher for each (VAPID, RFC 8292).

The key comes from the secret key of the site: every process has the same without
keeping it anywhere, and no other can be made from it.
"""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from email.utils import parseaddr
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.push.sealing import derived, point

GOOD_FOR = timedelta(hours=12)  # at most a day, says the standard
# The order of the curve P-256: a private key is a number from 1 to one below it.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_key() -> str:
    """What a browser is told when it asks for our words: it takes no others."""
    return encoded(point(own_key().public_key()))


def own_key() -> ec.EllipticCurvePrivateKey:
    return key_from(current().secret_key.get_secret_value())


@cache
def key_from(secret: str) -> ec.EllipticCurvePrivateKey:
    # Longer than the order, so that no number is likelier than another.
    drawn = derived(secret.encode(), salt=b"", info=b"cocreate web push", length=48)
    return ec.derive_private_key(
        int.from_bytes(drawn, "big") % (ORDER - 1) + 1, ec.SECP256R1()
    )


def voucher(endpoint: str) -> str:
    """The Authorization of a request to a push service."""
    parts = urlsplit(endpoint)
    said = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now() + GOOD_FOR).timestamp()),
        "sub": contact(),
    }
    head = encoded(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    unsigned = f"{head}.{encoded(json.dumps(said).encode())}"
    return f"vapid t={unsigned}.{signed(unsigned)}, k={public_key()}"


def contact() -> str:
    """Whom a push service would write to, were our words a burden."""
    site = current().site_url
    return site if site.startswith("https") else f"mailto:{sender()}"


def sender() -> str:
    return parseaddr(current().mail_from)[1]


def signed(text: str) -> str:
    signature = own_key().sign(text.encode(), ec.ECDSA(SHA256()))
    r, s = decode_dss_signature(signature)
    return encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def encoded(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()
