"""Tables of the audit log: its entries, which are never changed, and where it ends."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.db import Base


class AuditEntry(Base):
    """One privileged act. Triggers of the database refuse to change or remove it.

    No key points at people: an entry outlives whoever it speaks of, by number alone.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        UniqueConstraint("hash"),
        UniqueConstraint("before"),
        Index(None, "actor_id", "id"),
        Index(None, "person_id", "id"),
        Index(None, "act", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, 3…
    done_at: Mapped[datetime]
    act: Mapped[str]
    actor_id: Mapped[int]  # 0: the operator of the machine, or the site by itself
    person_id: Mapped[int | None]  # whom it concerns; derived from the facts
    facts: Mapped[str]  # canonical JSON: ids, numbers, closed words
    before: Mapped[str]  # the hash of the entry before
    hash: Mapped[str]


class AuditHead(Base):
    """The last entry's number and hash. One row, which whoever appends holds."""

    __tablename__ = "audit_heads"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str]
