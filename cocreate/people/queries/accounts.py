"""Questions about accounts: passwords, sign-ins, tokens."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import ask, db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.people.browsers import browser_name
from cocreate.people.models import (
    AccessToken,
    FailedSignIn,
    Person,
    SignIn,
)
from cocreate.people.queries.people import ASKING, actor_from

GUESSING_WINDOW = timedelta(minutes=5)


def hash_of(token: str) -> str:
    """Tokens are random, so a plain SHA-256 is all their storage needs."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


# ── Who asks ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class FoundSignIn:
    sign_in_id: int
    actor: Actor
    name: str
    picture_key: str | None
    unread: int
    last_seen_at: datetime
    proven_at: datetime


@dataclass(frozen=True, slots=True)
class FoundToken:
    token_id: int
    actor: Actor
    may_write: bool
    last_used_at: datetime | None


SIGNED_IN = (
    select(
        SignIn.id.label("sign_in_id"),
        SignIn.expires_at,
        SignIn.last_seen_at,
        SignIn.is_half,
        func.coalesce(SignIn.proven_at, SignIn.signed_in_at).label("proven_at"),
        *ASKING,
    )
    .join(Person, Person.id == SignIn.person_id)
    .where(SignIn.token_hash == bindparam("token_hash"))
)


def find_sign_in(token: str) -> FoundSignIn | None:
    """The sign-in of a cookie's token and its person, in one query."""
    row = ask(SIGNED_IN, token_hash=hash_of(token)).one_or_none()
    if row is None or row.expires_at <= now() or row.is_half:
        return None
    return FoundSignIn(
        sign_in_id=row.sign_in_id,
        actor=actor_from(row),
        name=row.name,
        picture_key=row.picture_key,
        unread=row.unread,
        last_seen_at=row.last_seen_at,
        proven_at=row.proven_at,
    )


WITH_TOKEN = (
    select(
        AccessToken.id.label("token_id"),
        AccessToken.may_write,
        AccessToken.last_used_at,
        *ASKING,
    )
    .join(Person, Person.id == AccessToken.person_id)
    .where(AccessToken.token_hash == bindparam("token_hash"))
)


def find_token_owner(token: str) -> FoundToken | None:
    row = ask(WITH_TOKEN, token_hash=hash_of(token)).one_or_none()
    if row is None:
        return None
    return FoundToken(row.token_id, actor_from(row), row.may_write, row.last_used_at)


# ── Passwords ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Account:
    """What signing in needs to know of a person."""

    person_id: PersonId
    email: str
    name: str
    password_hash: str | None


ACCOUNT = (
    Person.id,
    func.coalesce(Person.email, "").label("email"),
    Person.name,
    Person.password_hash,
)


def find_account(email: str) -> Account | None:
    row = db.session.execute(
        select(*ACCOUNT).where(Person.email == email)
    ).one_or_none()
    return None if row is None else Account(*row)


def get_own_account(actor: Actor) -> Account:
    row = db.session.execute(select(*ACCOUNT).where(Person.id == actor.person_id)).one()
    return Account(*row)


def seconds_to_wait(email: str, *, beyond: int = 0) -> int:
    """How long until this account may be tried again; 0 is now.

    `beyond` is 1 when the attempt in hand is already among those counted.
    """
    most = current().sign_in_failures_per_account + beyond
    since = now() - GUESSING_WINDOW
    latest = (
        select(FailedSignIn.failed_at)
        .where(FailedSignIn.email == email, FailedSignIn.failed_at > since)
        .order_by(FailedSignIn.failed_at.desc(), FailedSignIn.id.desc())
        .limit(most)
    )
    times = db.session.scalars(latest).all()
    if len(times) < most:
        return 0
    return max(1, int((times[-1] - since).total_seconds()) + 1)


# ── One's own sign-ins and tokens ─────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    sign_in_id: int
    browser: str
    signed_in_at: datetime
    last_seen_at: datetime


def open_sign_ins(actor: Actor) -> list[OpenSignIn]:
    """The actor's browsers that are signed in, the latest seen first."""
    rows = db.session.execute(
        select(SignIn.id, SignIn.user_agent, SignIn.signed_in_at, SignIn.last_seen_at)
        .where(
            SignIn.person_id == actor.person_id,
            SignIn.expires_at > now(),
            SignIn.is_half.is_(False),
        )
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
        .limit(100)
    )
    return [OpenSignIn(row.id, browser_name(row.user_agent), *row[2:4]) for row in rows]


def last_seen(person_id: PersonId) -> datetime | None:
    """When somebody was last here, in any browser that is still signed in."""
    query = select(func.max(SignIn.last_seen_at)).where(SignIn.person_id == person_id)
    return db.session.scalar(query)


def own_tokens(actor: Actor) -> Sequence[AccessToken]:
    return db.session.scalars(
        select(AccessToken)
        .where(AccessToken.person_id == actor.person_id)
        .order_by(AccessToken.made_at.desc(), AccessToken.id.desc())
    ).all()
