"""The rules for what is posted, as people read, try and switch them. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.moderation.limits import Limit
from cocreate.moderation.watching import ACT_WORDS, NEEDS_MORE, Watched, WatchedAct

MOST_TRIED = 20_000  # texts that a dry run looks at, the newest
MOST_JUDGED = 2_000  # where each is read by what learned, or beside many others
MOST_LETTERS = 20_000_000  # of them together
MOST_EXAMPLES = 10
TRIED_FOR = timedelta(days=1)  # then a dry run says too little about today
MOST_OF_LIMIT = 10_000


class Asks(NamedTuple):
    """What a limit is called, what it does, and the number that is usual."""

    name: str
    does: str
    units: tuple[str, str] | None  # of one and of more; none: it is on or off
    usual: int = 1

    def counted(self, most: int) -> str:
        """“3 ideas a day”."""
        one, more = self.units or ("", "")
        return f"{most:,} {one if most == 1 else more}"


ASKS = {
    Limit.FIRST_POSTS: Asks(
        "First posts",
        "Hold as many first posts of everybody until a moderator has looked at them.",
        ("post", "posts"),
    ),
    Limit.LINKS: Asks(
        "Links of newcomers",
        "Hold what a newcomer posts if it has more links than this.",
        ("link", "links"),
        2,
    ),
    Limit.PICTURES: Asks(
        "Files of newcomers",
        "Hold what a newcomer posts if more files hang on it than this.",
        ("file", "files"),
        2,
    ),
    Limit.MENTIONS: Asks(
        "Mentions of newcomers",
        "Hold what a newcomer posts if it calls more people by name than this.",
        ("mention", "mentions"),
        2,
    ),
    Limit.IDEAS_A_DAY: Asks(
        "Ideas of newcomers",
        "Let newcomers share no more ideas a day than this.",
        ("idea a day", "ideas a day"),
        3,
    ),
    Limit.COMMENTS_A_DAY: Asks(
        "Comments of newcomers",
        "Let newcomers write no more comments a day than this.",
        ("comment a day", "comments a day"),
        10,
    ),
    Limit.CHANGES_A_DAY: Asks(
        "Changes of newcomers",
        "Let newcomers change what others have read no more often a day than this.",
        ("change a day", "changes a day"),
        20,
    ),
    Limit.VOTES_A_DAY: Asks(
        "Votes of newcomers",
        "Let newcomers vote for no more ideas a day than this.",
        ("vote a day", "votes a day"),
        30,
    ),
    Limit.SECONDS_BETWEEN: Asks(
        "Pauses of newcomers",
        "Let newcomers wait so long after a post before they send the next.",
        ("second", "seconds"),
        30,
    ),
    Limit.REPEATS: Asks(
        "Repeated texts",
        "Hold what says nearly the same as something of so many days, whoever said it.",
        ("day", "days"),
        3,
    ),
    Limit.SUSPECTS: Asks(
        "Suspected spam",
        "Hold what looks like what moderators hid as spam here.",
        None,
    ),
}
TEXTS = "texts of customers"
SLOW = frozenset({Limit.SUSPECTS, Limit.REPEATS})
# What a limit looks at where that is no text; it is refused, so nothing is hidden.
DOINGS = {
    Limit.CHANGES_A_DAY: "changes by customers",
    Limit.VOTES_A_DAY: "votes of customers",
}
ON_FROM_THE_START = frozenset({Limit.SUSPECTS})


class Rule(NamedTuple):
    """A rule as it stands: words that are watched for, or a limit."""

    name: str  # in its address: the number of words, the name of a limit
    limit: Limit | None = None
    words: str = ""
    act: WatchedAct = WatchedAct.HOLD
    instead: str = ""
    most: int = 1
    is_on: bool = False
    by_id: PersonId | None = None  # none: it is as the product begins
    by: str = ""
    since_at: datetime | None = None

    @property
    def title(self) -> str:
        return ASKS[self.limit].name if self.limit else f"“{self.words}”"

    @property
    def does(self) -> str:
        """What it does, in a line."""
        if self.limit:
            asks = ASKS[self.limit]
            return asks.counted(self.most) if asks.units else "Hold it"
        more = f": {self.instead}" if self.act in NEEDS_MORE else ""
        return f"{ACT_WORDS[self.act]}{more}"

    @property
    def said(self) -> str:
        """A short word for what it does: another as soon as it does something else."""
        parts = (self.name, self.words, self.act, self.instead, str(self.most))
        return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]

    @property
    def looks_at(self) -> str:
        """What is looked at once more when it is tried."""
        return DOINGS.get(self.limit, TEXTS) if self.limit else TEXTS

    @property
    def watched(self) -> Watched | None:
        if self.limit:
            return None
        return Watched(int(self.name), self.words, self.act, self.instead)


class About(NamedTuple):
    """An idea or a comment."""

    idea_id: IdeaId | None
    comment_id: CommentId | None

    @property
    def named(self) -> str:
        if self.idea_id:
            return f"idea {self.idea_id}"
        return f"comment {self.comment_id}"


class Tried(NamedTuple):
    """What a rule would have done to the newest texts."""

    looked: int
    touched: int
    kept: int
    hidden: int
    is_all: bool
    examples: tuple[About, ...]  # the newest first

    @property
    def share(self) -> float:
        """Of a hundred."""
        return 100 * self.touched / self.looked if self.looked else 0.0


class TrialState(StrEnum):
    """How far a rule is tried, as it stands."""

    NEVER = "never"
    WAITING = "waiting"  # for the worker
    RUNNING = "running"
    CALLED_OFF = "called_off"  # the rule was changed while it was tried
    OUTDATED = "outdated"  # tried when it said something else
    ENDED = "ended"

    @property
    def is_under_way(self) -> bool:
        return self in {TrialState.WAITING, TrialState.RUNNING}


def most_tried(rule: Rule) -> int:
    return MOST_JUDGED if rule.limit in SLOW else MOST_TRIED


def why_not_on(
    rule: Rule, *, said: str, seen: bool, age: timedelta = timedelta()
) -> str:
    """What keeps a rule from being switched on; nothing where it was tried and seen."""
    if not seen or said != rule.said:
        return "Try this rule first: see what it would have done, then switch it on."
    if age > TRIED_FOR:
        return "It was tried more than a day ago. Try it again, then switch it on."
    return ""
