"""Tables of what is told of moderation: second looks, and the figures of each year."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId, ReviewId
from cocreate.moderation.reason import Verdict

WAITING = text("looked_at IS NULL")
LOOKED = text("looked_at IS NOT NULL")
ANOTHER_LOOKS = "moderator_id IS NULL OR moderator_id <> first_moderator_id"
WHOLE = (
    "(moderator_id IS NULL) = (looked_at IS NULL)"
    " AND (verdict IS NULL) = (looked_at IS NULL)"
)


class SecondLook(Base):
    """A closed case that another moderator judges without knowing how it ended."""

    __tablename__ = "second_looks"
    __table_args__ = (
        CheckConstraint(ANOTHER_LOOKS, name="another_looks"),
        CheckConstraint(WHOLE, name="whole"),
        UniqueConstraint("review_id"),
        Index(
            "ix_second_looks_waiting",
            "drawn_at",
            "id",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index(
            "ix_second_looks_looked",
            "looked_at",
            "id",
            sqlite_where=LOOKED,
            postgresql_where=LOOKED,
        ),
        Index(None, "escalated_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[ReviewId] = mapped_column(ForeignKey("reviews.id"))
    first_moderator_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    drawn_at: Mapped[datetime] = mapped_column(default=now)
    until_at: Mapped[datetime]  # who has not looked by then need not
    moderator_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    verdict: Mapped[Verdict | None]
    words: Mapped[str] = mapped_column(default="")  # why, for moderators
    looked_at: Mapped[datetime | None]
    escalated_id: Mapped[ReviewId | None] = mapped_column(ForeignKey("reviews.id"))


class YearTold(Base):
    """What the transparency report of a year says, as it was counted last; derived."""

    __tablename__ = "years_told"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    told: Mapped[str]  # JSON: see moderation/transparency.py
    counted_at: Mapped[datetime] = mapped_column(default=now)
