"""Tables of decisions: options, the reason, the voices cited, what was added later."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.decisions.stage import Stage
from cocreate.decisions.stance import Stance
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import CommentId, DecisionId, IdeaId, PersonId, ProjectId


class Decision(Base):
    """What the team decided and why. Unpublished ones are seen by the team alone."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index(None, "project_id", "published_at", "id"),
        Index(None, "published_at", "id"),
        Index("ix_decisions_stage", "project_id", "stage", "published_at", "id"),
        Index(None, "revisit_on", "id"),
    )

    id: Mapped[DecisionId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str]
    rationale: Mapped[str]
    rationale_html: Mapped[str]
    excerpt: Mapped[str]
    dissent: Mapped[str] = mapped_column(default="")
    dissent_html: Mapped[str] = mapped_column(default="")
    dissent_by: Mapped[str] = mapped_column(default="")  # empty: without a name
    stage: Mapped[Stage] = mapped_column(default=Stage.PLANNED)
    revisit_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]  # whoever signed it, that the day has come
    written_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]


class DecisionOption(Base):
    """One of the ways that were weighed, and whether it was chosen."""

    __tablename__ = "decision_options"
    __table_args__ = (UniqueConstraint("decision_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(ForeignKey("decisions.id"))
    name: Mapped[str]
    argument: Mapped[str] = mapped_column(default="")
    is_chosen: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]


class Citation(Base):
    """The link from a decision to a contribution, and so to its author."""

    __tablename__ = "citations"
    __table_args__ = (
        CheckConstraint(
            "(idea_id IS NULL) <> (comment_id IS NULL)", name="one_contribution"
        ),
        UniqueConstraint("decision_id", "idea_id"),
        UniqueConstraint("decision_id", "comment_id"),
        Index(None, "idea_id"),
        Index(None, "comment_id"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(ForeignKey("decisions.id"))
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    comment_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id")
    )  # the author cited
    thanks: Mapped[str] = mapped_column(default="")  # what for, in the team's words
    # As evidence: the position of the option it speaks of, and which way.
    option_position: Mapped[int | None]
    stance: Mapped[Stance | None]
    cited_at: Mapped[datetime] = mapped_column(default=now)


class DecisionAmendment(Base):
    """What the team added to a published decision, and why it says something else."""

    __tablename__ = "decision_amendments"
    __table_args__ = (Index(None, "decision_id", "amended_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(ForeignKey("decisions.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    body: Mapped[str]
    body_html: Mapped[str]
    amended_at: Mapped[datetime] = mapped_column(default=now)


class DecisionVersion(Base):
    """What a published decision said until an amendment said it otherwise."""

    __tablename__ = "decision_versions"
    __table_args__ = (UniqueConstraint("decision_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(ForeignKey("decisions.id"))
    number: Mapped[int]
    title: Mapped[str]
    rationale: Mapped[str]
    dissent: Mapped[str] = mapped_column(default="")
    dissent_by: Mapped[str] = mapped_column(default="")
    revisit_on: Mapped[date | None]
    replaced_at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
