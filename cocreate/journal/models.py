"""Tables of the journal: entries, their pictures, and the prompts they carry."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import EntryId, PersonId, ProjectId, PromptId


class JournalEntry(Base):
    """A post by the product team. Unpublished entries are seen by the team alone."""

    __tablename__ = "journal_entries"
    __table_args__ = (Index(None, "project_id", "published_at", "id"),)

    id: Mapped[EntryId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str]
    body: Mapped[str]
    body_html: Mapped[str]
    excerpt: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]  # to come: shown to others from then on
    announced_at: Mapped[datetime | None]  # when others were told of it
    comments: Mapped[int] = mapped_column(default=0)  # derived: comments that are shown


class Prompt(Base):
    """A question put to customers; ideas and comments can answer it."""

    __tablename__ = "prompts"
    __table_args__ = (Index(None, "entry_id"), Index(None, "project_id"))

    id: Mapped[PromptId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    entry_id: Mapped[EntryId] = mapped_column(ForeignKey("journal_entries.id"))
    question: Mapped[str]
    closes_on: Mapped[date | None]  # the last day it may be answered
    closed_at: Mapped[datetime | None]  # closed by the team, before or without a day
    position: Mapped[int] = mapped_column(default=0)
    answers: Mapped[int] = mapped_column(
        default=0
    )  # derived: listed ideas that answer it


class JournalPicture(Base):
    """A picture the team put into the journal, drawn anew and without metadata."""

    __tablename__ = "journal_pictures"
    __table_args__ = (UniqueConstraint("project_id", "storage_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    uploader_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    storage_key: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    description: Mapped[str] = mapped_column(default="")
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
