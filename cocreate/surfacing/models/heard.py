"""Tables of who has not been heard: the customers there are, and who was asked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import AttributeId, PersonId, ProjectId, SegmentId


class DeclaredShare(Base):
    """How much of a project's customers a group is, as the team says: of a hundred.

    The group is a segment, or those of one value of an attribute.
    """

    __tablename__ = "declared_shares"
    __table_args__ = (
        UniqueConstraint("project_id", "attribute_id", "value"),
        UniqueConstraint("project_id", "segment_id"),
        CheckConstraint("share BETWEEN 0 AND 100", name="share"),
        CheckConstraint(
            "(attribute_id IS NULL) <> (segment_id IS NULL)", name="one_group"
        ),
        Index(None, "attribute_id"),
        Index(None, "segment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    attribute_id: Mapped[AttributeId | None] = mapped_column(
        ForeignKey("attributes.id", ondelete="CASCADE")
    )
    value: Mapped[str] = mapped_column(default="")
    segment_id: Mapped[SegmentId | None] = mapped_column(
        ForeignKey("segments.id", ondelete="CASCADE")
    )
    share: Mapped[float]


class HeardFigures(Base):
    """Who was heard in a project, as it was counted last; derived, by a job."""

    __tablename__ = "heard_figures"

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    told: Mapped[str]  # JSON: see surfacing/queries/figures.py
    counted_at: Mapped[datetime] = mapped_column(default=now)


class Asking(Base):
    """That somebody who had not taken part was asked to, by whom and when."""

    __tablename__ = "askings"
    __table_args__ = (
        Index(None, "person_id", "asked_at"),
        Index(None, "project_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    group_key: Mapped[str]  # as it is named in addresses
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
