"""A real push service for tests, and a browser that can open what it is sent."""

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cocreate.kernel.push import Address

SECRET = bytes(range(16))


class PushService:
    """What it was sent: for whom, under which headers; and what it answers."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, int] = {}  # by path; else 201
        self.headers: dict[str, str] = {}
        service = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.sent.append((self.path, dict(self.headers), body))
                self.send_response(service.answers.get(self.path, 201))
                for name, value in service.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Nothing: the tests look at what was sent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()
    thread = threading.Thread(
        target=service.server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    yield service
    service.server.shutdown()
    service.server.server_close()
    thread.join()


class FarBrowser:
    """A browser with keys of its own: it opens what was sealed for it (RFC 8291)."""

    def __init__(self, endpoint: str) -> None:
        self.own = ec.generate_private_key(ec.SECP256R1())
        self.address = Address(
            endpoint=endpoint,
            key=encoded(point_of(self.own.public_key())),
            secret=encoded(SECRET),
        )

    def form(self) -> dict[str, str]:
        return json.loads(self.address.written())  # type: ignore[no-any-return]

    def opened(self, body: bytes) -> dict[str, Any]:
        salt, length, sealed = body[:16], body[20], body[21 + body[20] :]
        theirs = body[21 : 21 + length]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        said = b"WebPush: info\0" + point_of(self.own.public_key()) + theirs
        shared = self.own.exchange(ec.ECDH(), sender)
        root = HKDF(SHA256(), 32, SECRET, said).derive(shared)
        info = b"Content-Encoding: "
        key = HKDF(SHA256(), 16, salt, info + b"aes128gcm\0").derive(root)
        nonce = HKDF(SHA256(), 12, salt, info + b"nonce\0").derive(root)
        words = AESGCM(key).decrypt(nonce, sealed, None)
        assert words.endswith(b"\x02")
        told: dict[str, Any] = json.loads(words[:-1])
        return told


def vouched(authorization: str) -> tuple[dict[str, Any], str]:
    """What a voucher says, once its signature holds; and by whose key (RFC 8292)."""
    kind, _, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, said, signature = parts["t"].split(".")
    public = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256R1(), decoded(parts["k"])
    )
    signed = decoded(signature)
    numbers = (int.from_bytes(signed[:32], "big"), int.from_bytes(signed[32:], "big"))
    public.verify(
        encode_dss_signature(*numbers), f"{head}.{said}".encode(), ec.ECDSA(SHA256())
    )
    assert kind == "vapid"
    assert json.loads(decoded(head)) == {"typ": "JWT", "alg": "ES256"}
    return json.loads(decoded(said)), parts["k"]


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encoded(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
