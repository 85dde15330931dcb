"""What a person was told, in the application and by mail."""

from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.discussion.queries import readable_ids
from cocreate.ideas.queries import titles
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, NoticeId, PersonId
from cocreate.kernel.languages import Language, speaking, translated
from cocreate.kernel.paging import PAGE, Page, page_of
from cocreate.kernel.policy import WHOEVER, Actor
from cocreate.notices.kind import OWED, SAID, Kind
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from cocreate.people.queries import get_own_account, language_of
from cocreate.projects import queries as projects
from cocreate.triage.policy import reads_notes


class NoticeLine(NamedTuple):
    """One notice as its page shows it."""

    id: NoticeId
    kind: str
    words: str
    detail: str
    path: str
    told_at: datetime
    read_at: datetime | None
    actor_name: str | None
    language: Language = Language.EN  # of what the law makes its reader read

    @property
    def said(self) -> str:
        with speaking(self.language):
            return translated(SAID[Kind(self.kind)])


LINE = (
    Notice.id,
    Notice.kind,
    Notice.words,
    Notice.detail,
    Notice.path,
    Notice.told_at,
    Notice.read_at,
    Person.name.label("actor_name"),
    Notice.about,
)


def inbox(
    actor: Actor, *, place: str | None = None, size: int = PAGE
) -> Page[NoticeLine]:
    """What the actor was told, the latest first."""
    return page_among(actor, Notice.in_app.is_(True), place=place, size=size)


def mentions(actor: Actor, *, place: str | None = None) -> Page[NoticeLine]:
    """Where others called the actor by name, the latest first."""
    # Spelled out: this is how the index of mentions says it.
    called = Notice.kind == literal_column("'mention'")
    return page_among(actor, called, place=place, size=PAGE)


def page_among(
    actor: Actor,
    which: ColumnElement[bool],
    *,
    place: str | None,
    size: int,
) -> Page[NoticeLine]:
    query = lines_of(actor).where(which)
    page = page_of(query, by=Notice.told_at, key=Notice.id, place=place, size=size)
    lines = lines_from(actor, page.rows)
    return Page(lines, page.following, page.preceding)


def lines_among(actor: Actor, ids: Sequence[NoticeId]) -> list[NoticeLine]:
    """Those that the actor has not read and may still read, the oldest first."""
    query = lines_of(actor).where(Notice.id.in_(ids), Notice.read_at.is_(None))
    rows = db.session.execute(query.order_by(Notice.told_at, Notice.id)).all()
    return lines_from(actor, rows)


def lines_from(actor: Actor, rows: Sequence[Any]) -> list[NoticeLine]:
    """What the actor may still read, some of it in their own language."""
    lines = [NoticeLine(*row[:-1]) for row in still_readable(actor, rows)]
    if not any(line.kind in OWED for line in lines):
        return lines
    own = language_of(actor.person_id)
    return [
        line._replace(language=own) if line.kind in OWED else line for line in lines
    ]


def lines_of(actor: Actor) -> AnySelect:
    """What the actor was told, less what is said where they may not look any more."""
    within = projects.visible_ids(actor)
    return (
        select(*LINE)
        .outerjoin(Person, Person.id == Notice.actor_id)
        .where(
            Notice.person_id == actor.person_id,
            or_(Notice.project_id.is_(None), Notice.project_id.in_(within)),
        )
    )


def still_readable(actor: Actor, rows: Sequence[Any]) -> list[Any]:
    """Without those about what is hidden, which the worker is yet to take back."""
    about = [(row.about.split(":")[0], int(row.about.split(":")[1])) for row in rows]
    known: dict[str, Container[int]] = {
        "idea": titles(actor, [IdeaId(key) for kind, key in about if kind == "idea"]),
        "comment": readable_ids(
            actor, [CommentId(key) for kind, key in about if kind == "comment"]
        ),
        "note": [key for kind, key in about if kind == "note"]
        if reads_notes(actor)
        else [],
    }
    return [
        row
        for row, (kind, key) in zip(rows, about, strict=True)
        if kind not in known or key in known[kind]
    ]


def stands(about: str) -> bool:
    """Whether what there is to tell of can still be read by others."""
    return bool(still_readable(WHOEVER, [Told(about)]))


class Told(NamedTuple):
    about: str


def due_people(most: int) -> Sequence[PersonId]:
    """Some of those for whom a letter is due."""
    return waiting_by(Notice.mail_due_at, most)


def due_in_browsers(most: int) -> Sequence[PersonId]:
    """Some of those whose browsers are to show something."""
    return waiting_by(Notice.push_due_at, most)


def waiting_by(
    due_at: InstrumentedAttribute[datetime | None], most: int
) -> Sequence[PersonId]:
    query = select(Notice.person_id).where(due_at <= now()).distinct()
    return db.session.scalars(query.limit(most)).all()


def get_notice(actor: Actor, notice_id: NoticeId) -> Notice:
    notice = db.session.get(Notice, notice_id)
    if notice is None or notice.person_id != actor.person_id:
        raise NotFoundError
    return notice


def own_letters(actor: Actor, *, place: str | None = None) -> Page[Any]:
    """What was mailed to the actor, the newest first."""
    return mail.logged(address=get_own_account(actor).email, place=place)


def own_returned(actor: Actor) -> mail.ReturnedAddress | None:
    """Whether mail to the actor comes back, and what was said."""
    address = get_own_account(actor).email
    return mail.find_returned(address) if address else None


def told_of(about: str, among: Iterable[PersonId]) -> frozenset[PersonId]:
    """Those of the people who were told something of this; for subscribers."""
    query = select(Notice.person_id).where(
        Notice.person_id.in_(sorted(among)), Notice.about == about
    )
    return frozenset(db.session.scalars(query))
