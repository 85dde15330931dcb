"""Tables of people: accounts, sign-ins, links, tokens; attributes and segments."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.answers import FieldKind, folded, rank_of
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, from_value
from cocreate.kernel.ids import AttributeId, PersonId, SegmentId
from cocreate.kernel.languages import Language
from cocreate.kernel.policy import Role
from cocreate.people.models.consents import Consent as Consent
from cocreate.people.models.safety import Challenge as Challenge
from cocreate.people.models.safety import Passkey as Passkey
from cocreate.people.models.safety import SecondStep as SecondStep
from cocreate.people.models.trust import TrustChange as TrustChange
from cocreate.people.models.trust import TrustRound as TrustRound
from cocreate.people.models.trust import VisitDay as VisitDay
from cocreate.people.named import Named
from cocreate.people.rules import Comparison, Matching, Source, Subject


class Person(Base):
    """Somebody with an account; imported authors have none and cannot sign in."""

    __tablename__ = "people"
    __table_args__ = (
        Index(None, "joined_at", "id"),
        Index(None, "role", "joined_at", "id"),
        UniqueConstraint("email"),
        UniqueConstraint("origin"),
        Index(None, "external_id", unique=True),
        CheckConstraint("unread >= 0", name="unread"),
        CheckConstraint("trust BETWEEN 0 AND 4", name="trust"),
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
    # How they agree to be named where they are thanked.
    credited_as: Mapped[Named] = mapped_column(default=Named.UNASKED)
    unread: Mapped[int] = mapped_column(default=0)  # derived from notices
    # In which they are written to, where that is more than English alone.
    language: Mapped[Language] = mapped_column(default=Language.EN)
    origin: Mapped[str | None]  # where an imported author comes from
    external_id: Mapped[str | None]  # what the company's own records call them
    trust: Mapped[int] = mapped_column(default=0)  # a Trust, reckoned every night
    trust_below_at: Mapped[datetime | None]  # since when it is more than they earn
    trust_locked_at: Mapped[datetime | None]  # an administrator keeps it as it is

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
    # When its owner last proved who they are; none: as they signed in.
    proven_at: Mapped[datetime | None]
    is_half: Mapped[bool] = mapped_column(default=False)  # their second step is open


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
    MOVE = "move"  # to another address
    MOVE_BACK = "move_back"


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


class Attribute(Base):
    """Something the company knows of its customers: a plan, a country, a revenue."""

    __tablename__ = "attributes"
    __table_args__ = (UniqueConstraint("slug"),)

    id: Mapped[AttributeId] = mapped_column(primary_key=True)
    slug: Mapped[str]
    label: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    kind: Mapped[FieldKind]
    choices: Mapped[str] = mapped_column(default="")  # one a line
    position: Mapped[int] = mapped_column(default=0)


class AttributeValue(Base):
    """What is known of a person, in the one way its kind is kept. For the team."""

    __tablename__ = "attribute_values"
    __table_args__ = (
        Index(None, "attribute_id", "folded", "person_id"),
        Index(
            "ix_attribute_values_rank",
            "attribute_id",
            "rank",
            "person_id",
            sqlite_where=text("rank IS NOT NULL"),
            postgresql_where=text("rank IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    attribute_id: Mapped[AttributeId] = mapped_column(
        ForeignKey("attributes.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    value: Mapped[str]
    folded: Mapped[str] = mapped_column(default=from_value(folded))  # derived
    rank: Mapped[int | None] = mapped_column(default=from_value(rank_of))  # derived
    source: Mapped[Source]
    set_at: Mapped[datetime] = mapped_column(default=now)


class Segment(Base):
    """Customers who have something in common, by rules."""

    __tablename__ = "segments"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("members >= 0", name="members"),
    )

    id: Mapped[SegmentId] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    matching: Mapped[Matching] = mapped_column(default=Matching.ALL)
    members: Mapped[int] = mapped_column(default=0)  # derived
    made_at: Mapped[datetime] = mapped_column(default=now)


class SegmentRule(Base):
    """One thing that a segment asks of somebody."""

    __tablename__ = "segment_rules"
    __table_args__ = (Index(None, "segment_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[SegmentId] = mapped_column(
        ForeignKey("segments.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    subject: Mapped[Subject]
    attribute_id: Mapped[AttributeId | None] = mapped_column(
        ForeignKey("attributes.id")  # where the subject is one
    )
    comparison: Mapped[Comparison]
    value: Mapped[str] = mapped_column(default="")


class SegmentMember(Base):
    """Who is in which segment; derived from the rules and what is known of people."""

    __tablename__ = "segment_members"
    __table_args__ = (
        Index(None, "person_id", "segment_id"),
        {"sqlite_with_rowid": False},
    )

    segment_id: Mapped[SegmentId] = mapped_column(
        ForeignKey("segments.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
