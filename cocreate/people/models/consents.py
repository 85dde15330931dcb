"""The table of what people agreed to, and took back. Rows are added, never changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId
from cocreate.people.agreed import Agreed, Source


class Consent(Base):
    """That somebody said yes to something, or no to it, at a moment.

    Triggers of the database refuse to change a row, and to remove it while its person
    is here: they ask whether the person's own row says that they left.
    """

    __tablename__ = "consents"
    __table_args__ = (Index(None, "person_id", "what", "about", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    what: Mapped[Agreed]
    about: Mapped[str] = mapped_column(default="")  # a beta, a kind of notice
    version: Mapped[str] = mapped_column(default="")  # of terms, or which way
    is_given: Mapped[bool]
    source: Mapped[Source] = mapped_column(default=Source.HERE)
    noted_at: Mapped[datetime] = mapped_column(default=now)
