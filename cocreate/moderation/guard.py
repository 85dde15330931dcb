"""What becomes of something that was just posted, by the site's own rules. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from cocreate.kernel.languages import Saying, translatable
from cocreate.kernel.mentions import calls_in
from cocreate.kernel.policy import Trust
from cocreate.moderation.case import CaseKind
from cocreate.moderation.limits import BY_DAY, Limit, asked_of
from cocreate.moderation.spam.judging import Model, judge
from cocreate.moderation.spam.reading import plainly
from cocreate.moderation.watching import Text, Watched, WatchedAct

HOST = re.compile(r"(?:https?://|\bwww\.)([^\s/?#:)\]>\"']{1,253})", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]+")
DAY = timedelta(days=1)
ALIKE = {
    "idea": translatable("It says nearly the same as idea %(number)s."),
    "comment": translatable("It says nearly the same as comment %(number)s."),
}
WATCHED = translatable("It says “%(words)s”, which is watched for here.")
NOT_SAID = translatable("“%(words)s” is not said here. Please say it in other words.")
FIRST_POST = translatable("It is one of its author's first posts here.")
MANY = {
    Limit.LINKS: translatable("A newcomer's post with %(many)s links."),
    Limit.PICTURES: translatable("A newcomer's post with %(many)s files."),
    Limit.MENTIONS: translatable("A newcomer's post with %(many)s mentions."),
}
IDEAS_A_DAY = translatable(
    "For now you can share %(most)s ideas a day. What you wrote is kept: send it again "
    "tomorrow. It becomes more as you take part: see Your level on your own page."
)
COMMENTS_A_DAY = translatable(
    "For now you can share %(most)s comments a day. What you wrote is kept: send it "
    "again tomorrow. It becomes more as you take part: see Your level on your own page."
)
CHANGES_A_DAY = translatable(
    "For now you can change %(most)s posts a day. What you wrote is kept: send it "
    "again tomorrow. It becomes more as you take part: see Your level on your own page."
)
ONE_VOTE_A_DAY = translatable(
    "For now you can vote for 1 idea a day. Go on tomorrow. It becomes more as you "
    "take part: see Your level on your own page."
)
VOTES_A_DAY = translatable(
    "For now you can vote for %(most)s ideas a day. Go on tomorrow. It becomes more as "
    "you take part: see Your level on your own page."
)
TOO_SOON = translatable(
    "For now, wait %(least)s seconds between posts. What you wrote is kept: send it "
    "again then. It becomes more as you take part: see Your level on your own page."
)
BAD_LINK = translatable(
    "It links to %(host)s: %(hidden)s of %(many)s texts here that link there were "
    "hidden as spam."
)
SAME_WORDS = translatable("The same words were hidden as spam here.")
LIKE_SPAM = translatable("It looks like what was hidden as spam here, by %(words)s.")
LEAST_PRINTED = 20  # letters of a text that is told again by them alone


class Linking(NamedTuple):
    """What people decided on texts that link to a host."""

    hidden: int  # as spam
    kept: int


class Guard(NamedTuple):
    """The rules of this site as they stand, and what it learned."""

    version: str = ""
    watched: tuple[Watched, ...] = ()
    limits: Mapping[Limit, int] = {}
    model: Model | None = None
    hosts: Mapping[str, Linking] = {}
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
    why: Saying
    field: str = "body"
    kind: CaseKind = CaseKind.HELD
    watched: Watched | None = None


def findings(guard: Guard, posted: Posted, poster: Poster) -> list[Finding]:
    """All that the rules find; nothing in what the company's own people write."""
    if poster.is_company:
        return []
    found = [*words_found(guard, posted)]
    if posted.repeats:
        found.append(Finding(WatchedAct.HOLD, says_same(posted.repeats)))
    if posted.is_new:
        found += limits_found(guard, posted, poster)
    else:
        found += changes_found(guard, poster)
    if guard.limits.get(Limit.SUSPECTS, 1):
        found += spam_found(guard, posted)
    return found


def says_same(as_what: str) -> Saying:
    noun, _, number = as_what.partition(" ")
    return Saying(ALIKE[noun], {"number": number})


def words_found(guard: Guard, posted: Posted) -> Iterator[Finding]:
    if not guard.watched:
        return
    title = Text(posted.title or "")
    for one in Text(posted.text).found(guard.watched):
        message = NOT_SAID if one.act is WatchedAct.BLOCK else WATCHED
        why = Saying(message, {"words": one.words})
        field = "title" if title.says(one.words) else "body"
        yield Finding(one.act, why, field, watched=one)


