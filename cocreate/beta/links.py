"""Links to the bytes of a build: signed, short-lived, each for one tester.

A link says whose it is, so one that leaks names its tester. What it opens is checked
where the bytes are served, each time.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadData, URLSafeSerializer

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.ids import BuildId, PersonId
from cocreate.kernel.languages import translatable

PARTS = 5
LONGEST = 2_000
IN_AN_ADDRESS = re.compile(r"[?&]tester=([A-Za-z0-9_.-]+)")
BROKEN = translatable("This link was not made by us, or not all of it arrived.")
OVER = translatable("This link has expired. Open the build's page for a fresh one.")
SPENT = translatable(
    "This link has been used up. Open the build's page for a fresh one."
)


@dataclass(frozen=True, slots=True)
class Link:
    """What its signature vouches for: of what, whose, until when, how many times."""

    build_id: BuildId
    person_id: PersonId
    until: int  # seconds since 1970
    uses: int
    name: str  # its own, by which the record of downloads knows it

    @property
    def is_over(self) -> bool:
        return self.until <= now().timestamp()


def sign(build_id: BuildId, person_id: PersonId, *, uses: int | None = None) -> str:
    """A token for this tester and this build, good for some minutes and some uses."""
    settings = current()
    until = now() + timedelta(minutes=settings.download_link_minutes)
    times = settings.download_link_uses if uses is None else uses
    name = secrets.token_hex(8)
    return seal([build_id, person_id, int(until.timestamp()), times, name])


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
    link = opened(token)
    if link is None or link.build_id != build_id:
        raise ForbiddenError(BROKEN)
    return link


def trace(text: str) -> Link | None:
    """The link in what somebody found: an address, or the token alone."""
    text = text.strip()[:LONGEST]
    found = IN_AN_ADDRESS.search(text)
    return opened(found[1] if found else text)


def opened(token: str) -> Link | None:
    try:
        parts = signer().loads(token)
    except (BadData, ValueError):
        return None
    # Several spellings can decode to the same bytes: only the one we wrote counts.
    spelled_alike = hmac.compare_digest(seal(parts).encode(), token.encode())
    if not spelled_alike or len(parts) != PARTS:
        return None
    build_id, person_id, until, uses, name = parts
    return Link(BuildId(build_id), PersonId(person_id), int(until), int(uses), name)
