"""Entries as lists, feeds and the clock read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from cocreate.journal.models import JournalEntry
from cocreate.journal.policy import may_write
from cocreate.journal.queries.scope import is_out, is_visible_to
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import EntryId, PersonId, ProjectId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.people.faces import Face
from cocreate.people.queries import faces

LETTERS_A_MINUTE = 1_200
PAGE = 10
MOST_DRAFTS = 50


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An entry as a list shows it."""

    id: EntryId
    title: str
    excerpt: str
    author: Face
    written_at: datetime
    published_at: datetime | None
    comments: int
    minutes: int


CARD = (
    JournalEntry.id,
    JournalEntry.title,
    JournalEntry.excerpt,
    JournalEntry.author_id,
    JournalEntry.written_at,
    JournalEntry.published_at,
    JournalEntry.comments,
    func.length(JournalEntry.body).label("letters"),
)


def cards(actor: Actor, project_id: ProjectId) -> AnySelect:
    """The published entries of a project, in the columns of a card."""
    return select(*CARD).where(
        JournalEntry.project_id == project_id, is_visible_to(actor), is_out()
    )


def listed(actor: Actor, project_id: ProjectId, place: str | None) -> Page[EntryCard]:
    """A page of the published entries, the newest first."""
    page = page_of(
        cards(actor, project_id),
        by=JournalEntry.published_at.expression,
        key=JournalEntry.id.expression,
        place=place,
        size=PAGE,
    )
    return Page(with_authors(page.rows), page.following, page.preceding)


def latest(actor: Actor, project_id: ProjectId) -> EntryCard | None:
    newest = cards(actor, project_id).order_by(
        JournalEntry.published_at.desc(), JournalEntry.id.desc()
    )
    found = with_authors(db.session.execute(newest.limit(1)).all())
    return found[0] if found else None


def drafts(actor: Actor, project_id: ProjectId) -> list[EntryCard]:
    """What is written and not yet published, for those who write."""
    if not may_write(actor):
        return []
    rows = db.session.execute(
        select(*CARD)
        .where(
            JournalEntry.project_id == project_id,
            is_visible_to(actor),
            or_(JournalEntry.published_at.is_(None), JournalEntry.published_at > now()),
        )
        .order_by(JournalEntry.written_at.desc(), JournalEntry.id.desc())
        .limit(MOST_DRAFTS)
    )
    return with_authors(rows.all())


def with_authors(rows: Sequence[Any]) -> list[EntryCard]:
    known = faces(row.author_id for row in rows)
    return [
        EntryCard(
            id=row.id,
            title=row.title,
            excerpt=row.excerpt,
            author=known[row.author_id],
            written_at=row.written_at,
            published_at=row.published_at,
            comments=row.comments,
            minutes=max(1, round(row.letters / LETTERS_A_MINUTE)),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class FeedItem:
    id: EntryId
    title: str
    body_html: str
    author_id: PersonId
    published_at: datetime
    edited_at: datetime | None


FEED = (
    JournalEntry.id,
    JournalEntry.title,
    JournalEntry.body_html,
    JournalEntry.author_id,
    JournalEntry.published_at,
    JournalEntry.edited_at,
)
FEED_ITEMS = 20


def feed_items(actor: Actor, project_id: ProjectId) -> list[FeedItem]:
    """The newest published entries, whole."""
    rows = db.session.execute(
        select(*FEED)
        .where(JournalEntry.project_id == project_id, is_visible_to(actor), is_out())
        .order_by(JournalEntry.published_at.desc(), JournalEntry.id.desc())
        .limit(FEED_ITEMS)
    )
    return [FeedItem(**row) for row in rows.mappings()]


def titles(actor: Actor, entry_ids: Sequence[EntryId]) -> dict[EntryId, str]:
    """The titles of those of these entries that the actor may read."""
    rows = db.session.execute(
        select(JournalEntry.id, JournalEntry.title).where(
            JournalEntry.id.in_(entry_ids), is_visible_to(actor)
        )
    )
    return {row.id: row.title for row in rows}


def due_to_announce() -> Sequence[JournalEntry]:
    """Entries whose hour has come and of which nobody was told."""
    return db.session.scalars(
        select(JournalEntry)
        .where(is_out(), JournalEntry.announced_at.is_(None))
        .order_by(JournalEntry.published_at, JournalEntry.id)
        .limit(MOST_DRAFTS)
        .with_for_update(skip_locked=True)
    ).all()


def find_twin(
    author_id: PersonId, project_id: ProjectId, title: str, body: str, since: datetime
) -> JournalEntry | None:
    """The same words by the same person, written a moment ago."""
    return db.session.scalar(
        select(JournalEntry)
        .where(
            JournalEntry.project_id == project_id,
            JournalEntry.author_id == author_id,
            JournalEntry.written_at > since,
            JournalEntry.title == title,
            JournalEntry.body == body,
        )
        .limit(1)
    )
