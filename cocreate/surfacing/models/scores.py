"""Tables of scores: what the team weighs and enters, and what follows from it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId


def known(column: str) -> Index:
    """An order of a project's scores by a column that many leave open."""
    told = text(f"{column} IS NOT NULL")
    return Index(
        f"ix_scores_{column}",
        "project_id",
        column,
        "idea_id",
        sqlite_where=told,
        postgresql_where=told,
    )


class Score(Base):
    """What speaks for a listed idea, and what that comes to; derived.

    The evidence is kept beside the value, so that a score opens into its arithmetic
    and other weights need not count anything again.
    """

    __tablename__ = "scores"
    __table_args__ = (
        Index(None, "project_id", "value", "idea_id"),
        Index(None, "project_id", "people", "idea_id"),
        Index(None, "project_id", "trend", "idea_id"),
        known("effort"),
        known("rice"),
        known("own"),
        Index(None, "fades_at"),
    )

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    people: Mapped[int]
    votes: Mapped[int]
    comments: Mapped[int]
    said: Mapped[int]  # how many said how much it matters
    worth: Mapped[float]  # the sum of what they said
    trend: Mapped[float]  # see votes/trend.py
    weighted: Mapped[float]  # people, each by the weight of their segments
    seen: Mapped[int]
    reach: Mapped[float | None]  # as the team judges it, where it does
    impact: Mapped[float | None]
    sureness: Mapped[float | None]  # in per cent
    effort: Mapped[float | None]  # in person-days
    value: Mapped[float]
    rice: Mapped[float | None]
    own: Mapped[float | None]  # by the project's own formula
    valued_at: Mapped[datetime]
    fades_at: Mapped[datetime | None]  # when its momentum is worth less by a step


class ScoreMark(Base):
    """An idea whose score is to be counted anew, because what it rests on changed."""

    __tablename__ = "score_marks"

    idea_id: Mapped[IdeaId] = mapped_column(primary_key=True, autoincrement=False)


class Weighing(Base):
    """What a project weighed how much, from a moment on; the newest is in force."""

    __tablename__ = "weighings"
    __table_args__ = (Index(None, "project_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    weights: Mapped[str]  # JSON: see surfacing/scoring.py
    by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    weighed_at: Mapped[datetime] = mapped_column(default=now)


class ScoreRun(Base):
    """How far all scores of a project are counted anew, since its weights changed."""

    __tablename__ = "score_runs"
    __table_args__ = (CheckConstraint("done >= 0", name="done"),)

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    weighing_id: Mapped[int] = mapped_column(ForeignKey("weighings.id"))
    after_id: Mapped[IdeaId] = mapped_column(default=IdeaId(0))  # done up to here
    done: Mapped[int] = mapped_column(default=0)


class Scorecard(Base):
    """What the team enters of an idea: reach, impact, sureness and effort."""

    __tablename__ = "scorecards"
    __table_args__ = (
        CheckConstraint("reach >= 0", name="reach"),
        CheckConstraint("impact >= 0", name="impact"),
        CheckConstraint("sureness >= 0 AND sureness <= 100", name="sureness"),
        CheckConstraint("effort > 0", name="effort"),
    )

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    reach: Mapped[float | None]  # none: as many people as stand behind it
    impact: Mapped[float | None]
    sureness: Mapped[float | None]  # in per cent
    effort: Mapped[float | None]  # in person-days
    by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime] = mapped_column(default=now)
