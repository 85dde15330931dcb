"""Tables of groups of opinion: derived from what people say to ideas."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId, ProjectId


class OpinionMap(Base):
    """The groups of opinion of a project as they were told apart last; derived."""

    __tablename__ = "opinion_maps"

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    people: Mapped[int]  # who said enough to be placed
    ideas: Mapped[int]
    answers: Mapped[int]
    last_at: Mapped[datetime | None]  # when the last of the answers was given
    told: Mapped[str]  # JSON: see surfacing/telling_groups.py
    began: Mapped[str] = mapped_column(default="")  # JSON: where the next time begins
    made_at: Mapped[datetime] = mapped_column(default=now)


class OpinionMember(Base):
    """In which group of opinion somebody is; they alone are told."""

    __tablename__ = "opinion_members"
    __table_args__ = ({"sqlite_with_rowid": False},)

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    number: Mapped[int]  # 0 is group A
