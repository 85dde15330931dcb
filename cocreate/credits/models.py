"""The table of credits: derived from citations and beta reports, never typed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.credits.kinds import CreditKind
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId, ReleaseId


class Credit(Base):
    """What a person gave to a release: how many contributions of one kind."""

    __tablename__ = "credits"
    __table_args__ = (
        UniqueConstraint("release_id", "person_id", "kind"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[ReleaseId] = mapped_column(ForeignKey("releases.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[CreditKind]
    contributions: Mapped[int]
    credited_at: Mapped[datetime] = mapped_column(default=now)
