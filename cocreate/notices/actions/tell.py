"""Tell people, once each, of what happened; the writer of notices.

Whoever is told wants it in the application, by mail, in their browsers, or all of it:
what is to leave waits in its own row until a letter is written of all that happened
together.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.outbox import record
from cocreate.kernel.retention import older_than
from cocreate.notices.events import TellingPaused
from cocreate.notices.kind import Kind, Wish
from cocreate.notices.models import Notice
from cocreate.notices.pace import Pace
from cocreate.notices.policy import Hours, mail_at
from cocreate.notices.queries import (
    hours_of,
    rhythms_of,
    stands,
    who_has_browsers,
    wishes_for,
)
from cocreate.people.actions import count_unread, count_unread_of
from cocreate.people.queries import Reachable, reachable
from cocreate.projects.queries import allowed_in

CHUNK = 500
# A browser shows the newest words about a page in place of those before.
AT_ONCE = timedelta()
UNHEARD = Wish(in_app=False, mail=Pace.NEVER, push=Pace.NEVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What there is to tell. With the same `about`, it is told once.

    With a pace it leaves at that, whatever is wished of its kind.
    """

    kind: Kind
    about: str
    path: str
    words: str
    detail: str = ""
    actor_id: PersonId | None = None
    project_id: ProjectId | None = None
    pace: Pace | None = None


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
    """A row for each who wants to hear of it, here, by mail or in a browser."""
    ids = [person.id for person in people]
    wishes, rhythms = wishes_for(news.kind, ids), rhythms_of(ids)
    shown = who_has_browsers(ids)
    told = {**asdict(news), "kind": str(news.kind), "told_at": now()}
    del told["pace"]
    rows = []
    for one in ids:
        wish = paced(wishes[one], news.pace)
        wish = wish if one in shown else wish._replace(push=Pace.NEVER)
        if wish != UNHEARD:
            times = times_for(wish, hours_of(rhythms.get(one)))
            rows.append({**told, "person_id": one, "in_app": wish.in_app, **times})
    return rows


def paced(wish: Wish, pace: Pace | None) -> Wish:
    """The wish at a pace of its own; browsers show nothing to who wants none of it."""
    if pace is None:
        return wish
    push = wish.push if wish.push is Pace.NEVER else pace
    return wish._replace(mail=pace, push=push)


def times_for(wish: Wish, hours: Hours) -> dict[str, datetime | None]:
    """When it leaves by mail, and to browsers."""
    at, together = now(), timedelta(minutes=current().mail_together_minutes)
    return {
        "mail_due_at": mail_at(at, wish.mail, hours, together=together),
        "push_due_at": mail_at(at, wish.push, hours, together=AT_ONCE),
    }


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
        .returning(
            Notice.person_id,
            Notice.read_at,
            Notice.in_app,
            Notice.letter_id,
            Notice.pushed_as,
        )
    ).all()
    for row in gone:
        if row.read_at is None and row.in_app:
            count_unread(row.person_id, -1)
    return gone


def write_anew(taken_back: Sequence[Any]) -> None:
    """What has not left and tells what is hidden is written without it."""
    people = {row.person_id for row in taken_back}
    letters = {row.letter_id for row in taken_back if row.letter_id}
    if letters and (torn := mail.tear_up(letters)):
        told = Notice.letter_id.in_(torn)
        wait_again(people, told, letter_id=None, mail_due_at=now())
    pushes = {row.pushed_as for row in taken_back if row.pushed_as}
    if pushes and (gone := mail.tear_up_pushes(pushes)):
        told = Notice.pushed_as.in_(gone)
        wait_again(people, told, pushed_as=None, push_due_at=now())


def wait_again(
    people: Iterable[PersonId], told: ColumnElement[bool], **due: object
) -> None:
    db.session.execute(
        update(Notice).where(Notice.person_id.in_(people), told).values(**due)
    )


def forget_old_notices(most: int) -> int:
    """Drop what was told long ago, read or not, unless it waits to leave; how many."""
    past = now() - timedelta(days=current().notice_kept_days)
    waits = or_(Notice.mail_due_at.is_not(None), Notice.push_due_at.is_not(None))
    old = older_than(past, Notice.told_at, Notice.id) & ~waits
    some = select(Notice.id).where(old).order_by(Notice.id).limit(most)
    told = (Notice.person_id, Notice.in_app, Notice.read_at)
    gone = delete(Notice).where(Notice.id.in_(some)).returning(*told)
    rows = db.session.execute(gone).all()
    unread = Counter(row.person_id for row in rows if row.in_app and not row.read_at)
    for person_id, number in sorted(unread.items()):
        count_unread(person_id, -number)
    return len(rows)
