"""Tables of notices: what a person was told, and what they want to be told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import NoticeId, PersonId, ProjectId


class Notice(Base):
    """One thing a person was told, once. `about` is such as `comment:7`."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "about"),
        Index(None, "person_id", "told_at", "id"),
    )

    id: Mapped[NoticeId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    project_id: Mapped[ProjectId | None] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[str]
    about: Mapped[str]
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    path: Mapped[str]  # where it leads
    words: Mapped[str]  # the title of what it is about, as it was then
    detail: Mapped[str] = mapped_column(default="")  # a status, a reason, a first line
    told_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]


class NoticeWish(Base):
    """Whether a person wants a kind of notice by mail; no row means yes."""

    __tablename__ = "notice_wishes"

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    by_mail: Mapped[bool]
