"""The rules for what is posted, as moderators read them."""

from typing import Any

from sqlalchemy import false, func, select
from sqlalchemy.orm import aliased

from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.paging import LARGEST_KEY, Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import DryRun, PostingLimit, WatchedWord
from cocreate.moderation.rules import ASKS, ON_FROM_THE_START, Rule
from cocreate.people.models import Person

By = aliased(Person)
WORD = (
    *(WatchedWord.id, WatchedWord.words, WatchedWord.act, WatchedWord.instead),
    *(WatchedWord.is_on, WatchedWord.by_id, WatchedWord.since_at, By.name),
)


def words_seen_by(actor: Actor) -> AnySelect:
    """What is watched for, for moderators alone: whoever knows it writes around it."""
    words = select(*WORD).join(By, By.id == WatchedWord.by_id)
    return words if actor.is_moderator else words.where(false())


def word_rules(actor: Actor, *, place: str | None = None, size: int = 50) -> Page[Rule]:
    """Words that are watched for, those written last first."""
    page = page_of(
        words_seen_by(actor),
        by=WatchedWord.id,
        key=WatchedWord.id,
        place=place,
        size=size,
    )
    rows = [word_rule(row) for row in page.rows]
    return Page(rows, page.following, page.preceding)


def word_rule(row: Any) -> Rule:
    return Rule(
        name=str(row.id),
        words=row.words,
        act=row.act,
        instead=row.instead,
        is_on=row.is_on,
        by_id=row.by_id,
        by=row.name,
        since_at=row.since_at,
    )


def limit_rules(actor: Actor) -> list[Rule]:
    """Every limit there can be; those that nobody has set are as the product begins."""
    if not actor.is_moderator:
        return []
    rows = db.session.execute(
        select(
            *(PostingLimit.name.label("limit"), PostingLimit.most),
            *(PostingLimit.is_on, PostingLimit.by_id, PostingLimit.since_at, By.name),
        ).join(By, By.id == PostingLimit.by_id)
    )
    known = {row.limit: row for row in rows}
    return [limit_rule(limit, known.get(limit)) for limit in ASKS]


def limit_rule(limit: Limit, row: Any | None) -> Rule:
    begins = Rule(
        name=limit.value,
        limit=limit,
        most=ASKS[limit].usual,
        is_on=limit in ON_FROM_THE_START,
    )
    if row is None:
        return begins
    return begins._replace(
        most=row.most,
        is_on=row.is_on,
        by_id=row.by_id,
        by=row.name,
        since_at=row.since_at,
    )


def get_rule(actor: Actor, name: str) -> Rule:
    """A rule by its name; for moderators alone."""
    if name in set(Limit):
        found = [rule for rule in limit_rules(actor) if rule.name == name]
    elif name.isascii() and name.isdigit() and int(name) < LARGEST_KEY:
        rows = words_seen_by(actor).where(WatchedWord.id == int(name)).limit(1)
        found = [word_rule(row) for row in db.session.execute(rows)]
    else:
        found = []
    if not found:
        raise NotFoundError
    return found[0]


def count_words() -> int:
    query = select(func.count()).select_from(WatchedWord)
    return db.session.scalar(query) or 0


def find_dry_run(rule: Rule, *, lock: bool = False) -> DryRun | None:
    """What came of trying a rule last, if it said then what it says now."""
    found = db.session.get(
        DryRun, rule.name, populate_existing=True, with_for_update=lock or None
    )
    return found if found and found.said == rule.said else None
