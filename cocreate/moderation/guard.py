"""What becomes of something that was just posted, by the site's own rules. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from cocreate.kernel.mentions import calls_in
from cocreate.kernel.policy import Trust
from cocreate.moderation.case import CaseKind
from cocreate.moderation.limits import Limit, asked_of
from cocreate.moderation.spam.judging import Model, judge
from cocreate.moderation.spam.reading import plainly
from cocreate.moderation.watching import Text, Watched, WatchedAct

HOST = re.compile(r"(?:https?://|\bwww\.)([^\s/?#:)\]>\"']{1,253})", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]+")
DAY = timedelta(days=1)
MOST_COUNTED = 100
KEPT = "What you wrote is kept: send it again"
MORE = "It becomes more as you take part: see Your level on your own page."
LEAST_PRINTED = 20  # letters of a text that is told again by them alone


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
    trust: Trust
    posts: int
    ideas_today: int
    comments_today: int
    last_at: datetime | None = None  # when they had posted before
    changes_today: int = 0


class Posted(NamedTuple):
    """What was posted; an idea has a title."""

    title: str | None
    body: str
    at: datetime
    is_new: bool = True  # else it was changed
    files: int = 0  # that hang on it
    repeats: str = ""  # “idea 7”: what it says nearly the same as

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
    if posted.repeats:
        why = f"It says nearly the same as {posted.repeats}."
        found.append(Finding(WatchedAct.HOLD, why))
    if posted.is_new:
        found += limits_found(guard, posted, poster)
    else:
        found += changes_found(guard, poster)
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


def limits_found(guard: Guard, posted: Posted, poster: Poster) -> Iterator[Finding]:
    """What is more than is asked of somebody trusted so far."""
    asked = asked_of(guard.limits, poster.trust)
    if poster.posts <= asked.get(Limit.FIRST_POSTS, 0):
        yield Finding(WatchedAct.HOLD, "It is one of its author's first posts here.")
    for limit, many, what in (
        (Limit.LINKS, len(hosts_in(posted.text)), "links"),
        (Limit.PICTURES, posted.files, "files"),
        (Limit.MENTIONS, len(calls_in(posted.body)), "mentions"),
    ):
        if many > asked.get(limit, many):
            yield Finding(WatchedAct.HOLD, f"A newcomer's post with {many} {what}.")
    if sentence := too_much(asked, posted, poster):
        yield Finding(WatchedAct.BLOCK, sentence)


def too_much(asked: Mapping[Limit, int], posted: Posted, poster: Poster) -> str:
    """Why somebody is to go slower; nothing where they need not."""
    limit, done, what = (
        (Limit.COMMENTS_A_DAY, poster.comments_today, "comments")
        if posted.title is None
        else (Limit.IDEAS_A_DAY, poster.ideas_today, "ideas")
    )
    if done > (most := asked.get(limit, done)):
        return f"For now you can share {most} {what} a day. {KEPT} tomorrow. {MORE}"
    least = asked.get(Limit.SECONDS_BETWEEN, 0)
    if poster.last_at and posted.at - poster.last_at < timedelta(seconds=least):
        return f"For now, wait {least} seconds between posts. {KEPT} then. {MORE}"
    return ""


def changes_found(guard: Guard, poster: Poster) -> Iterator[Finding]:
    most = asked_of(guard.limits, poster.trust).get(Limit.CHANGES_A_DAY)
    if most is not None and poster.changes_today > most:
        why = f"For now you can change {most} posts a day. {KEPT} tomorrow. {MORE}"
        yield Finding(WatchedAct.BLOCK, why)


def why_not_vote(guard: Guard, trust: Trust, votes_today: int) -> str:
    """Why somebody is to go on tomorrow, this vote among today's; or nothing."""
    most = asked_of(guard.limits, trust).get(Limit.VOTES_A_DAY)
    if most is None or votes_today <= most:
        return ""
    ideas = "idea" if most == 1 else "ideas"
    return f"For now you can vote for {most} {ideas} a day. Go on tomorrow. {MORE}"


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
    return looks_like_spam(judged.words)


def looks_like_spam(words: Iterable[str]) -> str:
    said = ", ".join(f"“{word}”" for word in words)
    return f"It looks like what was hidden as spam here, by {said}."


def hosts_in(text: str) -> list[str]:
    """The hosts that a text links to, each as often as it does."""
    found = (host.casefold().strip(".") for host in HOST.findall(plainly(text)))
    return [host.removeprefix("www.") for host in found if host]


def print_of(text: str) -> int | None:
    """A number for the letters of a text: numbers and signs may differ."""
    letters = "".join(LETTER.findall(plainly(text).casefold()))
    return crc32(letters.encode()) if len(letters) >= LEAST_PRINTED else None
