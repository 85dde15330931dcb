"""What the index has yet to learn, and which one PostgreSQL keeps."""

from sqlalchemy import Index
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
