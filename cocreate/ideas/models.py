"""Tables of ideas: what was suggested, where it stands, who answered."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.ideas.fields import FieldKind, folded, rank_of
from cocreate.ideas.hiding import Hiding
from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, from_value
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ProjectId, PromptId, TagId

HANGS_ON = ("idea", "draft", "comment", "report", "task_answer")
LISTED = "hidden_at IS NULL AND withdrawn_at IS NULL AND merged_into_id IS NULL"
PLACE, RANKED = ("project_id", "listed"), "rank IS NOT NULL"
ANSWERED, UNANSWERED = "answered_at IS NOT NULL", f"answered_at IS NULL AND {LISTED}"
NOBODYS = f"{UNANSWERED} AND assignee_id IS NULL AND departments = 0"


def some(where: str, name: str, *columns: str, of: str = "ideas") -> Index:
    """An index of those rows alone that a list can show: votes move it less often."""
    told = text(where)
    return Index(f"ix_{of}_{name}", *columns, sqlite_where=told, postgresql_where=told)


class Idea(Base):
    """One customer's suggestion: the head of a thread."""

    __tablename__ = "ideas"
    __table_args__ = (
        Unique("origin"),
        CheckConstraint("votes >= 0", name="votes"),
        CheckConstraint("comments >= 0", name="comments"),
        CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        # One index an order: a list reads its page from the index and stops.
        Index("ix_ideas_top", "project_id", "listed", "support", "id"),
        Index("ix_ideas_new", "project_id", "listed", "proposed_at", "id"),
        Index("ix_ideas_rising", "project_id", "listed", "trend", "id"),
        some(ANSWERED, "answered", *PLACE, "answered_at", "id"),
        some(ANSWERED, "status_answered", *PLACE, "status", "answered_at", "id"),
        Index("ix_ideas_status_top", *PLACE, "status", "support", "id"),
        Index("ix_ideas_status_new", *PLACE, "status", "proposed_at", "id"),
        Index("ix_ideas_author", "author_id", "proposed_at", "id"),
        some("prompt_id IS NOT NULL", "prompt", "prompt_id", "support", "id"),
        some("merged_into_id IS NOT NULL", "merged_into", "merged_into_id"),
        some("internal IS NOT NULL", "internal", *PLACE, "internal", "id"),
        some("assignee_id IS NOT NULL", "assigned", "assignee_id", "proposed_at", "id"),
        some(UNANSWERED, "unanswered", "project_id", "proposed_at", "id"),
        some(NOBODYS, "nobodys", "project_id", "proposed_at", "id"),
    )

    id: Mapped[IdeaId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    prompt_id: Mapped[PromptId | None] = mapped_column(ForeignKey("prompts.id"))
    title: Mapped[str]
    body: Mapped[str]
    body_html: Mapped[str]
    excerpt: Mapped[str]
    language: Mapped[str | None]
    status: Mapped[Status] = mapped_column(default=Status.NEW)  # as all are told
    internal: Mapped[Status | None]  # where it stands, while that is kept inside
    votes: Mapped[int] = mapped_column(default=0)  # derived: distinct people
    comments: Mapped[int] = mapped_column(default=0)  # derived: comments that are shown
    trend: Mapped[float] = mapped_column(default=0.0)  # derived: see votes/trend.py
    support: Mapped[float] = mapped_column(default=0.0)  # derived: surfacing/ranking.py
    tag_names: Mapped[str] = mapped_column(default="")  # derived: one a line, for lists
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]  # none: or a person has kept it
    answered_at: Mapped[datetime | None]  # first response or status beyond new
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str | None]  # told to the author
    hidden_as: Mapped[Hiding | None]  # none: by a verdict
    withdrawn_at: Mapped[datetime | None]
    merged_into_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    assignee_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    departments: Mapped[int] = mapped_column(default=0)  # derived: it is routed to
    supporters: Mapped[int | None]  # imported: a count without names, apart from votes
    origin: Mapped[str | None]  # where an imported idea comes from
    files: Mapped[int] = mapped_column(default=0)  # derived: its attachments
    reports: Mapped[int] = mapped_column(default=0)  # derived: beta reports behind it
    answers: Mapped[int] = mapped_column(default=0)  # derived: fields it answers
    listed: Mapped[bool] = mapped_column(Computed(LISTED, persisted=True))


class IdeaCount(Base):
    """How many listed ideas a project has in each status; derived."""

    __tablename__ = "idea_counts"
    __table_args__ = (CheckConstraint("ideas >= 0", name="ideas"),)

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True
    )
    status: Mapped[Status] = mapped_column(primary_key=True)
    ideas: Mapped[int] = mapped_column(default=0)


class IdeaEdit(Base):
    """What an idea said before it was edited."""

    __tablename__ = "idea_edits"
    __table_args__ = tuple(
        Index(None, one, "edited_at") for one in ("idea_id", "editor_id")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    editor_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str]
    body: Mapped[str]
    edited_at: Mapped[datetime] = mapped_column(default=now)
    is_kept_back: Mapped[bool] = mapped_column(default=False)  # reported, or away


