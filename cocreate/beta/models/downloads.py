"""Every attempt to fetch a build."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import BuildId, PersonId


class Download(Base):
    """One attempt to fetch a build: who, when, which bytes, what came of it."""

    __tablename__ = "downloads"
    __table_args__ = (
        Index(None, "build_id", "attempted_at"),
        Index(None, "person_id"),
        Index(None, "link"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    attempted_at: Mapped[datetime] = mapped_column(default=now)
    status: Mapped[int]  # HTTP
    first_byte: Mapped[int] = mapped_column(default=0)
    bytes_offered: Mapped[int] = mapped_column(default=0)
    bytes_sent: Mapped[int | None]  # none: under way, or another hand sends them
    link: Mapped[str] = mapped_column(default="")  # which of the tester's links
    reason: Mapped[str] = mapped_column(default="")  # of a refusal
