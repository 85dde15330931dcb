"""Tables of what proves somebody besides a password."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId


class SecondStep(Base):
    """Somebody's second step: codes of an application, and a few kept on paper."""

    __tablename__ = "second_steps"

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    seed: Mapped[str]  # with the site's secret it makes the application's
    last_step: Mapped[int] = mapped_column(default=0)  # no code is taken twice
    code_hashes: Mapped[str]  # of the codes on paper that are left
    begun_at: Mapped[datetime] = mapped_column(default=now)


class Passkey(Base):
    """A key that a device of somebody keeps; we hold the half that proves it."""

    __tablename__ = "passkeys"
    __table_args__ = (UniqueConstraint("credential"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    name: Mapped[str]
    credential: Mapped[str]
    public_key: Mapped[str]
    uses: Mapped[int]  # as the device counts them, if it does
    made_at: Mapped[datetime] = mapped_column(default=now)
    last_used_at: Mapped[datetime | None]


class Challenge(Base):
    """What a device is asked to sign; once, and within minutes."""

    __tablename__ = "challenges"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str]
    expires_at: Mapped[datetime]
