"""Tables of votes. The primary key is the rule: one vote each."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, ReviewId, SegmentId
from cocreate.votes.kinds import Channel, Importance

SAID, HEARD = text("importance IS NOT NULL"), text("heard_by_id IS NOT NULL")


class Vote(Base):
    """One customer's support for one idea; at most one each.

    Whether they cast it, or an employee did who heard them say so. The vote alone is
    three columns; the others are said later, or never.
    """

    __tablename__ = "votes"
    __table_args__ = (
        Index(None, "idea_id", "cast_at", "voter_id"),
        # Of those votes alone that say more, so that the others cost no more.
        Index(
            "ix_votes_said",
            "idea_id",
            "importance",
            sqlite_where=SAID,
            postgresql_where=SAID,
        ),
        Index(
            "ix_votes_heard",
            "idea_id",
            "cast_at",
            sqlite_where=HEARD,
            postgresql_where=HEARD,
        ),
        {"sqlite_with_rowid": False},
    )

    voter_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    cast_at: Mapped[datetime] = mapped_column(default=now)
    carried_from_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    importance: Mapped[Importance | None]
    why: Mapped[str | None]
    heard_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[Channel | None]
    quote: Mapped[str | None]
    fingerprint: Mapped[int | None]  # of where it came from, for days: fingerprint.py


class DiscountedVote(Base):
    """A vote that a moderator's verdict took out of the count; nothing of it is lost.

    Whatever counts, counts `Vote` alone: so it is in no figure, list or export, and
    whoever cast it still sees it as cast. It moves with merges as votes do, and stays
    where its voter takes it back: cast again, it counts as little as before.
    """

    __tablename__ = "discounted_votes"
    __table_args__ = (
        Index(None, "idea_id"),
        Index(None, "review_id"),
        {"sqlite_with_rowid": False},
    )

    voter_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    review_id: Mapped[ReviewId] = mapped_column(ForeignKey("reviews.id"))
    withdrawn_at: Mapped[datetime | None]  # its voter took it back
    cast_at: Mapped[datetime]
    carried_from_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    importance: Mapped[Importance | None]
    why: Mapped[str | None]
    heard_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[Channel | None]
    quote: Mapped[str | None]


class FingerprintSalt(Base):
    """What the fingerprints of one day are made with; thrown away when it is over."""

    __tablename__ = "fingerprint_salts"

    of_day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class Ballot(Base):
    """Held while one of a person's votes in a project with a budget is spent."""

    __tablename__ = "ballots"
    __table_args__ = ({"sqlite_with_rowid": False},)

    voter_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )


class Answer(Base):
    """A disagreement (-1) or a pass (0): kept beside the votes, not counted as one."""

    __tablename__ = "answers"
    __table_args__ = (
        CheckConstraint("value IN (-1, 0)", name="value"),
        Index(None, "idea_id"),
        {"sqlite_with_rowid": False},
    )

    voter_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    value: Mapped[int]
    given_at: Mapped[datetime | None]


class SegmentVotes(Base):
    """How many of a segment's people voted for an idea; derived, for the team.

    Of those ideas alone that somebody of it voted for, or proposed.
    """

    __tablename__ = "segment_votes"
    __table_args__ = (
        Index(None, "segment_id", "project_id", "votes", "idea_id"),
        Index(None, "idea_id"),
        {"sqlite_with_rowid": False},
    )

    segment_id: Mapped[SegmentId] = mapped_column(
        ForeignKey("segments.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    votes: Mapped[int]
    is_theirs: Mapped[bool]  # one of them proposed it


class CountedIdea(Base):
    """An idea as it stood when its votes were counted by segment.

    Without a row, or with another figure, they are to be counted: so a vote itself
    writes nothing for it, and a change of who belongs where drops the row.
    """

    __tablename__ = "counted_ideas"

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    votes: Mapped[int]
    trend: Mapped[float]


class Participant(Base):
    """Somebody who proposed or voted in a project, and how often; derived, by a job.

    Of ideas that are listed alone: what the project's own figures count.
    """

    __tablename__ = "participants"
    __table_args__ = (Index(None, "person_id"), {"sqlite_with_rowid": False})

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    ideas: Mapped[int]
    votes: Mapped[int]
