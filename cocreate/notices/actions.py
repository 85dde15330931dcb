"""Tell people, once each, in the application and by mail; the writer of notices."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, update

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.ids import NoticeId, PersonId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.notices.kind import SAID, Kind
from cocreate.notices.models import Notice, NoticeWish
from cocreate.notices.queries import (
    get_notice,
    unsubscribe_token,
    unwanted,
)
from cocreate.people.actions import count_unread, set_unread
from cocreate.people.queries import Reachable, faces, get_own_account, reachable
from cocreate.projects.queries import allowed_in

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What there is to tell. With the same `about`, it is told once."""

    kind: Kind
    about: str
    path: str
    words: str
    detail: str = ""
    actor_id: PersonId | None = None
    project_id: ProjectId | None = None


def tell(person_ids: Iterable[PersonId], news: News) -> int:
    """Tell each of these people once, never about their own act; say how many heard."""
    others = (key for key in person_ids if key != news.actor_id)
    people = reachable(allowed_in(news.project_id, others))
    heard = 0
    for start in range(0, len(people), CHUNK):
        heard += tell_some(people[start : start + CHUNK], news)
    return heard


def tell_some(people: list[Reachable], news: News) -> int:
    at = now()
    rows = [
        {
            "person_id": person.id,
            "project_id": news.project_id,
            "kind": str(news.kind),
            "about": news.about,
            "actor_id": news.actor_id,
            "path": news.path,
            "words": news.words,
            "detail": news.detail,
            "told_at": at,
        }
        for person in people
    ]
    told = set(
        db.session.scalars(
            insert_into(Notice)
            .values(rows)
            .on_conflict_do_nothing(index_elements=["person_id", "kind", "about"])
            .returning(Notice.person_id)
        )
    )
    for person_id in sorted(told):
        count_unread(person_id, 1)
    send([person for person in people if person.id in told], news)
    return len(told)


def retract(path: str, *, but: PersonId, about: str | None = None) -> int:
    """Take back what was told of something that is hidden now; its author keeps it."""
    of_it = or_(
        Notice.path == path,
        Notice.path.startswith(f"{path}#"),
        Notice.about == about,
    )
    return drop(of_it, Notice.person_id != but)


def forget(kind: Kind, about: str) -> int:
    """Drop what is true no more, so that it is told anew should it be so again."""
    return drop(Notice.kind == kind, Notice.about == about)


def drop(*which: ColumnElement[bool]) -> int:
    gone = db.session.execute(
        delete(Notice).where(*which).returning(Notice.person_id, Notice.read_at)
    ).all()
    for row in gone:
        if row.read_at is None:
            count_unread(row.person_id, -1)
    return len(gone)


def send(people: list[Reachable], news: News) -> None:
    """Write the letters of those who want this kind by mail."""
    unwilling = unwanted(news.kind, [person.id for person in people])
    returned = mail.returned_among([person.email for person in people])
    names = faces([news.actor_id]) if news.actor_id else {}
    actor = names[news.actor_id].name if news.actor_id in names else current().site_name
    for person in people:
        if person.id not in unwilling and person.email not in returned:
            write_letter(person, news, actor)


def write_letter(person: Reachable, news: News, actor: str) -> None:
    site = current().site_url
    token = unsubscribe_token(person.id, news.kind)
    mail.write(
        "notice",
        to_address=person.email,
        to_name=person.name,
        subject=f"{actor} {SAID[news.kind]} {news.words}",
        actor=actor,
        said=SAID[news.kind],
        words=news.words,
        detail=news.detail,
        link=f"{site}{news.path}",
        settings_url=f"{site}/notices/settings",
        unsubscribe_url=f"{site}/notices/unsubscribe/{token}",
    )


def mend_mail(actor: Actor) -> None:
    """Write to the actor's address again: they say that it works."""
    address = get_own_account(actor).email
    if address:
        mail.mend(address)
    of_it = (Notice.kind == Kind.RETURNED, Notice.person_id == actor.person_id)
    drop(*of_it)


def read_notice(actor: Actor, notice_id: NoticeId) -> str:
    """Mark one notice as read; give the address it leads to."""
    notice = get_notice(actor, notice_id)
    read = db.session.execute(
        update(Notice)
        .where(Notice.id == notice.id, Notice.read_at.is_(None))
        .values(read_at=now())
    )
    if changed_rows(read):
        count_unread(actor.person_id, -1)
    return notice.path


def read_all(actor: Actor) -> None:
    """Mark everything the actor was told as read."""
    db.session.execute(
        update(Notice)
        .where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))
        .values(read_at=now())
    )
    set_unread(actor.person_id, 0)


def wish(person_id: PersonId, kind: Kind, *, by_mail: bool) -> None:
    """Keep whether a person wants a kind of notice by mail."""
    db.session.execute(
        insert_into(NoticeWish)
        .values(person_id=person_id, kind=str(kind), by_mail=by_mail)
        .on_conflict_do_update(
            index_elements=["person_id", "kind"], set_={"by_mail": by_mail}
        )
    )


def wish_all(actor: Actor, wanted: frozenset[Kind]) -> None:
    """Keep which kinds the actor wants by mail, and that they want no others."""
    for kind in Kind:
        wish(actor.person_id, kind, by_mail=kind in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastNotice:
    """Something that a person was told once, and whether they have read it."""

    person_id: PersonId
    project_id: ProjectId | None
    kind: Kind
    about: str
    actor_id: PersonId | None
    path: str
    words: str
    detail: str
    told_at: datetime
    read_at: datetime | None


def bring_notices(notices: Iterable[PastNotice]) -> None:
    """Keep what people were told, and count what they have not read; no letter goes."""
    rows = [asdict(notice) for notice in notices]
    if not rows:
        return
    told = db.session.execute(
        insert_into(Notice)
        .on_conflict_do_nothing(index_elements=["person_id", "kind", "about"])
        .returning(Notice.person_id, Notice.read_at),
        rows,
    )
    unread = Counter(row.person_id for row in told if row.read_at is None)
    for person_id, number in unread.items():
        count_unread(person_id, number)
