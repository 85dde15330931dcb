"""Links to the bytes of a build: signed, short-lived, each for one tester.

A link says whose it is, so one that leaks names its tester. What it opens is checked
where the bytes are served, each time.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadData, URLSafeSerializer

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.ids import BuildId, PersonId

PARTS = 4
BROKEN = "This link was not made by us, or not all of it arrived."
OVER = "This link has expired. Open the build's page for a fresh one."


@dataclass(frozen=True, slots=True)
class Link:
    """What a link's signature vouches for: whose it is, of what, and until when."""

    build_id: BuildId
    person_id: PersonId
    until: int  # seconds since 1970

    @property
    def is_over(self) -> bool:
        return self.until <= now().timestamp()


def sign(build_id: BuildId, person_id: PersonId) -> str:
    """A token for this tester and this build, good for some minutes."""
    until = now() + timedelta(minutes=current().download_link_minutes)
    parts = [build_id, person_id, int(until.timestamp())]
    return seal([*parts, secrets.token_hex(4)])


def seal(parts: list[int | str]) -> str:
    return signer().dumps(parts)


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(
        current().secret_key.get_secret_value(),
        salt="cocreate.beta.download",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )


def read(token: str, build_id: BuildId) -> Link:
    """What a token vouches for, or a refusal when it is not ours or not of this build.

    Ask `is_over`, too: whose link it was is known even then.
    """
    try:
        parts = signer().loads(token)
    except (BadData, ValueError):
        raise ForbiddenError(BROKEN) from None
    # Several spellings can decode to the same bytes: only the one we wrote counts.
    spelled_alike = hmac.compare_digest(seal(parts).encode(), token.encode())
    if not spelled_alike or len(parts) != PARTS or parts[0] != build_id:
        raise ForbiddenError(BROKEN)
    return Link(BuildId(parts[0]), PersonId(parts[1]), int(parts[2]))
