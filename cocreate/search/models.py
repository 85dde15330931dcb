"""What the index has yet to learn, which one PostgreSQL keeps, what is searched for."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.db import Base
from cocreate.search.subject import Subject


class SearchChange(Base):
    """Something that changed since the index last looked."""

    __tablename__ = "search_changes"
    __table_args__ = (Index(None, "kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Subject]
    subject_id: Mapped[int]


class SearchEdition(Base):
    """The index that PostgreSQL keeps, if it does: which, of what, and how far.

    `newest` counts what was put in since it was made, and `oldest` back from there.
    """

    __tablename__ = "search_editions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    shape: Mapped[int]
    generation: Mapped[int]
    documents: Mapped[int]
    said: Mapped[int]
    newest: Mapped[int]
    oldest: Mapped[int]


class SearchedWords(Base):
    """How often words were searched for on a day, and how often nothing was found.

    Nobody who searched is known here. Without a project it is 0: searched everywhere.
    """

    __tablename__ = "searched_words"
    __table_args__ = (CheckConstraint("times >= 0", name="times"),)

    on_day: Mapped[date] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]
    found_nothing: Mapped[int]
