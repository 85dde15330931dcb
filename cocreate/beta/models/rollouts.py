"""How builds go from a few testers to all, and files on their way in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Pace, RollState
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import BuildId, PersonId, ProgrammeId


class Rollout(Base):
    """The steps by which a build reaches its testers, and where it stands."""

    __tablename__ = "rollouts"
    __table_args__ = (CheckConstraint("hours >= 0", name="hours"),)

    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"), primary_key=True)
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    steps: Mapped[str]  # percents: "10 30 100"
    pace: Mapped[Pace]
    hours: Mapped[int]  # of each step
    least_satisfied: Mapped[int]  # percent: the lower bound must reach it
    most_stopped: Mapped[int]  # percent: the upper bound may reach it
    state: Mapped[RollState] = mapped_column(default=RollState.RUNNING)
    reason: Mapped[str] = mapped_column(default="")
    stepped_at: Mapped[datetime] = mapped_column(default=now)


class Upload(Base):
    """A file on its way in, part by part."""

    __tablename__ = "uploads"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("got >= 0 AND got <= size", name="got"),
        Index(None, "touched_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # its own, in its address
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    file_name: Mapped[str]
    size: Mapped[int]
    got: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime] = mapped_column(default=now)
    touched_at: Mapped[datetime] = mapped_column(default=now)


class UploadPart(Base):
    """Some bytes of it, kept where they begin."""

    __tablename__ = "upload_parts"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    storage_key: Mapped[str]
