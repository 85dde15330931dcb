"""The lottery of a programme: what was promised before, what was told after."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Shares, Strata
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId, ProgrammeId


class Lottery(Base):
    """A seed whose hash is told before entries close, and the draw made of it."""

    __tablename__ = "lotteries"

    programme_id: Mapped[ProgrammeId] = mapped_column(
        ForeignKey("programmes.id"), primary_key=True
    )
    seed: Mapped[str]  # a secret until the draw
    commitment: Mapped[str]  # its SHA-256
    committed_at: Mapped[datetime] = mapped_column(default=now)
    strata: Mapped[Strata] = mapped_column(default=Strata.NONE)
    shares: Mapped[Shares] = mapped_column(default=Shares.PROPORTIONAL)
    source: Mapped[str] = mapped_column(default="")  # a public figure to come
    source_value: Mapped[str] = mapped_column(default="")
    drawn_at: Mapped[datetime | None]
    drawn_by_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    document: Mapped[str | None]  # the file, as it was published
