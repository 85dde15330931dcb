"""Tables of people: accounts, sign-ins, mailed links, tokens."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Role


class Person(Base):
    """Somebody with an account; imported authors have none and cannot sign in."""

    __tablename__ = "people"
    __table_args__ = (
        Index(None, "joined_at", "id"),
        Index(None, "role", "joined_at", "id"),
        UniqueConstraint("email"),
        UniqueConstraint("origin"),
        CheckConstraint("unread >= 0", name="unread"),
    )

    id: Mapped[PersonId] = mapped_column(primary_key=True)
    email: Mapped[str | None]  # lower case
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(default=Role.CUSTOMER)
    title: Mapped[str] = mapped_column(default="")  # what company people do
    town: Mapped[str] = mapped_column(default="")
    bio: Mapped[str] = mapped_column(default="")
    picture_key: Mapped[str | None]
    password_hash: Mapped[str | None]
    joined_at: Mapped[datetime] = mapped_column(default=now)
    verified_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]  # none while suspended: until lifted
    suspension_reason: Mapped[str | None]
    # Agrees to stand by name among those who voted for an idea.
    shows_votes: Mapped[bool] = mapped_column(default=False)
    unread: Mapped[int] = mapped_column(default=0)  # derived from notices
    origin: Mapped[str | None]  # where an imported author comes from

    def is_suspended(self, at: datetime) -> bool:
        if self.suspended_at is None:
            return False
        return self.suspended_until is None or at < self.suspended_until


class SignIn(Base):
    """One browser that is signed in. Its cookie holds the token, we hold its hash."""

    __tablename__ = "sign_ins"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    token_hash: Mapped[str]
    signed_in_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    user_agent: Mapped[str]


class FailedSignIn(Base):
    """One wrong password, kept for minutes: guessing is slowed per account."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index(None, "email", "failed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    failed_at: Mapped[datetime] = mapped_column(default=now)


class Purpose(StrEnum):
    VERIFY = "verify"
    RESET = "reset"
    INVITE = "invite"
    SIGN_IN = "sign_in"


class MailedLink(Base):
    """A link sent by mail that proves an address. Used once."""

    __tablename__ = "mailed_links"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    purpose: Mapped[Purpose]
    email: Mapped[str]
    token_hash: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AccessToken(Base):
    """A token for the API, named by its owner; shown once, kept as a hash."""

    __tablename__ = "access_tokens"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    name: Mapped[str]
    token_hash: Mapped[str]
    may_write: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(default=now)
    last_used_at: Mapped[datetime | None]


class ProfileChange(Base):
    """What a profile said before: kept as history, not overwritten."""

    __tablename__ = "profile_changes"
    __table_args__ = (Index(None, "person_id", "changed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    field: Mapped[str]
    was: Mapped[str]
    became: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )


class FirstCode(Base):
    """What the first administrator's code is made from. One row, taken once."""

    __tablename__ = "first_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    seed: Mapped[str]
