"""What a rule would have done: everything posted is looked at once more. Pure.

A rule is asked what it would have been asked on the day, by the same function, with
nothing else on. Whoever joined before the texts that are looked at begin is taken to
have posted before.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple, TypeVar

from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.policy import Trust
from cocreate.moderation.guard import (
    DAY,
    Guard,
    Posted,
    Poster,
    findings,
)
from cocreate.moderation.limits import Limit, asked_of, trusted_then
from cocreate.moderation.reason import AWAY, Verdict
from cocreate.moderation.repeating import Told, repeated
from cocreate.moderation.rules import (
    MOST_EXAMPLES,
    MOST_OF_LIMIT,
    About,
    Rule,
    Tried,
)


class Past(NamedTuple):
    """Something that a customer posted, whatever became of it."""

    idea_id: IdeaId | None
    comment_id: CommentId | None
    title: str | None
    body: str
    at: datetime
    author_id: PersonId
    joined_at: datetime
    trust: Trust  # today
    is_hidden: bool
    files: int = 0

    @property
    def about(self) -> About:
        return About(self.idea_id, self.comment_id)

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}" if self.title else self.body


Thing = TypeVar("Thing")
# What goes through all that is looked at, for who waits to see how far it is.
Going = Callable[[Sequence[Thing]], Iterable[Thing]]


class History(NamedTuple):
    """The newest texts, the oldest of them first; whether there are no more."""

    texts: Sequence[Past]
    is_all: bool


@dataclass(slots=True)
class Tally:
    """How much somebody has posted up to a text; what was hidden counts no further."""

    posts: int = 0
    ideas: deque[datetime] = field(default_factory=deque)
    comments: deque[datetime] = field(default_factory=deque)
    last_at: datetime | None = None

    def at(self, past: Past) -> Poster:
        """Whoever posts this, as they stood then, this among it."""
        for times in (self.ideas, self.comments):
            while times and past.at - times[0] > DAY:
                times.popleft()
        return Poster(
            is_company=False,
            trust=trusted_then(past.trust, past.joined_at, past.at),
            posts=self.posts + 1,
            ideas_today=len(self.ideas) + (past.idea_id is not None),
            comments_today=len(self.comments) + (past.comment_id is not None),
            last_at=self.last_at,
        )

    def count(self, past: Past) -> None:
        self.last_at = past.at
        if not past.is_hidden:
            self.posts += 1
            (self.ideas if past.idea_id else self.comments).append(past.at)


def tried(
    rule: Rule,
    guard: Guard,
    history: History,
    verdicts: Mapping[About, Verdict],
    *,
    going: Going[Past] = iter,
) -> Tried:
    """What this rule alone would have touched, and what people thought of that."""
    found = touched_by(alone_in(guard, rule), history, going)
    touched = [past.about for past in found]
    said = [verdicts[about] for about in touched if about in verdicts]
    hidden = sum(verdict in AWAY for verdict in said)
    return Tried(
        looked=len(history.texts),
        touched=len(touched),
        kept=len(said) - hidden,
        hidden=hidden,
        is_all=history.is_all,
        examples=tuple(touched[: -MOST_EXAMPLES - 1 : -1]),
    )


def alone_in(guard: Guard, rule: Rule) -> Guard:
    """The site's rules with this one on and every other off."""
    if rule.limit is None:
        watched = (rule.watched,) if rule.watched else ()
        return Guard(watched=watched, limits={Limit.SUSPECTS: 0})
    if rule.limit is Limit.SUSPECTS:
        return guard._replace(watched=(), limits={Limit.SUSPECTS: 1})
    return Guard(limits={Limit.SUSPECTS: 0, rule.limit: rule.most})


def touched_by(guard: Guard, history: History, going: Going[Past]) -> Iterator[Past]:
    tallies: dict[PersonId, Tally] = {}
    before: Told[Past] = Told()
    for past in going(history.texts):
        tally = tallies.get(past.author_id)
        if tally is None:
            began = history.texts[0].at
            is_known = not history.is_all and past.joined_at < began
            tally = tallies[past.author_id] = Tally(MOST_OF_LIMIT if is_known else 0)
        poster = tally.at(past)
        days = days_compared(guard, poster)
        said = repeats(past.text, before.near(past.text), past.at - DAY * days)
        posted = Posted(past.title, past.body, past.at, files=past.files, repeats=said)
        if findings(guard, posted, poster):
            yield past
        tally.count(past)
        if Limit.REPEATS in guard.limits:
            before.add(past)


def days_compared(guard: Guard, poster: Poster) -> int:
    """With how many days' texts what somebody says is compared; 0: with none."""
    if poster.is_company:
        return 0
    return asked_of(guard.limits, poster.trust).get(Limit.REPEATS, 0)


def repeats(text: str, others: Iterable[Past], since: datetime) -> str:
    """Which of some texts is nearly the same: “idea 7”; nothing where none is."""
    recent = takewhile(lambda other: other.at > since, others)
    alike = repeated(text, recent)
    return alike.about.named if alike else ""
