"""Where each kind of thing is read from: to be kept in the index, and to be shown."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.decisions import queries as decisions
from cocreate.decisions.models import Decision
from cocreate.discussion import queries as discussion
from cocreate.discussion.models import Comment
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.journal import queries as journal
from cocreate.journal.models import JournalEntry
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import plain_of
from cocreate.releases import queries as releases
from cocreate.releases.models import Release
from cocreate.search.index import Document
from cocreate.search.subject import Subject

BATCH = 500
Column = InstrumentedAttribute[Any]


class Found(NamedTuple):
    """A thing as a page of results shows it: plain text, no HTML."""

    id: int
    project_id: int
    title: str
    words: str
    path: str


class Source(NamedTuple):
    """One kind of thing: its columns, when it is public, and who may see it."""

    kind: Subject
    id: Column
    project_id: Column
    title: Column | None
    html: Column
    is_public: Callable[[], ColumnElement[bool]]
    visible_to: Callable[[Actor], Any]
    path: str

    def columns(self) -> AnySelect:
        title = self.title if self.title is not None else self.html
        return select(
            self.id.label("id"),
            self.project_id.label("project_id"),
            title.label("title"),
            self.html.label("html"),
        )

    def documents(self, ids: Sequence[int] | None = None) -> Iterable[Document]:
        """What the index keeps: of these, or of everything. Hidden things are not."""
        after = 0
        while True:
            query = self.columns().where(self.is_public(), self.id > after)
            if ids is not None:
                query = query.where(self.id.in_(ids))
            rows = db.session.execute(query.order_by(self.id).limit(BATCH)).all()
            for row in rows:
                yield self.document(row)
            if len(rows) < BATCH:
                return
            after = rows[-1].id

    def document(self, row: Any) -> Document:
        title = row.title if self.title is not None else ""
        return Document(self.kind, row.id, row.project_id, title, plain_of(row.html))

    def found(self, actor: Actor, ids: Sequence[int]) -> list[Found]:
        """Those of the ids that the actor may see, in one query."""
        visible = (
            self.visible_to(actor).where(self.id.in_(ids)).with_only_columns(self.id)
        )
        query = self.columns().where(self.id.in_(visible), self.is_public())
        return [self.found_in(row) for row in db.session.execute(query)]

    def found_in(self, row: Any) -> Found:
        words = plain_of(row.html)
        title = row.title if self.title is not None else words[:80]
        path = self.path.format(id=row.id)
        return Found(row.id, row.project_id, title, words, path)


def published(column: Column) -> ColumnElement[bool]:
    return and_(column.is_not(None), column <= now())


SOURCES: dict[Subject, Source] = {
    source.kind: source
    for source in (
        Source(
            Subject.IDEA,
            Idea.id,
            Idea.project_id,
            Idea.title,
            Idea.body_html,
            lambda: Idea.listed.is_(True),
            ideas.visible_to,
            "/ideas/{id}",
        ),
        Source(
            Subject.COMMENT,
            Comment.id,
            Comment.project_id,
            None,
            Comment.body_html,
            lambda: Comment.shown.is_(True),
            discussion.visible_to,
            "/comments/{id}",
        ),
        Source(
            Subject.ENTRY,
            JournalEntry.id,
            JournalEntry.project_id,
            JournalEntry.title,
            JournalEntry.body_html,
            lambda: published(JournalEntry.published_at),
            journal.visible_to,
            "/journal/{id}",
        ),
        Source(
            Subject.DECISION,
            Decision.id,
            Decision.project_id,
            Decision.title,
            Decision.rationale_html,
            lambda: published(Decision.published_at),
            decisions.visible_to,
            "/decisions/{id}",
        ),
        Source(
            Subject.RELEASE,
            Release.id,
            Release.project_id,
            Release.title,
            Release.notes_html,
            lambda: published(Release.published_at),
            releases.visible_to,
            "/releases/{id}",
        ),
    )
}
