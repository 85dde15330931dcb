"""What a programme asks of those who apply, and what they answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import QuestionKind
from cocreate.kernel.db import Base
from cocreate.kernel.ids import EnrolmentId, ProgrammeId, QuestionId


class ScreeningQuestion(Base):
    """One question of a programme, and which answers pass."""

    __tablename__ = "screening_questions"
    __table_args__ = (Index(None, "programme_id", "position", "id"),)

    id: Mapped[QuestionId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[QuestionKind]
    label: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    choices: Mapped[str] = mapped_column(default="")  # one a line
    passes: Mapped[str] = mapped_column(default="")  # empty: every answer does
    retired_at: Mapped[datetime | None]  # asked no more; its answers are kept


class ScreeningAnswer(Base):
    """What somebody answered when they applied."""

    __tablename__ = "screening_answers"
    __table_args__ = (Index(None, "question_id"),)

    enrolment_id: Mapped[EnrolmentId] = mapped_column(
        ForeignKey("enrolments.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[QuestionId] = mapped_column(
        ForeignKey("screening_questions.id"), primary_key=True
    )
    value: Mapped[str]
    passed: Mapped[bool]
