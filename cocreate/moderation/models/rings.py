"""Whose votes a case of suspect votes is about, and what is known of each."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId, ReviewId


class SuspectVote(Base):
    """One vote of a case, as it looked when the case was opened; no fingerprint."""

    __tablename__ = "suspect_votes"
    __table_args__ = (
        Index(None, "voter_id"),
        Index(None, "told_id"),
        {"sqlite_with_rowid": False},
    )

    review_id: Mapped[ReviewId] = mapped_column(
        ForeignKey("reviews.id"), primary_key=True, autoincrement=False
    )
    voter_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    cast_at: Mapped[datetime]
    signs: Mapped[str]  # a word each, with spaces between
    shared: Mapped[int]  # others of the case who voted from the same device
    together: Mapped[int]  # others of the case with another idea in common
    # The statement its voter reads: a case of their own, closed with this one.
    told_id: Mapped[ReviewId | None] = mapped_column(ForeignKey("reviews.id"))
