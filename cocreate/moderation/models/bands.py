"""The table by which a text that says nearly the same is found."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.db import Base
from cocreate.kernel.ids import CommentId, IdeaId

OF_IDEA, OF_COMMENT = text("idea_id IS NOT NULL"), text("comment_id IS NOT NULL")


class TextBand(Base):
    """A band of the numbers of a text, by which it is found: see repeating.py.

    Nothing of the text can be read from it. It goes with the text.
    """

    __tablename__ = "text_bands"
    __table_args__ = (
        Index(None, "band", "said_at"),
        Index(
            "ix_text_bands_idea_id",
            "idea_id",
            sqlite_where=OF_IDEA,
            postgresql_where=OF_IDEA,
        ),
        Index(
            "ix_text_bands_comment_id",
            "comment_id",
            sqlite_where=OF_COMMENT,
            postgresql_where=OF_COMMENT,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    band: Mapped[int]
    idea_id: Mapped[IdeaId | None] = mapped_column(
        ForeignKey("ideas.id", ondelete="CASCADE")
    )
    comment_id: Mapped[CommentId | None] = mapped_column(
        ForeignKey("comments.id", ondelete="CASCADE")
    )
    said_at: Mapped[datetime]
