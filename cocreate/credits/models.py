"""Tables of credits, derived and never typed, and of the certificates of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.credits.kinds import CreditKind
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId, ReleaseId


class Credit(Base):
    """What a person gave to a release: how many contributions of one kind."""

    __tablename__ = "credits"
    __table_args__ = (
        UniqueConstraint("release_id", "person_id", "kind"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[ReleaseId] = mapped_column(ForeignKey("releases.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[CreditKind]
    contributions: Mapped[int]
    credited_at: Mapped[datetime] = mapped_column(default=now)


class Certificate(Base):
    """What was signed for somebody. Taken back, nothing of it stays but its code."""

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("code"),
        Index(
            "uq_certificates_in_force",
            "person_id",
            "release_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index(None, "revoked_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]  # of its address
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    release_id: Mapped[ReleaseId] = mapped_column(ForeignKey("releases.id"))
    name: Mapped[str]
    document: Mapped[str]  # as it was signed
    issued_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]
