"""The contributions a decision stands on, in the words of the people who made them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from cocreate.decisions.models import Citation
from cocreate.decisions.stance import Side
from cocreate.discussion import queries as discussion
from cocreate.discussion.models import Comment
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.journal.models import JournalEntry
from cocreate.kernel.asking import KEYS, somebody
from cocreate.kernel.db import AnySelect, ask
from cocreate.kernel.ids import CommentId, DecisionId, EntryId, IdeaId, PersonId
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.text import excerpt_of
from cocreate.people.faces import Face
from cocreate.people.queries import faces

IDEA_COLUMNS = (
    Idea.id.label("idea_id"),
    Idea.author_id,
    Idea.title,
    Idea.excerpt,
    Idea.votes,
    Idea.reports,
    Idea.status,
    Idea.proposed_at.label("said_at"),
)
COMMENT_COLUMNS = (
    Comment.id.label("comment_id"),
    Comment.idea_id,
    Comment.entry_id,
    Comment.author_id,
    Comment.body_html,
    Comment.posted_at.label("said_at"),
    Idea.title.label("idea_title"),
    JournalEntry.title.label("entry_title"),
)
CITED = (
    Citation.id.label("citation_id"),
    Citation.decision_id,
    Citation.thanks,
    Citation.option_position,
    Citation.stance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A contribution as it is quoted: who said it, what, and where it stands."""

    author: Face
    words: str
    said_at: datetime
    title: str  # of the idea, or of what a comment stands under
    votes: int = 0
    reports: int = 0  # of testers, behind it
    status: Status | None = None
    internal: Status | None = None  # for the company: where it stands
    thanks: str = ""  # what for, in the team's words
    side: Side | None = None  # what it is evidence for, or against
    idea_id: IdeaId | None = None  # the idea itself, or the one a comment is on
    entry_id: EntryId | None = None
    comment_id: CommentId | None = None
    is_folded: bool = False  # into an idea that is cited: thanked, but not quoted

    @property
    def speaker(self) -> Face:
        """Whoever said it, as they agreed to stand beside it."""
        return self.author.quoted

    @property
    def key(self) -> str:
        """How a form names it."""
        if self.comment_id is None:
            return f"idea-{self.idea_id}"
        return f"comment-{self.comment_id}"

    @property
    def is_idea(self) -> bool:
        return self.comment_id is None

    @property
    def origin(self) -> str:
        if self.is_idea:
            return f"Idea {self.idea_id}"
        if self.idea_id is not None:
            return f"Comment on idea {self.idea_id}"
        return "Comment in the journal"


def voices_of(
    actor: Actor, decision_ids: Iterable[DecisionId]
) -> dict[DecisionId, list[Voice]]:
    """What each decision cites, as far as the actor may know; three queries for all."""
    wanted = list(decision_ids)
    if not wanted:
        return {}
    asked = {"asker": actor.person_id, "keys": wanted}
    cited = [
        *ask(cited_ideas(actor.role), **asked),
        *ask(cited_comments(actor.role), **asked),
    ]
    known = faces(row.author_id for row in cited)
    found: dict[DecisionId, list[Voice]] = defaultdict(list)
    for row in sorted(cited, key=lambda row: row.citation_id):
        found[row.decision_id].append(voice_from(row, known))
    return found


@lru_cache
def cited_ideas(role: Role | None) -> AnySelect:
    inside = ideas.internal_for(insider=somebody(role).is_company)
    return (
        ideas.visible_to(somebody(role))
        .join(Citation, Citation.idea_id == Idea.id)
        .where(Citation.decision_id.in_(KEYS))
        .with_only_columns(*CITED, *IDEA_COLUMNS, inside)
    )


@lru_cache
def cited_comments(role: Role | None) -> AnySelect:
    return (
        discussion.visible_to(somebody(role))
        .join(Citation, Citation.comment_id == Comment.id)
        .where(Citation.decision_id.in_(KEYS))
        .with_only_columns(*CITED, *COMMENT_COLUMNS)
    )


def voice_from(row: Any, known: Mapping[PersonId, Face]) -> Voice:
    author = known[row.author_id]
    if hasattr(row, "comment_id"):
        return Voice(
            author=author,
            words=excerpt_of(row.body_html),
            said_at=row.said_at,
            title=row.idea_title or row.entry_title or "",
            idea_id=row.idea_id,
            entry_id=row.entry_id,
            comment_id=row.comment_id,
            thanks=getattr(row, "thanks", ""),
            side=side_of(row),
        )
    return Voice(
        author=author,
        words=row.excerpt,
        said_at=row.said_at,
        title=row.title,
        votes=row.votes,
        reports=row.reports,
        status=row.status,
        internal=getattr(row, "internal", None),
        idea_id=row.idea_id,
        thanks=getattr(row, "thanks", ""),
        side=side_of(row),
    )


def side_of(row: Any) -> Side | None:
    """What a citation is evidence for; of what is only found there is none."""
    stance = getattr(row, "stance", None)
    return Side(row.option_position, stance) if stance else None
