"""Who is in a programme, in which place."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Place
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import CohortId, EnrolmentId, PersonId, ProgrammeId


class Enrolment(Base):
    """One tester's place in a programme, and the terms they accepted."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("programme_id", "person_id"),
        Index(None, "programme_id", "place", "applied_at", "id"),
        Index(None, "programme_id", "applied_at", "id"),
        Index(None, "person_id"),
    )

    id: Mapped[EnrolmentId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    cohort_id: Mapped[CohortId | None] = mapped_column(ForeignKey("cohorts.id"))
    place: Mapped[Place]
    device: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    terms_version: Mapped[int] = mapped_column(default=0)  # none accepted yet
    terms_accepted_at: Mapped[datetime | None]
    applied_at: Mapped[datetime] = mapped_column(default=now)
    placed_at: Mapped[datetime] = mapped_column(default=now)  # when this place began
    score_shown: Mapped[bool] = mapped_column(default=False)  # agreed to a ranking