class StatusChange(Base):
    """One step of an idea from status to status, with the reason given."""

    __tablename__ = "status_changes"
    __table_args__ = (Index(None, "idea_id", "changed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    was: Mapped[Status]
    became: Mapped[Status]
    note: Mapped[str] = mapped_column(default="")
    is_internal: Mapped[bool] = mapped_column(default=False)  # customers saw none of it
    changed_at: Mapped[datetime] = mapped_column(default=now)


class Response(Base):
    """The product team's official answer on an idea, signed by a person."""

    __tablename__ = "responses"
    __table_args__ = (Unique("idea_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    body: Mapped[str]
    body_html: Mapped[str]
    excerpt: Mapped[str]
    responded_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]


class Tag(Base):
    """A word a project files its ideas under."""

    __tablename__ = "tags"
    __table_args__ = (
        Unique("project_id", "slug"),
        CheckConstraint("ideas >= 0", name="ideas"),
    )

    id: Mapped[TagId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    name: Mapped[str]
    slug: Mapped[str]
    ideas: Mapped[int] = mapped_column(default=0)  # derived: listed ideas


class IdeaTag(Base):
    __tablename__ = "idea_tags"
    __table_args__ = (Index(None, "tag_id", "idea_id"),)

    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"), primary_key=True)
    tag_id: Mapped[TagId] = mapped_column(ForeignKey("tags.id"), primary_key=True)


class Draft(Base):
    """Words on their way to an idea: of a person, or a browser nobody signed in to."""

    __tablename__ = "idea_drafts"
    __table_args__ = (
        Unique("key"),
        *(Index(None, one, "changed_at") for one in ("author_id", "visitor")),
        Index(None, "changed_at"),
        Index(None, "idea_id"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    author_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    visitor: Mapped[str] = mapped_column(default="")  # while it is nobody's: a browser
    email: Mapped[str] = mapped_column(default="")  # who was mailed to confirm it
    version: Mapped[int] = mapped_column(default=1)  # no older copy replaces a newer
    body: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    details: Mapped[str] = mapped_column(default="")
    tags: Mapped[str] = mapped_column(default="")
    answers: Mapped[str] = mapped_column(default="{}")  # JSON: by the fields' keys
    differs: Mapped[str] = mapped_column(default="{}")  # JSON: by keys of ideas
    prompt_id: Mapped[PromptId | None] = mapped_column(ForeignKey("prompts.id"))
    begun_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))


class Attachment(Base):
    """A file of something said or drafted; its sender's until it hangs on one."""

    __tablename__ = "attachments"
    __table_args__ = (
        *(Index(None, f"{one}_id", "id") for one in HANGS_ON),
        Index(None, "sender_id", "sent_at"),
        Unique("draft_id", "storage_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int | None] = mapped_column(
        ForeignKey("idea_drafts.id", ondelete="CASCADE")
    )
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    comment_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("beta_reports.id"))
    task_answer_id: Mapped[int | None] = mapped_column(ForeignKey("task_answers.id"))
    sender_id: Mapped[PersonId | None] = mapped_column(  # while it hangs on nothing
        ForeignKey("people.id", ondelete="CASCADE")
    )
    storage_key: Mapped[str]
    media_type: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    width: Mapped[int | None]  # of pictures
    height: Mapped[int | None]
    description: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime] = mapped_column(default=now)


class Intake(Base):
    """How a project takes ideas: what it asks to be told, and whether guests may."""

    __tablename__ = "intakes"

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True
    )
    template: Mapped[str] = mapped_column(default="")
    takes_guests: Mapped[bool] = mapped_column(default=False)


class IdeaField(Base):
    """Something a project asks of every idea. Retired, it stays on those that said."""

    __tablename__ = "idea_fields"
    __table_args__ = (Unique("project_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    slug: Mapped[str]
    label: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    kind: Mapped[FieldKind]
    choices: Mapped[str] = mapped_column(default="")  # one a line
    is_required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]


class FieldAnswer(Base):
    """What an idea says to a field, in the one way its kind is kept."""

    __tablename__ = "field_answers"
    __table_args__ = (
        Index(None, "field_id", "value", "idea_id"),
        Index(None, "field_id", "folded", "idea_id"),
        some(RANKED, "rank", "field_id", "rank", "idea_id", of="field_answers"),
    )

    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(
        ForeignKey("idea_fields.id"), primary_key=True
    )
    value: Mapped[str]
    folded: Mapped[str] = mapped_column(default=from_value(folded))  # derived
    rank: Mapped[int | None] = mapped_column(default=from_value(rank_of))  # derived


class Split(Base):
    """An idea that was taken out of another, which had held two."""

    __tablename__ = "splits"
    __table_args__ = (Index(None, "from_id"),)

    made_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    from_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    split_at: Mapped[datetime] = mapped_column(default=now)
