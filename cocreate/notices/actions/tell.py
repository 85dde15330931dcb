"""Tell people, once each, of what happened; the writer of notices.

Whoever is told wants it in the application, by mail, or both: what is to go by mail
waits in its own row until a letter is written of all that happened together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, update

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.outbox import record
from cocreate.notices.events import TellingPaused
from cocreate.notices.kind import Kind, Wish
from cocreate.notices.models import Notice
from cocreate.notices.pace import Pace
from cocreate.notices.policy import mail_at
from cocreate.notices.queries import hours_of, rhythms_of, stands, wishes_for
from cocreate.people.actions import count_unread, count_unread_of
from cocreate.people.queries import Reachable, reachable
from cocreate.projects.queries import allowed_in

CHUNK = 500
UNHEARD = Wish(in_app=False, mail=Pace.NEVER)


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
    """Tell each of these people once, never about their own act; say how many heard.

    Of many, a few hundred at a time, each in a transaction of their own.
    """
    others = sorted({key for key in person_ids if key != news.actor_id})
    for start in range(CHUNK, len(others), CHUNK):
        some = [int(key) for key in others[start : start + CHUNK]]
        record(TellingPaused(person_ids=some, **asdict(news)))
    return tell_some(others[:CHUNK], news)


def tell_the_rest(person_ids: Iterable[PersonId], news: News) -> None:
    """Go on telling, unless it was hidden meanwhile."""
    if stands(news.about):
        tell_some(sorted(person_ids), news)


def tell_some(person_ids: Sequence[PersonId], news: News) -> int:
    people = reachable(allowed_in(news.project_id, person_ids))
    rows = rows_for(people, news)
    if not rows:
        return 0
    told = db.session.execute(
        insert_into(Notice)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["person_id", "kind", "about"])
        .returning(Notice.person_id, Notice.in_app)
    ).all()
    count_unread_of([row.person_id for row in told if row.in_app])
    return len(told)


def rows_for(people: Sequence[Reachable], news: News) -> list[dict[str, object]]:
    """A row for each who wants to hear of it, in the application or by mail."""
    ids = [person.id for person in people]
    wishes, rhythms = wishes_for(news.kind, ids), rhythms_of(ids)
    at, together = now(), timedelta(minutes=current().mail_together_minutes)
    return [
        {
            **asdict(news),
            "kind": str(news.kind),
            "person_id": person_id,
            "told_at": at,
            "in_app": wishes[person_id].in_app,
            "mail_due_at": mail_at(
                at,
                wishes[person_id].mail,
                hours_of(rhythms.get(person_id)),
                together=together,
            ),
        }
        for person_id in ids
        if wishes[person_id] != UNHEARD
    ]


def retract(path: str, *, but: PersonId, about: str | None = None) -> None:
    """Take back what was told of something that is hidden now; its author keeps it."""
    of_it = or_(
        Notice.path == path,
        Notice.path.startswith(f"{path}#"),
        Notice.about == about,
    )
    write_anew(drop(of_it, Notice.person_id != but))


def forget(kind: Kind, about: str) -> None:
    """Drop what is true no more, so that it is told anew should it be so again."""
    drop(Notice.kind == kind, Notice.about == about)


def drop(*which: ColumnElement[bool]) -> Sequence[Any]:
    gone = db.session.execute(
        delete(Notice)
        .where(*which)
        .returning(Notice.person_id, Notice.read_at, Notice.in_app, Notice.letter_id)
    ).all()
    for row in gone:
        if row.read_at is None and row.in_app:
            count_unread(row.person_id, -1)
    return gone


def write_anew(taken_back: Sequence[Any]) -> None:
    """Letters that have not left and tell what is hidden are written without it."""
    telling = [row for row in taken_back if row.letter_id]
    torn = mail.tear_up([row.letter_id for row in telling]) if telling else set()
    if torn:
        people = [row.person_id for row in telling]
        db.session.execute(
            update(Notice)
            .where(Notice.person_id.in_(people), Notice.letter_id.in_(torn))
            .values(letter_id=None, mail_due_at=now())
        )
