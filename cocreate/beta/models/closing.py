"""Who was nudged, and how a programme ended."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Step
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId, ProgrammeId


class Nudge(Base):
    """A tester was reminded of the step that is before them."""

    __tablename__ = "nudges"
    __table_args__ = (
        Index(None, "programme_id", "nudged_at"),
        Index(None, "person_id", "nudged_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    step: Mapped[Step]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    nudged_at: Mapped[datetime] = mapped_column(default=now)


class CloseOut(Base):
    """The end of a programme, in the team's words; the figures are counted."""

    __tablename__ = "close_outs"

    programme_id: Mapped[ProgrammeId] = mapped_column(
        ForeignKey("programmes.id"), primary_key=True
    )
    summary: Mapped[str]
    summary_html: Mapped[str]
    thanks: Mapped[str]
    thanks_html: Mapped[str]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime] = mapped_column(default=now)
