"""Tables of the rules for what is posted, and of what was learned of spam."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId
from cocreate.moderation.limits import Limit
from cocreate.moderation.watching import WatchedAct


class WatchedWord(Base):
    """A word or a few that the site watches for, and what is done where it is said."""

    __tablename__ = "watched_words"
    __table_args__ = (UniqueConstraint("words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]  # a star at the end: whatever begins so
    act: Mapped[WatchedAct]
    instead: Mapped[str] = mapped_column(default="")  # the tag, or the other words
    is_on: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    since_at: Mapped[datetime] = mapped_column(default=now)


class PostingLimit(Base):
    """What newcomers are asked; without a row it is as the product begins."""

    __tablename__ = "posting_limits"

    name: Mapped[Limit] = mapped_column(primary_key=True)
    most: Mapped[int]
    is_on: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    since_at: Mapped[datetime] = mapped_column(default=now)


class DryRun(Base):
    """What a rule would have done to what was posted, tried last; one a rule."""

    __tablename__ = "dry_runs"

    rule: Mapped[str] = mapped_column(primary_key=True)
    said: Mapped[str]  # by the rule when it was tried
    mark: Mapped[str]  # by which whoever switches it on says that they saw this
    looked: Mapped[int]
    touched: Mapped[int]
    kept: Mapped[int]  # of those, by moderators
    hidden: Mapped[int]
    is_all: Mapped[bool]  # whether more than that was never posted
    examples: Mapped[str] = mapped_column(default="")  # one a line: “idea 7”
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    tried_at: Mapped[datetime] = mapped_column(default=now)


class RuleTrial(Base):
    """A dry run that a moderator asked for; one a rule, gone when it has ended."""

    __tablename__ = "rule_trials"

    rule: Mapped[str] = mapped_column(primary_key=True)
    said: Mapped[str]  # by the rule when it was asked for
    token: Mapped[str]  # of whoever goes through it: asked for anew, it is another's
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime | None]  # when the worker last said how far it is
    looked: Mapped[int] = mapped_column(default=0)
    whole: Mapped[int] = mapped_column(default=0)  # texts that are looked at
    called_off_at: Mapped[datetime | None]  # for the rule was changed meanwhile


class SpamModel(Base):
    """What this site's verdicts taught about spam: numbers, and hosts; one row."""

    __tablename__ = "spam_models"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    worth: Mapped[bytes] = mapped_column(LargeBinary)
    weight: Mapped[bytes] = mapped_column(LargeBinary)
    offset: Mapped[float]
    threshold: Mapped[float | None]  # none: too little is known to act
    hosts: Mapped[str] = mapped_column(default="")  # that are held: as below
    prints: Mapped[str] = mapped_column(default="")  # of texts hidden as spam
    linked: Mapped[str] = mapped_column(default="")  # a host, hidden, kept: one a line
    curve: Mapped[str] = mapped_column(default="")  # verdicts, caught, wrong: the same
    spam: Mapped[int]  # verdicts it learned
    kept: Mapped[int]
    learned_at: Mapped[datetime] = mapped_column(default=now)


class GuardVersion(Base):
    """A word that changes whenever a rule does or something is learned; one row."""

    __tablename__ = "guard_versions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str]
