"""Questions about what proves somebody besides a password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.kernel.spans import counted
from cocreate.people.models import AccessToken, Passkey, SecondStep, SignIn
from cocreate.people.queries.accounts import hash_of

HALF_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class HalfSignIn:
    """Somebody who has given one proof, and is asked for another."""

    sign_in_id: int
    person_id: PersonId


class WaysIn(NamedTuple):
    """How many API tokens and passkeys somebody has: a new password ends none."""

    tokens: int
    passkeys: int

    @property
    def counted(self) -> str:
        """“2 API tokens and 1 passkey”; nothing where there is neither."""
        there = (self.tokens, "API token"), (self.passkeys, "passkey")
        return " and ".join(counted(number, noun) for number, noun in there if number)

    @property
    def words(self) -> str:
        """What is said of them once a new password is set."""
        if not self.counted:
            return ""
        return (
            f"What it does not end: {self.counted}. Your page lists them under Tokens "
            "and Second step; revoke there what is not yours."
        )


def ways_in(person_id: PersonId) -> WaysIn:
    """What lets somebody in besides their password and the browsers they are in."""
    tables = (AccessToken, Passkey)
    return WaysIn(*(count(table.person_id, person_id) for table in tables))


def count(owner: InstrumentedAttribute[PersonId], person_id: PersonId) -> int:
    theirs = select(func.count()).where(owner == person_id)
    return db.session.scalar(theirs) or 0


def find_half(token: str) -> HalfSignIn | None:
    """The sign-in of this token, while its second step is open."""
    row = db.session.execute(
        select(SignIn.id, SignIn.person_id).where(
            SignIn.token_hash == hash_of(token),
            SignIn.is_half,
            SignIn.signed_in_at > now() - HALF_LASTS,
        )
    ).one_or_none()
    return None if row is None else HalfSignIn(*row)


def find_second_step(person_id: PersonId, *, lock: bool = False) -> SecondStep | None:
    found = select(SecondStep).where(SecondStep.person_id == person_id)
    if lock:
        found = found.with_for_update()
    return db.session.scalars(found).one_or_none()


def own_passkeys(actor: Actor) -> Sequence[Passkey]:
    return db.session.scalars(
        select(Passkey)
        .where(Passkey.person_id == actor.person_id)
        .order_by(Passkey.made_at.desc(), Passkey.id.desc())
    ).all()


def find_passkey(credential: str) -> Passkey | None:
    return db.session.scalars(
        select(Passkey).where(Passkey.credential == credential)
    ).one_or_none()
