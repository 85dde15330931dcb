"""CoCreate's own tables, filled as its actions would have left them, only faster."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.sql.schema import ScalarElementColumnDefault

import cocreate.app  # noqa: F401 - so that every table is known
from bench.kit.bulk import LATE, Bulk, Row, bulk
from bench.kit.data import (
    ANSWERED,
    COMMENTS,
    OPEN,
    OPENED,
    TAGS,
    VOTES_AN_IDEA,
    Data,
    Idea,
    trend_of,
)
from cocreate.kernel.db import Base
from cocreate.surfacing.ranking import Heard, Prior, assured, doubt, support
from cocreate.surfacing.sketch import EMPTY

SLUG = "the-bench"
PROJECT = 1
MANAGER = 1  # the first of the people answers
LONG_AFTER = OPENED + timedelta(days=36_500)


def seed(url: str, data: Data) -> None:
    """Fill a migrated, empty database."""
    with bulk(url) as filling:
        Seeding(filling, data).run()


class Seeding:
    """Everything in the order that foreign keys ask for."""

    def __init__(self, filling: Bulk, data: Data) -> None:
        self.filling = filling
        self.data = data
        self.tags: Counter[int] = Counter()
        self.statuses: Counter[str] = Counter()
        self.filed: list[Row] = []
        self.answered: list[Row] = []
        self.seen: list[Row] = []
        self.votes: list[Row] = []
        self.voted_late: list[Row] = []
        self.moments = [at_of(at) for at, _ in data.moments]
        self.weights = [weight for _, weight in data.moments]

    def run(self) -> None:
        self.fill("people", PERSON, self.people())
        self.fill("sign_ins", SIGN_IN, self.sign_ins())
        self.fill("projects", PROJECTS, [self.project()])
        self.fill("ideas", IDEA, map(self.idea, self.data.all_ideas()))
        self.fill("tags", TAG, self.tag_rows())
        self.fill("idea_tags", ("idea_id", "tag_id"), self.filed)
        self.fill("idea_counts", ("project_id", "status", "ideas"), self.counts())
        self.fill("responses", RESPONSE, self.answered)
        usual = PROJECT, *USUAL, at_of(OPENED)
        self.fill(
            "usual_support", ("project_id", *USUAL._fields, "learned_at"), [usual]
        )
        self.fill("exposures", EXPOSURE, self.seen)
        self.fill("comments", COMMENT, self.comments())
        self.filling.fill_twice("votes", VOTE, self.votes)
        self.filling.change_late(VOTED, self.voted_late)

    def fill(self, table: str, names: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Give rows to a table; what they do not name gets the model's default."""
        others = defaults_of(table, names)
        values = tuple(others.values())
        self.filling.fill(table, (*names, *others), (row + values for row in rows))

    def people(self) -> Iterator[Row]:
        at = at_of(OPENED)
        for key in range(1, self.data.people + 1):
            role = "product_manager" if key == MANAGER else "customer"
            title = "Head of banking" if key == MANAGER else ""
            name = f"Person Number {key}"
            yield key, f"p{key}@bench.example", name, role, title, at, at

    def sign_ins(self) -> Iterator[Row]:
        at, until = at_of(OPENED), at_of(LONG_AFTER)
        for person_id in (MANAGER, *ballots(self.data)):
            # Seen lately for ever, so that no run begins with notes of who was seen.
            yield person_id, hash_of(token_of(person_id)), at, until, until, "bench"

    def project(self) -> Row:
        ideas = self.data.ideas
        return (
            PROJECT,
            SLUG,
            "The bench",
            "ideate",
            at_of(OPENED),
            ideas,
            ideas * self.data.votes_each,
        )

    def idea(self, idea: Idea) -> Row:
        self.statuses[idea.status] += 1
        self.tags.update(idea.tags)
        self.filed += [(idea.id, tag + 1) for tag in idea.tags]
        self.votes += [
            (voter, idea.id, self.moments[place])
            for voter, place in zip(idea.voters, idea.cast, strict=False)
        ]
        self.seen.append(exposure_of(idea))
        answered_at = None
        if idea.status in ANSWERED:
            answered_at = at_of(idea.proposed_at + timedelta(days=3))
            words = "You made us see it: " + idea.title
            html = f"<p>{words}</p>"
            self.answered.append((idea.id, MANAGER, words, html, words, answered_at))
        return (
            *(idea.id, PROJECT, idea.author_id, idea.title),
            *(idea.body, f"<p>{idea.body}</p>", idea.body[:180], idea.status),
            len(idea.voters),
            COMMENTS if idea.id == self.data.long_idea else 0,
            *self.orders_of(idea),
            "\n".join(sorted(TAGS[tag] for tag in idea.tags)),
            at_of(idea.proposed_at),
            answered_at,
        )

    def orders_of(self, idea: Idea) -> tuple[float, float]:
        """Its trend and support; the last vote for some comes late (kit/bulk.py)."""
        heard, weights = heard_by(idea), [self.weights[place] for place in idea.cast]
        if weights and idea.id % LATE == 0:
            told = trend_of(weights), assured(heard, USUAL)
            self.voted_late.append((*told, idea.id))
            heard, weights = Heard(heard.agreed - 1, heard.asked), weights[1:]
        return trend_of(weights), assured(heard, USUAL)

    def tag_rows(self) -> Iterator[Row]:
        for place, name in enumerate(TAGS):
            yield place + 1, PROJECT, name, name, self.tags[place]

    def counts(self) -> Iterator[Row]:
        for status, ideas in self.statuses.items():
            yield PROJECT, status, ideas

    def comments(self) -> Iterator[Row]:
        """A long discussion: every third comment begins a turn, others answer it."""
        body = "I would use this every week. We tried two other ways, and neither held."
        for key in range(1, COMMENTS + 1):
            top = None if key % 3 == 1 else key - (key - 1) % 3
            at = at_of(OPENED + timedelta(hours=key))
            author = self.data.authors // COMMENTS * key
            yield (
                *(key, PROJECT, self.data.long_idea, top, top, author),
                *(body, f"<p>{body}</p>", at),
            )


