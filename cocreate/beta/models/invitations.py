"""Links that let people into a programme, with what they are bounded by."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import CohortId, LinkId, PersonId, ProgrammeId


class InvitationLink(Base):
    """A link to apply by: so many uses, until a day, or for one address alone."""

    __tablename__ = "invitation_links"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("programme_id", "email"),
        Index(None, "programme_id", "made_at", "id"),
        CheckConstraint(
            "uses >= 0 AND (most_uses IS NULL OR uses <= most_uses)", name="uses"
        ),
    )

    id: Mapped[LinkId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    code: Mapped[str]
    note: Mapped[str] = mapped_column(default="")  # whom it was made for
    email: Mapped[str | None]  # for this address alone
    cohort_id: Mapped[CohortId | None] = mapped_column(ForeignKey("cohorts.id"))
    most_uses: Mapped[int | None]
    uses: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
