"""Tables of what ideas say: a projection of their words, made anew at will."""

from sqlalchemy import ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.db import Base
from cocreate.kernel.ids import IdeaId, ProjectId


class Term(Base):
    """A word of a project, and how many of its ideas say it; derived."""

    __tablename__ = "similar_terms"
    __table_args__ = (UniqueConstraint("project_id", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    word: Mapped[str]
    ideas: Mapped[int] = mapped_column(default=0)


class Posting(Base):
    """How much an idea says of a word; derived.

    Without foreign keys: tens of them a text would cost more than all the rest of it.
    """

    __tablename__ = "similar_postings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    term_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    idea_id: Mapped[IdeaId] = mapped_column(primary_key=True, autoincrement=False)
    weight: Mapped[int] = mapped_column(SmallInteger)


class Difference(Base):
    """Why the author of an idea says that it is not the same as another."""

    __tablename__ = "differences"

    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"), primary_key=True)
    other_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"), primary_key=True)
    why: Mapped[str]


class Print(Base):
    """The words of an idea as they were kept, so that they can be taken out again."""

    __tablename__ = "similar_prints"
    __table_args__ = (
        Index(None, "project_id"),
        Index(
            "ix_similar_prints_unswept",
            "idea_id",
            sqlite_where=text("is_swept = 0"),
            postgresql_where=text("NOT is_swept"),
        ),
    )

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    words: Mapped[int]  # another number when the words are others
    terms: Mapped[str]  # their keys, with spaces between
    made: Mapped[int] = mapped_column(SmallInteger, default=0)  # see weighing.MADE
    is_swept: Mapped[bool] = mapped_column(default=False)  # for duplicates, as it says