ASKED = 200  # people, who saw every idea
USUAL = Prior(VOTES_AN_IDEA / ASKED, 100.0)  # ideas here are much alike
PERSON = ("id", "email", "name", "role", "title", "joined_at", "verified_at")
SIGN_IN = (
    *("person_id", "token_hash", "signed_in_at"),
    *("last_seen_at", "expires_at", "user_agent"),
)
PROJECTS = ("id", "slug", "name", "phase", "opened_at", "ideas", "votes")
IDEA = (
    *("id", "project_id", "author_id", "title", "body", "body_html", "excerpt"),
    *("status", "votes", "comments", "trend", "support", "tag_names"),
    *("proposed_at", "answered_at"),
)
EXPOSURE = (
    *("idea_id", "project_id", "sketch", "before", "shown"),
    *("agreed", "asked", "turn"),
)
VOTED = "UPDATE ideas SET trend = ?, support = ? WHERE id = ?"
VOTE = ("voter_id", "idea_id", "cast_at")
TAG = ("id", "project_id", "name", "slug", "ideas")
RESPONSE = ("idea_id", "author_id", "body", "body_html", "excerpt", "responded_at")
COMMENT = (
    *("id", "project_id", "idea_id", "parent_id", "top_id"),
    *("author_id", "body", "body_html", "posted_at"),
)


def defaults_of(table: str, named: tuple[str, ...]) -> dict[str, Any]:
    """The plain defaults of the columns that nobody named."""
    columns = Base.metadata.tables[table].columns
    return {
        column.name: column.default.arg
        for column in columns
        if column.name not in named
        and isinstance(column.default, ScalarElementColumnDefault)
    }


def heard_by(idea: Idea) -> Heard:
    return Heard(float(len(idea.voters)), float(max(len(idea.voters), ASKED)))


def exposure_of(idea: Idea) -> Row:
    """Who saw an idea, as the hourly sweep of support leaves it."""
    heard = heard_by(idea)
    turn = support(heard, USUAL) + doubt(heard, USUAL) if idea.status in OPEN else None
    return (idea.id, PROJECT, EMPTY, ASKED, ASKED, *heard, turn)


def ballots(data: Data) -> range:
    """The people who sign in and vote while we measure."""
    return range(data.authors + 1, data.people + 1)


def token_of(person_id: int) -> str:
    return f"bench-{person_id:08d}".ljust(43, "x")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def at_of(moment: datetime) -> str:
    """A moment as SQLite keeps it; PostgreSQL reads it in its session's zone, UTC."""
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")
