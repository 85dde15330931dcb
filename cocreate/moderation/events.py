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
class CaseOpened(Event):
    """Something came before the moderators; nobody: the site opened it by itself."""

    review_id: int
    kind: str
    by_id: int | None
    idea_id: int | None = None
    comment_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeld(Event):
    """Something is away until a person has looked at it."""

    review_id: int
    idea_id: int | None
    comment_id: int | None
    author_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStepped(Event):
    """Somebody did something about a case short of a verdict."""

    review_id: int
    act: str
    by_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewClosed(Event):
    """A moderator decided a case; its author is told why."""

    review_id: int
    verdict: str
    reason: str | None
    idea_id: int | None
    comment_id: int | None
    author_id: int | None
    moderator_id: int
    kind: str = "flagged"
    grade: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReturned(Event):
    """A moderator asked an author for a change; until then it is not shown."""

    review_id: int
    idea_id: int | None
    comment_id: int | None
    author_id: int | None
    moderator_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealLodged(Event):
    """Somebody asked that another moderator looks at a verdict again."""

    review_id: int
    appeal_of_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalNoticeGiven(Event):
    """Somebody, perhaps without an account, gave notice of illegal content."""

    notice_id: int
    review_id: int