def limits_found(guard: Guard, posted: Posted, poster: Poster) -> Iterator[Finding]:
    """What is more than is asked of somebody trusted so far."""
    asked = asked_of(guard.limits, poster.trust)
    if poster.posts <= asked.get(Limit.FIRST_POSTS, 0):
        yield Finding(WatchedAct.HOLD, Saying(FIRST_POST))
    for limit, many in (
        (Limit.LINKS, len(hosts_in(posted.text))),
        (Limit.PICTURES, posted.files),
        (Limit.MENTIONS, len(calls_in(posted.body))),
    ):
        if many > asked.get(limit, many):
            yield Finding(WatchedAct.HOLD, Saying(MANY[limit], {"many": many}))
    if saying := too_much(asked, posted, poster):
        yield Finding(WatchedAct.BLOCK, saying)


def is_counted(guard: Guard, poster: Poster) -> bool:
    """Whether what somebody posts is limited by the day."""
    asked = asked_of(guard.limits, poster.trust)
    return not poster.is_company and not BY_DAY.isdisjoint(asked)


def too_much(
    asked: Mapping[Limit, int], posted: Posted, poster: Poster
) -> Saying | None:
    """Why somebody is to go slower; nothing where they need not."""
    limit, done, message = (
        (Limit.COMMENTS_A_DAY, poster.comments_today, COMMENTS_A_DAY)
        if posted.title is None
        else (Limit.IDEAS_A_DAY, poster.ideas_today, IDEAS_A_DAY)
    )
    if done > (most := asked.get(limit, done)):
        return Saying(message, {"most": most})
    least = asked.get(Limit.SECONDS_BETWEEN, 0)
    if poster.last_at and posted.at - poster.last_at < timedelta(seconds=least):
        return Saying(TOO_SOON, {"least": least})
    return None


def changes_found(guard: Guard, poster: Poster) -> Iterator[Finding]:
    most = asked_of(guard.limits, poster.trust).get(Limit.CHANGES_A_DAY)
    if most is not None and poster.changes_today > most:
        yield Finding(WatchedAct.BLOCK, Saying(CHANGES_A_DAY, {"most": most}))


def why_not_vote(guard: Guard, trust: Trust, votes_today: int) -> Saying | None:
    """Why somebody is to go on tomorrow, this vote among today's; or nothing."""
    most = asked_of(guard.limits, trust).get(Limit.VOTES_A_DAY)
    if most is None or votes_today <= most:
        return None
    return Saying(ONE_VOTE_A_DAY if most == 1 else VOTES_A_DAY, {"most": most})


def spam_found(guard: Guard, posted: Posted) -> Iterator[Finding]:
    said = why_spam(guard, posted.text)
    if said:
        yield Finding(WatchedAct.HOLD, said, kind=CaseKind.SPAM)


def why_spam(guard: Guard, text: str) -> Saying | None:
    """Why a text is taken for spam, in a sentence; nothing where it is not."""
    if bad := guard.hosts.keys() & hosts_in(text):
        return links_badly(min(bad), guard.hosts)
    if guard.prints and print_of(text) in guard.prints:
        return Saying(SAME_WORDS)
    if guard.model is None:
        return None
    judged = judge(guard.model, text)
    if judged.score <= guard.model.threshold:
        return None
    return looks_like_spam(judged.words)


def links_badly(host: str, hosts: Mapping[str, Linking]) -> Saying:
    """Why a host is held, in the figures of what was decided on what links to it."""
    hidden, kept = hosts[host]
    facts = {"host": host, "hidden": hidden, "many": hidden + kept}
    return Saying(BAD_LINK, facts)


def looks_like_spam(words: Iterable[str]) -> Saying:
    said = ", ".join(f"“{word}”" for word in words)
    return Saying(LIKE_SPAM, {"words": said})


def hosts_in(text: str) -> list[str]:
    """The hosts that a text links to, each as often as it does."""
    found = (host.casefold().strip(".") for host in HOST.findall(plainly(text)))
    return [host.removeprefix("www.") for host in found if host]


def print_of(text: str) -> int | None:
    """A number for the letters of a text: numbers and signs may differ."""
    letters = "".join(LETTER.findall(plainly(text).casefold()))
    return crc32(letters.encode()) if len(letters) >= LEAST_PRINTED else None
