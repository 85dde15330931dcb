"""Every figure that is kept beside what it counts, and what it should be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from cocreate.beta.actions import move_joins, move_taken
from cocreate.beta.models import BetaReport, Enrolment, Programme, ReportJoin
from cocreate.beta.policy import HOLDING_A_SEAT
from cocreate.cli.doctor.check import Check, Trouble
from cocreate.discussion.actions import move_files_of_comment, move_reactions
from cocreate.discussion.models import Comment, Reaction
from cocreate.discussion.reaction import Reacted
from cocreate.ideas.actions import (
    count_reports,
    move_answers,
    move_departments,
    move_files,
    move_tag,
)
from cocreate.ideas.actions import move_comments as move_comments_of_idea
from cocreate.ideas.models import Attachment, FieldAnswer, Idea, IdeaTag, Tag
from cocreate.journal.actions import count_answer
from cocreate.journal.actions import move_comments as move_comments_of_entry
from cocreate.journal.models import JournalEntry, Prompt
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions import move_flags
from cocreate.moderation.models import Flag, Review
from cocreate.notices.models import Notice
from cocreate.people.actions import count_unread
from cocreate.people.models import Person
from cocreate.projects.actions import move_counts
from cocreate.projects.models import Project
from cocreate.triage.models import Routing
from cocreate.votes.actions import recount
from cocreate.votes.models import Vote


class Drifted(NamedTuple):
    """A row whose figure is not what it counts."""

    key: Any
    kept: int
    counted: int


@dataclass(frozen=True, slots=True)
class Counter:
    """A figure, the count behind it, and its owner's way to move it."""

    noun: str
    what: str
    key: Any
    kept: Any
    counted: Callable[[], AnySelect]
    move: Callable[[Any, int], object]

    @property
    def name(self) -> str:
        return f"{self.noun}: {self.what}"

    def drifted(self) -> list[Drifted]:
        found = self.counted().subquery()
        number = func.coalesce(found.c.number, 0)
        rows = db.session.execute(
            select(self.key, self.kept, number)
            .outerjoin(found, found.c.key == self.key)
            .where(self.kept != number)
            .order_by(self.key)
        )
        return [Drifted(*row) for row in rows]

    def look(self) -> list[Trouble]:
        drifted = self.drifted()
        if not drifted:
            return []
        first = drifted[0]
        words = (
            f"{self.what} of {self.noun} are not what they count;"
            f" {self.noun} {first.key} says {first.kept} and has {first.counted}"
        )
        return [Trouble(len(drifted), words)]

    def mend(self) -> str:
        with transaction():
            drifted = self.drifted()
            for row in drifted:
                self.move(row.key, row.counted - row.kept)
        return f"counted {len(drifted):,} anew"


def per(key: Any) -> Select[Any, int]:
    """How many rows there are for each key."""
    query = select(key.label("key"), func.count().label("number"))
    return query.where(key.is_not(None)).group_by(key)


def counter_of(kind: Reacted) -> Counter:
    """How many people react to a comment in this way."""
    return Counter(
        "comment",
        f"{kind.value} reactions",
        Comment.id,
        getattr(Comment, kind.value),
        lambda: per(Reaction.comment_id).where(Reaction.kind == kind),
        lambda key, by: move_reactions(key, kind, by),
    )


COUNTERS = (
    Counter(
        "idea",
        "votes",
        Idea.id,
        Idea.votes,
        lambda: per(Vote.idea_id),
        lambda key, _: recount(key),
    ),
    Counter(
        "idea",
        "comments",
        Idea.id,
        Idea.comments,
        lambda: per(Comment.idea_id).where(Comment.shown.is_(True)),
        move_comments_of_idea,
    ),
    Counter(
        "idea",
        "pictures and files",
        Idea.id,
        Idea.files,
        lambda: per(Attachment.idea_id),
        move_files,
    ),
    Counter(
        "idea",
        "beta reports",
        Idea.id,
        Idea.reports,
        lambda: per(BetaReport.idea_id),
        count_reports,
    ),
    Counter(
        "report",
        "others who found it",
        BetaReport.id,
        BetaReport.joins,
        lambda: per(ReportJoin.report_id),
        move_joins,
    ),
    Counter(
        "idea",
        "answered questions",
        Idea.id,
        Idea.answers,
        lambda: per(FieldAnswer.idea_id),
        move_answers,
    ),
    Counter(
        "idea",
        "departments",
        Idea.id,
        Idea.departments,
        lambda: per(Routing.idea_id),
        move_departments,
    ),
    Counter(
        "entry",
        "comments",
        JournalEntry.id,
        JournalEntry.comments,
        lambda: per(Comment.entry_id).where(Comment.shown.is_(True)),
        move_comments_of_entry,
    ),
    *(counter_of(kind) for kind in Reacted),
    Counter(
        "comment",
        "pictures and files",
        Comment.id,
        Comment.files,
        lambda: per(Attachment.comment_id),
        move_files_of_comment,
    ),
    Counter(
        "tag",
        "ideas",
        Tag.id,
        Tag.ideas,
        lambda: (
            per(IdeaTag.tag_id)
            .join(Idea, Idea.id == IdeaTag.idea_id)
            .where(Idea.listed.is_(True))
        ),
        move_tag,
    ),
    Counter(
        "prompt",
        "answers",
        Prompt.id,
        Prompt.answers,
        lambda: per(Idea.prompt_id).where(Idea.listed.is_(True)),
        count_answer,
    ),
    Counter(
        "project",
        "ideas",
        Project.id,
        Project.ideas,
        lambda: per(Idea.project_id).where(Idea.listed.is_(True)),
        lambda key, by: move_counts(key, ideas=by),
    ),
    Counter(
        "person",
        "unread notices",
        Person.id,
        Person.unread,
        lambda: per(Notice.person_id).where(Notice.read_at.is_(None), Notice.in_app),
        count_unread,
    ),
    Counter(
        "programme",
        "seats taken",
        Programme.id,
        Programme.taken,
        lambda: per(Enrolment.programme_id).where(Enrolment.place.in_(HOLDING_A_SEAT)),
        move_taken,
    ),
    Counter(
        "review",
        "flags",
        Review.id,
        Review.flags,
        lambda: per(Flag.review_id),
        move_flags,
    ),
)
CHECKS = [Check(counter.name, counter.look, counter.mend) for counter in COUNTERS]
