"""Who is in a programme, in which place, on what, and how they came there."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Place, Platform, Why
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import (
    CohortId,
    DeviceId,
    EnrolmentId,
    LinkId,
    PersonId,
    ProgrammeId,
)


class Enrolment(Base):
    """One tester's place in a programme, and the terms they accepted."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("programme_id", "person_id"),
        Index(None, "programme_id", "place", "turn", "applied_at", "id"),
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
    device_id: Mapped[DeviceId | None] = mapped_column(ForeignKey("devices.id"))
    link_id: Mapped[LinkId | None] = mapped_column(ForeignKey("invitation_links.id"))
    passed: Mapped[bool | None]  # every rule of the screening; none where none asked
    turn: Mapped[int] = mapped_column(default=0)  # the lower waits the less
    entry: Mapped[str | None]  # the name they have in the lottery's file
    stirred_at: Mapped[datetime | None]  # said that they go on testing
    reminded_at: Mapped[datetime | None]  # that an idle seat is given on


class EnrolmentStep(Base):
    """One place somebody came to in a programme: when, by whom and why."""

    __tablename__ = "enrolment_steps"
    __table_args__ = (Index(None, "enrolment_id", "id"), Index(None, "by_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[EnrolmentId] = mapped_column(
        ForeignKey("enrolments.id", ondelete="CASCADE")
    )
    place: Mapped[Place]
    why: Mapped[Why | None]
    by_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    moved_at: Mapped[datetime] = mapped_column(default=now)


class Device(Base):
    """Something a tester has to test on."""

    __tablename__ = "devices"
    __table_args__ = (UniqueConstraint("person_id", "platform", "model", "os_version"),)

    id: Mapped[DeviceId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    platform: Mapped[Platform]
    model: Mapped[str]
    os_version: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]  # they have it no more
