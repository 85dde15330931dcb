"""The table of what the index has yet to learn; nothing else of it is here."""

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
