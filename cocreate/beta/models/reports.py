"""What testers found."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import ReportKind
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import BuildId, IdeaId, PersonId, ProgrammeId, ReportId


class BetaReport(Base):
    """What a tester found, tied to the build they tried."""

    __tablename__ = "beta_reports"
    __table_args__ = (
        Index(None, "build_id", "reported_at", "id"),
        Index(None, "programme_id", "reported_at", "id"),
        Index(None, "author_id", "reported_at", "id"),
    )

    id: Mapped[ReportId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[ReportKind]
    title: Mapped[str]
    body: Mapped[str]
    body_html: Mapped[str]
    reported_at: Mapped[datetime] = mapped_column(default=now)
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
