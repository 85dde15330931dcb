"""The rules for what is posted, as they stand, and who posts."""

from array import array
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import decompress

from sqlalchemy import ColumnElement, bindparam, func, select, true, union_all

from cocreate.discussion import queries as discussion
from cocreate.ideas import queries as ideas
from cocreate.kernel.db import AnySelect, Place, ask, db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Trust
from cocreate.moderation.guard import DAY, Guard, Linking, Poster
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import (
    GuardVersion,
    PostingLimit,
    SpamModel,
    WatchedWord,
)
from cocreate.moderation.rules import ON_FROM_THE_START
from cocreate.moderation.spam.judging import Model
from cocreate.moderation.watching import Watched
from cocreate.people.models import Person
from cocreate.votes import queries as votes

ONLY = 1  # the key of tables of one row
VERSION = select(GuardVersion.version)
PERSON: Place = bindparam("person")
DAY_AGO: Place = bindparam("day_ago")
COUNTED = (
    Limit.FIRST_POSTS,
    Limit.IDEAS_A_DAY,
    Limit.COMMENTS_A_DAY,
    Limit.CHANGES_A_DAY,
)
EASED_MOST = 4  # times a newcomer's number: as far as a limit goes for anybody
VERSIONS = 4  # of the rules that a process keeps: sites beside each other, and tests


class Known(NamedTuple):
    """Which rules stand, and what they ask of whoever posts."""

    version: str
    poster: Poster


class Voter(NamedTuple):
    """A customer who votes, and how many votes of theirs of a day stand."""

    trust: Trust
    votes_today: int


def poster_of(person_id: PersonId, at: datetime) -> Known | None:
    """Who posts, in one bounded statement; none while there are no rules at all."""
    row = ask(who_posts(), person=person_id, day_ago=at - DAY).first()
    if row is None:
        return None
    version, role, trust, proposed, said, *today = row
    proposed_today, said_today, last_at, *changed = today
    poster = Poster(
        is_company=role.is_company,
        trust=Trust(trust),
        posts=proposed + said,
        ideas_today=proposed_today,
        comments_today=said_today,
        last_at=last_at,
        changes_today=sum(changed),
    )
    return Known(version, poster)


def current_version() -> str:
    """Of the rules; none while there are none."""
    row = ask(VERSION).first()
    return str(row.version) if row else ""


def voter_of(person_id: PersonId, at: datetime) -> Voter | None:
    """Whose votes are counted by the day, and how many stand of the last one."""
    row = ask(who_votes(), person=person_id, day_ago=at - DAY).first()
    if row is None or row.role.is_company:
        return None
    return Voter(Trust(row.trust), row[-1])


@lru_cache(maxsize=1)
def who_votes() -> AnySelect:
    """Of `person`, with how many votes of theirs after `day_ago` stand."""
    most = as_far_as(Limit.VOTES_A_DAY)
    return person_with(votes.count_cast_since(PERSON, DAY_AGO, most=most))


@lru_cache(maxsize=1)
def who_posts() -> AnySelect:
    """Of `person`, with what they posted after `day_ago`."""
    first, proposed, said, changed = map(as_far_as, COUNTED)
    return person_with(
        ideas.count_proposed(PERSON, most=first),
        discussion.count_said(PERSON, most=first),
        ideas.count_proposed(PERSON, most=proposed, since=DAY_AGO),
        discussion.count_said(PERSON, most=said, since=DAY_AGO),
        posted_before(PERSON),
        ideas.count_changed(PERSON, most=changed, since=DAY_AGO),
        discussion.count_changed(PERSON, most=changed, since=DAY_AGO),
    )


def as_far_as(limit: Limit) -> ColumnElement[int]:
    """One more than a limit, as it stands, lets anybody do: counted no further."""
    most = select(PostingLimit.most).where(
        PostingLimit.name == limit, PostingLimit.is_on.is_(True)
    )
    return func.coalesce(most.scalar_subquery(), 0) * EASED_MOST + 1


def person_with(*counted: ColumnElement[Any]) -> AnySelect:
    """Which rules stand, and of a person how far they are trusted, and these."""
    return (
        select(GuardVersion.version, Person.role, Person.trust, *counted)
        .select_from(GuardVersion)
        .join(Person, true())
        .where(Person.id == PERSON)
    )


def posted_before(person: Place) -> ColumnElement[datetime | None]:
    """When somebody posted before what they are posting now."""
    moments = union_all(
        ideas.latest_proposed(person, most=2),
        discussion.latest_said(person, most=2),
    ).subquery()
    at = moments.c.at
    return select(at).order_by(at.desc()).limit(1).offset(1).scalar_subquery()


@lru_cache(maxsize=VERSIONS)
def guard_of(version: str) -> Guard:
    """The rules of a version: read once, for they never change under their name."""
    model = find_model()
    return Guard(
        version,
        tuple(watched_words()),
        limits(),
        read_model(model),
        hosts_of(model) if model else {},
        frozenset(map(int, model.prints.split())) if model else frozenset(),
    )


def current_guard() -> Guard:
    """The rules as they stand now; where none were ever set there are none."""
    version = current_version()
    return guard_of(version) if version else Guard()


def watched_words() -> Sequence[Watched]:
    rows = db.session.execute(
        select(WatchedWord.id, WatchedWord.words, WatchedWord.act, WatchedWord.instead)
        .where(WatchedWord.is_on.is_(True))
        .order_by(WatchedWord.words, WatchedWord.id)
    )
    return [Watched(*row) for row in rows]


def find_watched(words: str) -> WatchedWord | None:
    """The rule for just these words, as it stands now."""
    query = select(WatchedWord).where(WatchedWord.words == words)
    return db.session.scalar(query.execution_options(populate_existing=True))


def limits() -> dict[Limit, int]:
    """The limits that are on, with their numbers; 0 where one that begins on is off."""
    rows = db.session.execute(
        select(PostingLimit.name, PostingLimit.most, PostingLimit.is_on)
    )
    return {
        row.name: row.most if row.is_on else 0
        for row in rows
        if row.is_on or row.name in ON_FROM_THE_START
    }


def find_model() -> SpamModel | None:
    return db.session.get(SpamModel, ONLY, populate_existing=True)


def hosts_of(kept: SpamModel) -> dict[str, Linking]:
    """The hosts that are held, with what was decided on texts that link there."""
    # Learned before figures were kept, a line has none: hidden twice, and never kept.
    lines = (line.split() for line in kept.hosts.splitlines())
    return {host: Linking(*map(int, said or (2, 0))) for host, *said in lines}


def read_model(kept: SpamModel | None) -> Model | None:
    """The model where it may act; it says nothing before."""
    if kept is None or kept.threshold is None:
        return None
    worth, weight = (
        array("f", decompress(packed)) for packed in (kept.worth, kept.weight)
    )
    return Model(worth, weight, kept.offset, kept.threshold)
