"""The first administrator: made in the browser, with a code printed at start."""

import base64
import hashlib
import hmac

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from cocreate.config import current
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError, NotFoundError
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.policy import Role
from cocreate.people.actions.arrivals import create_person
from cocreate.people.models import FirstCode, Person
from cocreate.people.queries import has_administrator

ONLY = 1  # the key of the one row that the code is made from
CODE_GROUPS = 4


def first_code() -> str | None:
    """The code that makes the first administrator; None once there is one.

    It is the same until it is used, and is nowhere kept: it is made of a seed in the
    database and the site's secret, so neither alone gives it away.
    """
    return None if has_administrator() else code_of(seed_of_code())


def seed_of_code() -> str:
    known = db.session.scalar(select(FirstCode.seed).where(FirstCode.id == ONLY))
    if known is not None:
        return known
    seed = fresh_token()
    try:
        with db.session.begin_nested():
            db.session.execute(insert(FirstCode), {"id": ONLY, "seed": seed})
    except IntegrityError:  # another start was quicker
        return seed_of_code()
    return seed


def code_of(seed: str) -> str:
    """Sixteen letters and digits in four groups: eighty bits."""
    key = current().secret_key.get_secret_value().encode()
    digest = hmac.new(key, f"first:{seed}".encode(), hashlib.sha256).digest()
    letters = base64.b32encode(digest).decode()
    return "-".join(letters[4 * group : 4 * group + 4] for group in range(CODE_GROUPS))


def make_first_administrator(
    *, code: str, name: str, email: str, password_hash: str
) -> Person:
    """Give the site to whoever holds the code printed at its start, once."""
    # Deleting the row takes its lock: of two with the code, one waits and finds none.
    taken = delete(FirstCode).where(FirstCode.id == ONLY).returning(FirstCode.seed)
    seed = db.session.scalar(taken)
    if has_administrator():
        raise NotFoundError
    if seed is None or not is_code(code, seed):
        raise InvalidError({"code": "This is not the code that was printed at start."})
    return create_person(
        name=name, email=email, password_hash=password_hash, role=Role.ADMINISTRATOR
    )


def is_code(typed: str, seed: str) -> bool:
    bare = "".join(letter for letter in typed.upper() if letter.isalnum())
    expected = code_of(seed).replace("-", "")
    return hmac.compare_digest(bare.encode("utf-8", "replace"), expected.encode())
