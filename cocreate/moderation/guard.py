"""What becomes of something that was just posted, by the site's own rules. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zlib import crc32

from cocreate.moderation.case import CaseKind
from cocreate.moderation.spam.judging import Model, judge
from cocreate.moderation.spam.reading import plainly
from cocreate.moderation.watching import Text, Watched, WatchedAct

HOST = re.compile(r"(?:https?://|\bwww\.)([^\s/?#:)\]>\"']{1,253})", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]+")
NEWCOMER = timedelta(days=7)
DAY = timedelta(days=1)
MOST_COUNTED = 100
LEAST_PRINTED = 20  # letters of a text that is told again by them alone


class Limit(StrEnum):
    """What newcomers are asked, each a number that an administrator sets."""

    FIRST_POSTS = "first_posts"
    LINKS = "links"
    IDEAS_A_DAY = "ideas_a_day"
    COMMENTS_A_DAY = "comments_a_day"
    SUSPECTS = "suspects"  # 0: what looks like spam is not held


class Guard(NamedTuple):
    """The rules of this site as they stand, and what it learned."""

    version: str = ""
    watched: tuple[Watched, ...] = ()
    limits: Mapping[Limit, int] = {}
    model: Model | None = None
    hosts: frozenset[str] = frozenset()
    prints: frozenset[int] = frozenset()


class Poster(NamedTuple):
    """Who posted, and how much that stands, this post among it."""

    is_company: bool
    joined_at: datetime
    posts: int
    ideas_today: int
    comments_today: int


class Posted(NamedTuple):
    """What was posted; an idea has a title."""

    title: str | None
    body: str
    at: datetime
    is_new: bool = True  # else it was changed

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}" if self.title else self.body


class Finding(NamedTuple):
    """Something a rule found: what to do, and why in a sentence."""

    act: WatchedAct
    why: str
    field: str = "body"
    kind: CaseKind = CaseKind.HELD
    watched: Watched | None = None


def findings(guard: Guard, posted: Posted, poster: Poster) -> list[Finding]:
    """All that the rules find; nothing in what the company's own people write."""
    if poster.is_company:
        return []
    found = [*words_found(guard, posted)]
    if posted.is_new:
        found += newcomers_found(guard, posted, poster)
    if guard.limits.get(Limit.SUSPECTS, 1):
        found += spam_found(guard, posted)
    return found


def words_found(guard: Guard, posted: Posted) -> Iterator[Finding]:
    if not guard.watched:
        return
    title = Text(posted.title or "")
    for one in Text(posted.text).found(guard.watched):
        why = f"It says “{one.words}”, which is watched for here."
        if one.act is WatchedAct.BLOCK:
            why = f"“{one.words}” is not said here. Please say it in other words."
        field = "title" if title.says(one.words) else "body"
        yield Finding(one.act, why, field, watched=one)


def newcomers_found(guard: Guard, posted: Posted, poster: Poster) -> Iterator[Finding]:
    limits = guard.limits
    if poster.posts <= limits.get(Limit.FIRST_POSTS, 0):
        yield Finding(WatchedAct.HOLD, "It is one of its author's first posts here.")
    if posted.at - poster.joined_at > NEWCOMER:
        return
    links, most = len(hosts_in(posted.text)), limits.get(Limit.LINKS)
    if most is not None and links > most:
        yield Finding(WatchedAct.HOLD, f"A newcomer's post with {links} links.")
    for name, done, what in (
        (Limit.IDEAS_A_DAY, poster.ideas_today, "ideas"),
        (Limit.COMMENTS_A_DAY, poster.comments_today, "comments"),
    ):
        of_this = (what == "ideas") is (posted.title is not None)
        if of_this and (most := limits.get(name)) is not None and done > most:
            yield Finding(WatchedAct.BLOCK, slow_down(most, what))


def slow_down(most: int, what: str) -> str:
    return (
        f"In their first week people share {most} {what} a day here. "
        "What you wrote is kept: send it again tomorrow."
    )


def spam_found(guard: Guard, posted: Posted) -> Iterator[Finding]:
    said = why_spam(guard, posted.text)
    if said:
        yield Finding(WatchedAct.HOLD, said, kind=CaseKind.SPAM)


def why_spam(guard: Guard, text: str) -> str:
    """Why a text is taken for spam, in a sentence; nothing where it is not."""
    if bad := guard.hosts.intersection(hosts_in(text)):
        return f"It links to {min(bad)}, which was hidden as spam here."
    if guard.prints and print_of(text) in guard.prints:
        return "The same words were hidden as spam here."
    if guard.model is None:
        return ""
    judged = judge(guard.model, text)
    if judged.score <= guard.model.threshold:
        return ""
    words = ", ".join(f"“{word}”" for word in judged.words)
    return f"It looks like what was hidden as spam here, by {words}."


def hosts_in(text: str) -> list[str]:
    """The hosts that a text links to, each as often as it does."""
    found = (host.casefold().strip(".") for host in HOST.findall(plainly(text)))
    return [host.removeprefix("www.") for host in found if host]


def print_of(text: str) -> int | None:
    """A number for the letters of a text: numbers and signs may differ."""
    letters = "".join(LETTER.findall(plainly(text).casefold()))
    return crc32(letters.encode()) if len(letters) >= LEAST_PRINTED else None
