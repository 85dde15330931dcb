"""Tables of who saw ideas and what is usual: numbers without names."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.surfacing.sketch import EMPTY


class Exposure(Base):
    """How many people an idea was shown to, and what that makes of its votes."""

    __tablename__ = "exposures"
    __table_args__ = (
        CheckConstraint("shown >= 0", name="shown"),
        Index(None, "project_id", "turn", "idea_id"),
    )

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    sketch: Mapped[bytes] = mapped_column(LargeBinary, default=EMPTY)
    before: Mapped[int] = mapped_column(default=0)  # people who saw it uncounted
    shown: Mapped[int] = mapped_column(default=0)  # derived: those, and the sketch
    agreed: Mapped[float] = mapped_column(default=0.0)  # derived: by importance
    asked: Mapped[float] = mapped_column(default=0.0)  # derived
    turn: Mapped[float | None]  # derived: how good it may be; none: takes no votes


class Usual(Base):
    """What ideas of a project usually get: see surfacing/ranking.py."""

    __tablename__ = "usual_support"

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    share: Mapped[float]
    weight: Mapped[float]
    learned_at: Mapped[datetime] = mapped_column(default=now)
