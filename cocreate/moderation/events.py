"""What moderation announces."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRaised(Event):
    """A member reported an idea or a comment; its case is open."""

    flag_id: int
    review_id: int
    reporter_id: int
    idea_id: int | None
    comment_id: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewClosed(Event):
    """A moderator decided a case; its author is told why."""

    review_id: int
    verdict: str
    reason: str | None
    idea_id: int | None
    comment_id: int | None
    author_id: int
    moderator_id: int
