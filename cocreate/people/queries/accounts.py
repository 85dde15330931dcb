"""Questions about accounts: passwords, sign-ins, mailed links, tokens."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import ask, db
from cocreate.kernel.errors import GoneError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.people.browsers import browser_name
from cocreate.people.models import (
    AccessToken,
    FailedSignIn,
    MailedLink,
    Person,
    Purpose,
    SignIn,
)
from cocreate.people.queries.people import ASKING, actor_from, get_person

GUESSING_WINDOW = timedelta(minutes=5)


class LinkUsedUpError(GoneError):
    message = "This link was used already, or is too old. Ask for a new one."


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


# ── Mailed links ──────────────────────────────────────────────────────────────


WELCOMES = (Purpose.VERIFY, Purpose.INVITE)


def lock_link(token: str, *purposes: Purpose) -> tuple[MailedLink, Person]:
    """A mailed link that is not too old, and whose it is, locked.

    The person is locked first and the link read then: of two who press at once, the
    second finds it used, and two links of one person do not wait for each other.
    """
    person_id = db.session.scalar(find_link(MailedLink.person_id, token, *purposes))
    if person_id is None:
        raise LinkUsedUpError
    person = get_person(person_id, lock=True)
    return db.session.scalars(find_link(MailedLink, token, *purposes)).one(), person


def find_link(what: Any, token: str, *purposes: Purpose) -> Select[Any]:
    return select(what).where(
        MailedLink.token_hash == hash_of(token),
        MailedLink.purpose.in_(purposes),
        MailedLink.expires_at > now(),
    )


def ends_of_open_links(person_id: PersonId, purpose: Purpose) -> Sequence[datetime]:
    """When each link of this kind that still works stops to."""
    return db.session.scalars(
        select(MailedLink.expires_at).where(
            MailedLink.person_id == person_id,
            MailedLink.purpose == purpose,
            MailedLink.used_at.is_(None),
            MailedLink.expires_at > now(),
        )
    ).all()


def address_to_sign_in(token: str) -> str:
    """Whose link this is, while it can be used."""
    query = find_link(MailedLink.email, token, Purpose.SIGN_IN)
    email: str | None = db.session.scalar(query.where(MailedLink.used_at.is_(None)))
    if email is None:
        raise LinkUsedUpError
    return email


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody on the way into an account by a mailed link, or in by it already."""

    account: Account
    is_over: bool


def get_arrival(token: str) -> Arrival:
    """Whose account a letter of welcome leads into."""
    return arrival_by(token, *WELCOMES)


def get_resetting(token: str) -> Arrival:
    """Whose password a letter lets one set."""
    return arrival_by(token, Purpose.RESET)


def arrival_by(token: str, *purposes: Purpose) -> Arrival:
    query = find_link(MailedLink.used_at, token, *purposes).add_columns(*ACCOUNT)
    row = db.session.execute(
        query.join(Person, Person.id == MailedLink.person_id)
    ).one_or_none()
    if row is None:
        raise LinkUsedUpError
    return Arrival(Account(*row[1:]), is_over=row.used_at is not None)


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
