"""Codes of a second step: of an application (RFC 6238), and a few for paper.

Neither is kept. Both are made of a seed in the database and the site's own secret, so
that whoever has one of the two alone makes no code.
"""

import base64
import hashlib
import hmac
from datetime import datetime

from pyotp import TOTP

from cocreate.config import current
from cocreate.kernel.ids import PersonId

SECONDS = 30  # that a code lasts
NEAR = (0, -1, 1)  # clocks differ by so many codes
CODES = 10
GROUPS, LETTERS = 5, 5  # of a code for paper: 125 bits


def application_of(person_id: PersonId, seed: str) -> TOTP:
    """What the application of somebody makes its codes by."""
    made_of = digest_of("second step", person_id, seed)
    return TOTP(base64.b32encode(made_of[:20]).decode(), interval=SECONDS)


def address_of(person_id: PersonId, seed: str, *, email: str) -> str:
    """The address by which an application learns it, to be shown as a picture."""
    application = application_of(person_id, seed)
    return application.provisioning_uri(name=email, issuer_name=current().site_name)


def step_of(person_id: PersonId, seed: str, typed: str, at: datetime) -> int | None:
    """The step of time whose code this is, if it is one of now."""
    application = application_of(person_id, seed)
    now_step = int(at.timestamp()) // SECONDS
    for step in (now_step + near for near in NEAR):
        made = application.generate_otp(step)
        if hmac.compare_digest(made.encode(), typed.encode("utf-8", "replace")):
            return step
    return None


def codes_for_paper(person_id: PersonId, seed: str) -> list[str]:
    """Ten codes, each good for one sign-in without the application."""
    return [code_for_paper(person_id, f"{seed}:{number}") for number in range(CODES)]


def code_for_paper(person_id: PersonId, seed: str) -> str:
    made = base64.b32encode(digest_of("for paper", person_id, seed)).decode().lower()
    ends = range(0, GROUPS * LETTERS, LETTERS)
    return "-".join(made[begins : begins + LETTERS] for begins in ends)


def digest_of(what: str, person_id: PersonId, seed: str) -> bytes:
    key = current().secret_key.get_secret_value().encode()
    made_of = f"{what}:{person_id}:{seed}".encode("utf-8", "replace")
    return hmac.new(key, made_of, hashlib.sha256).digest()


def tidied(typed: str) -> str:
    """A code as it was made, however somebody typed it."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())
