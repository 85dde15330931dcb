"""Tables of notices: what a person was told, and how they want to be told."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import NoticeId, PersonId, ProjectId
from cocreate.notices.following import Follows
from cocreate.notices.pace import Pace

MENTIONS = text("kind = 'mention'")
WAITS = text("mail_due_at IS NOT NULL")
PUSH_WAITS = text("push_due_at IS NOT NULL")
MINDS_VOTES = text("minds_votes")
# Who asks to hear of every idea of a project: few among many.
ASKED = text("kind = 'proposed' AND (in_app OR mail <> 'never' OR push <> 'never')")


class Notice(Base):
    """One thing a person was told, once. `about` is such as `comment:7`."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "about"),
        Index(None, "person_id", "told_at", "id"),
        Index(
            "ix_notices_mentions",
            "person_id",
            "told_at",
            "id",
            sqlite_where=MENTIONS,
            postgresql_where=MENTIONS,
        ),
        Index(
            "ix_notices_mail_due",
            "mail_due_at",
            "person_id",
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        ),
        Index(
            "ix_notices_push_due",
            "push_due_at",
            "person_id",
            sqlite_where=PUSH_WAITS,
            postgresql_where=PUSH_WAITS,
        ),
    )

    id: Mapped[NoticeId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    project_id: Mapped[ProjectId | None] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[str]
    about: Mapped[str]
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    path: Mapped[str]  # where it leads
    words: Mapped[str]  # the title of what it is about, as it was then
    detail: Mapped[str] = mapped_column(default="")  # a status, a reason, a first line
    told_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    in_app: Mapped[bool] = mapped_column(default=True)  # else elsewhere alone
    mail_due_at: Mapped[datetime | None]  # none: no letter waits to be written of it
    letter_id: Mapped[int | None]  # the letter that tells it
    push_due_at: Mapped[datetime | None]  # none: no browser is still to show it
    pushed_as: Mapped[str | None]  # the name of what tells it in browsers


class NoticeWish(Base):
    """How a person wants to hear of a kind of thing; no row: as most do."""

    __tablename__ = "notice_wishes"
    __table_args__ = (
        Index(
            "ix_notice_wishes_proposed",
            "person_id",
            sqlite_where=ASKED,
            postgresql_where=ASKED,
        ),
    )

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    in_app: Mapped[bool] = mapped_column(default=True)
    mail: Mapped[Pace]
    push: Mapped[Pace]


class Browser(Base):
    """A browser that shows what happens, while its owner is signed in there."""

    __tablename__ = "browsers"
    __table_args__ = (
        UniqueConstraint("sign_in_id"),
        UniqueConstraint("endpoint"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    sign_in_id: Mapped[int] = mapped_column(
        ForeignKey("sign_ins.id", ondelete="CASCADE")
    )
    endpoint: Mapped[str]
    key: Mapped[str]
    secret: Mapped[str]
    asked_as: Mapped[str]  # our public key then: with another it takes nothing
    asked_at: Mapped[datetime] = mapped_column(default=now)


class Rhythm(Base):
    """When a person wants mail, and whether they seem to read it."""

    __tablename__ = "rhythms"
    __table_args__ = (
        CheckConstraint("quiet_from BETWEEN 0 AND 23", name="quiet_from"),
        CheckConstraint("quiet_until BETWEEN 0 AND 23", name="quiet_until"),
        CheckConstraint("digest_hour BETWEEN 0 AND 23", name="digest_hour"),
        CheckConstraint("digest_day BETWEEN 0 AND 6", name="digest_day"),
    )

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    time_zone: Mapped[str | None]  # none: the site's own
    quiet_from: Mapped[int] = mapped_column(default=0)
    quiet_until: Mapped[int] = mapped_column(default=0)
    digest_hour: Mapped[int] = mapped_column(default=8)
    digest_day: Mapped[int] = mapped_column(default=0)
    unread_letters: Mapped[int] = mapped_column(default=0)  # since they were last here
    written_at: Mapped[datetime | None]  # the latest letter
    paused_at: Mapped[datetime | None]  # nobody seemed to read
    feed_turn: Mapped[int] = mapped_column(default=0)  # the secret link that holds


class Following(Base):
    """A tag, a person or a search that somebody wants to hear of."""

    __tablename__ = "followings"
    __table_args__ = (
        Index(None, "kind", "cue", "person_id"),
        Index(
            "ix_followings_minds_votes",
            "person_id",
            sqlite_where=MINDS_VOTES,
            postgresql_where=MINDS_VOTES,
        ),
    )

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    kind: Mapped[Follows] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    # What an event looks for: the key itself; of a search, how a word begins.
    cue: Mapped[str]
    words: Mapped[str]  # what is followed, as its follower knew it
    path: Mapped[str]  # where it stands
    project_id: Mapped[ProjectId | None] = mapped_column(ForeignKey("projects.id"))
    followed_at: Mapped[datetime] = mapped_column(default=now)
    name: Mapped[str] = mapped_column(default="")  # a search, as its follower calls it
    tells: Mapped[bool] = mapped_column(default=True)  # else it is kept to be opened
    pace: Mapped[Pace | None]  # of a search; none: as most of the kind is wanted
    minds_votes: Mapped[bool] = mapped_column(default=False)  # a search by votes
