"""Where each kind of thing is read from: to be kept in the index, and to be shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from heapq import merge
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, null, select
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.decisions import queries as decisions
from cocreate.decisions.models import Decision
from cocreate.discussion import queries as discussion
from cocreate.discussion.models import Comment
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.journal import queries as journal
from cocreate.journal.models import JournalEntry
from cocreate.kernel.asking import as_one, one_of, somebody
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, ask, db, dialect
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.text import plain_of
from cocreate.people.queries import is_of_company
from cocreate.releases import queries as releases
from cocreate.releases.models import Release
from cocreate.search.facts import day_of, facts_of
from cocreate.search.shape import Document
from cocreate.search.subject import Subject
from cocreate.search.told import Found, Seen, Told

BATCH = 500
MOST_SORTED = 201  # of one kind that are brought in another order: see finding.COUNTED
Column = InstrumentedAttribute[Any]


NOWHERE: tuple[ColumnElement[Any], ...] = (literal(0), null(), literal(""))


class Source(NamedTuple):
    """One kind of thing: its columns, when it is public, and who may see it."""

    kind: Subject
    id: Column
    project_id: Column
    author_id: Column
    title: Column | None
    html: Column
    said_at: Column
    is_public: Callable[[], ColumnElement[bool]]
    visible_to: Callable[[Actor], Any]
    path: str
    about: ColumnElement[str] = literal("")
    asked_of: tuple[Column, ...] = ()  # what its facts are read from
    standing: Callable[[Actor], tuple[ColumnElement[Any], ...]] = lambda _: NOWHERE

    def rows(self) -> AnySelect:
        return select(*self.columns(), self.author_id, *self.asked_of)

    def columns(self) -> tuple[ColumnElement[Any], ...]:
        title = self.title if self.title is not None else self.html
        return (
            self.id.label("id"),
            self.project_id.label("project_id"),
            title.label("title"),
            self.html.label("html"),
            self.said_at.label("said_at"),
        )

    def documents(self, ids: Sequence[int]) -> Iterable[Document]:
        """What the index keeps of these. Hidden things are not among it."""
        for start in range(0, len(ids), BATCH):
            some = self.id.in_(ids[start : start + BATCH])
            query = self.rows().where(self.is_public(), some)
            rows = db.session.execute(query).all()
            yield from (document for _, document in self.read(rows))

    def newest_first(self) -> Iterator[tuple[datetime, Document]]:
        """Everything of this kind that the index keeps, each with when it was said."""
        before = None
        while True:
            query = self.rows().where(self.is_public())
            if before is not None:
                query = query.where(self.id < before)
            rows = db.session.execute(query.order_by(self.id.desc()).limit(BATCH)).all()
            yield from self.read(rows)
            if len(rows) < BATCH:
                return
            before = rows[-1].id

    def how_many(self) -> int:
        query = select(func.count()).select_from(self.id.class_)
        return db.session.scalar(query.where(self.is_public())) or 0

    def read(self, rows: Sequence[Any]) -> Iterator[tuple[datetime, Document]]:
        facts = facts_of(self.kind, rows)
        for row in rows:
            yield row.said_at, self.document(row, frozenset(facts[row.id]))

    def document(self, row: Any, facts: frozenset[str]) -> Document:
        return Document(
            self.kind,
            row.id,
            row.project_id,
            row.title if self.title is not None else "",
            plain_of(row.html),
            facts,
            day_of(row.said_at),
            getattr(row, "language", None) or "",  # of ideas that were brought
        )

    def visible_among(
        self, actor: Actor, ids: Sequence[int], *conditions: ColumnElement[bool]
    ) -> Iterator[int]:
        """Those of the ids that the actor may see, and that meet the conditions."""
        for row in self.asked(Told.KEYS, actor, ids, conditions):
            yield row[0]

    def seen(
        self, actor: Actor, ids: Sequence[int], *conditions: ColumnElement[bool]
    ) -> Iterator[Seen]:
        """The same, with what they are sorted and counted by."""
        rows = self.asked(Told.SEEN, actor, ids, conditions)
        return (Seen(self.kind, *row) for row in rows)

    def found(self, actor: Actor, ids: Sequence[int]) -> list[Found]:
        """Those of the ids that the actor may see, in one query."""
        return [self.found_in(row) for row in self.asked(Told.FOUND, actor, ids)]

    def asked(
        self,
        what: Told,
        actor: Actor,
        ids: Sequence[int],
        conditions: Sequence[ColumnElement[bool]] = (),
    ) -> Iterable[Any]:
        """A statement is kept for each role; but not with what somebody typed."""
        if conditions:
            wanted = one_of(self.id, "wanted")
            some = self.query(what, actor, wanted).where(*conditions)
            return db.session.execute(some, {"wanted": as_one(ids)})
        kept, names_asker = kept_query(self.kind, what, actor.role, dialect())
        asker = {"asker": actor.person_id} if names_asker else {}
        return ask(kept, wanted=as_one(ids), **asker)

    def query(self, what: Told, actor: Actor, some: ColumnElement[bool]) -> AnySelect:
        query = self.visible_to(actor).where(some, self.is_public())
        told: AnySelect = query.with_only_columns(*self.told(what, actor))
        if what not in {Told.VOTES, Told.NEW}:
            return told
        newest = (self.said_at.desc(), self.id.desc())
        if what is Told.VOTES and self.kind is Subject.IDEA:
            told = told.order_by(self.standing(actor)[0].desc())
        return told.order_by(*newest).limit(MOST_SORTED)

    def told(self, what: Told, actor: Actor) -> tuple[Any, ...]:
        match what:
            case Told.KEYS:
                return (self.id,)
            case Told.SEEN:
                who = (self.project_id, self.author_id, self.said_at)
                by_company = is_of_company(self.author_id)
                return (self.id, *who, *self.standing(actor), by_company)
            case Told.VOTES:
                return (self.id, self.standing(actor)[0], self.said_at)
            case Told.NEW:
                return (self.id, self.said_at)
            case Told.FOUND:
                return (*self.columns(), self.about.label("about"))

    def found_in(self, row: Any) -> Found:
        words = plain_of(row.html)
        title = row.title if self.title is not None else words[:80]
        path = self.path.format(id=row.id)
        return Found(row.id, row.project_id, title, words, path, row.about)


@lru_cache(maxsize=500)
def kept_query(
    kind: Subject, what: Told, role: Role | None, _dialect: str
) -> tuple[AnySelect, bool]:
    """For everybody of a role; and whether it asks who it is."""
    source = SOURCES[kind]
    statement = source.query(what, somebody(role), one_of(source.id, "wanted"))
    return statement, "asker" in statement.compile().params


def everything() -> Iterator[Document]:
    """All documents, the newest first, whatever their kind."""
    kinds = [source.newest_first() for source in SOURCES.values()]
    # In order of time, as far as the order of keys is one.
    for _, document in merge(*kinds, key=itemgetter(0), reverse=True):
        yield document


def published(column: Column) -> ColumnElement[bool]:
    hour = bindparam(None, callable_=now, type_=column.type)  # as it is asked
    return and_(column.is_not(None), column <= hour)


SOURCES: dict[Subject, Source] = {
    source.kind: source
    for source in (
        Source(
            Subject.IDEA,
            Idea.id,
            Idea.project_id,
            Idea.author_id,
            Idea.title,
            Idea.body_html,
            Idea.proposed_at,
            lambda: Idea.listed.is_(True),
            ideas.visible_to,
            "/ideas/{id}",
            asked_of=(Idea.status, Idea.answered_at, Idea.files, Idea.language),
            standing=lambda actor: (
                Idea.votes.expression,
                ideas.stands_at(insider=actor.is_company),
                Idea.tag_names.expression,
            ),
        ),
        Source(
            Subject.COMMENT,
            Comment.id,
            Comment.project_id,
            Comment.author_id,
            None,
            Comment.body_html,
            Comment.posted_at,
            lambda: Comment.shown.is_(True),
            discussion.visible_to,
            "/comments/{id}",
            func.coalesce(Idea.title, JournalEntry.title, ""),
            (Comment.files,),
        ),
        Source(
            Subject.ENTRY,
            JournalEntry.id,
            JournalEntry.project_id,
            JournalEntry.author_id,
            JournalEntry.title,
            JournalEntry.body_html,
            JournalEntry.published_at,
            lambda: published(JournalEntry.published_at),
            journal.visible_to,
            "/journal/{id}",
        ),
        Source(
            Subject.DECISION,
            Decision.id,
            Decision.project_id,
            Decision.author_id,
            Decision.title,
            Decision.rationale_html,
            Decision.published_at,
            lambda: published(Decision.published_at),
            decisions.visible_to,
            "/decisions/{id}",
        ),
        Source(
            Subject.RELEASE,
            Release.id,
            Release.project_id,
            Release.author_id,
            Release.title,
            Release.notes_html,
            Release.published_at,
            lambda: published(Release.published_at),
            releases.visible_to,
            "/releases/{id}",
        ),
    )
}
