"""Tables of trust: how levels changed, what the night has reckoned, days of visits."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId

ONE_ROW = "id = 1"


class TrustChange(Base):
    """That somebody is trusted more or less than before, why, and by whom.

    Nobody: what they did here made it so.
    """

    __tablename__ = "trust_changes"
    __table_args__ = (
        CheckConstraint("was BETWEEN 0 AND 4 AND became BETWEEN 0 AND 4", name="level"),
        Index(None, "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    was: Mapped[int]
    became: Mapped[int]
    why: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )


class TrustRound(Base):
    """How far tonight's reckoning has come; one row, held while some are reckoned."""

    __tablename__ = "trust_rounds"
    __table_args__ = (CheckConstraint(ONE_ROW, name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    begun_on: Mapped[date]
    reckoned_to: Mapped[PersonId]  # everybody up to this key is reckoned
    ended_at: Mapped[datetime | None]


class VisitDay(Base):
    """A day on which somebody was here, signed in: that alone, and no hour."""

    __tablename__ = "visit_days"
    __table_args__ = (Index(None, "here_on"), {"sqlite_with_rowid": False})

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    here_on: Mapped[date] = mapped_column(primary_key=True)
