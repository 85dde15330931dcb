"""Events are stored in the transaction that caused them, delivered after it.

A crash between commit and delivery delays a notice; it never loses one. Each event
is delivered in a transaction of its own together with all that its subscribers
write, and its row leaves in that same transaction (transactional outbox pattern).

What people are told can wait a moment, so that it can still be thought better of; what
else follows from an event does not wait with it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Index, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, ask, changed_rows, db
from cocreate.kernel.log import log
from cocreate.kernel.transaction import transaction

BACKOFF = (1, 5, 30, 120, 600, 3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that has happened. Subclasses are named in the past tense."""


E = TypeVar("E", bound=Event)


class OutboxMessage(Base):
    __tablename__ = "outbox_messages"
    __table_args__ = (Index(None, "due_at", "id"), Index(None, "hold_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[str]
    recorded_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None]
    tells: Mapped[bool | None]  # true: to those alone who tell people; false: to others
    hold_key: Mapped[str | None]  # by which it can be taken back until it is due


@dataclass(slots=True)
class Hold:
    """A while in which what people are told waits, or is not told at all."""

    key: str
    until: datetime | None  # none: nobody is told
    held: int = 0  # how many events wait


_hold: ContextVar[Hold | None] = ContextVar("hold", default=None)
_tellers: set[Callable[[Any], None]] = set()
_happened: ContextVar[datetime | None] = ContextVar("happened", default=None)
KEEP = insert(OutboxMessage).inline()  # nobody asks for its key
_subscribers: dict[type[Event], list[Callable[[Any], None]]] = {}
_companions: dict[type[Event], list[Callable[[Any], None]]] = {}


def record(event: Event) -> None:
    """Store the event beside the rows it speaks of, where anybody hears of it.

    Its companions act first, in this transaction.
    """
    for companion in _companions.get(type(event), ()):
        companion(event)
    hearing = _subscribers.get(type(event), [])
    hold = _hold.get()
    if hold is None:
        if hearing:
            keep(event)
        return
    telling = [subscriber in _tellers for subscriber in hearing]
    if not all(telling):
        keep(event, tells=False)
    if any(telling) and hold.until is not None:
        hold.held += 1
        keep(event, tells=True, due_at=hold.until, hold_key=hold.key)


def keep(
    event: Event,
    *,
    tells: bool | None = None,
    due_at: datetime | None = None,
    hold_key: str | None = None,
) -> None:
    at = now()
    ask(
        KEEP,
        kind=type(event).__name__,
        payload=json.dumps(asdict(event), default=str),
        recorded_at=at,
        due_at=due_at or at,
        tries=0,
        tells=tells,
        hold_key=hold_key,
    )


@contextmanager
def telling_later(key: str, until: datetime) -> Iterator[Hold]:
    """What is recorded within is told then, unless it is taken back by its key."""
    with holding(Hold(key, until)) as hold:
        yield hold


@contextmanager
def telling_nobody() -> Iterator[None]:
    """What is recorded within is told to nobody; all else follows from it."""
    with holding(Hold("", None)):
        yield


@contextmanager
def holding(hold: Hold) -> Iterator[Hold]:
    before = _hold.set(hold)
    try:
        yield hold
    finally:
        _hold.reset(before)


def take_back(key: str) -> int:
    """Tell nobody after all of what waits under a key; how many events did.

    An event that is just being told is waited for, and is not among them.
    """
    gone = db.session.execute(
        delete(OutboxMessage).where(OutboxMessage.hold_key == key)
    )
    return changed_rows(gone)


def after(
    kind: type[E], subscriber: Callable[[E], None], *, tells: bool = False
) -> None:
    """Subscribe to an event; the subscriber runs in the worker, perhaps twice.

    One that `tells` people may be made to wait.
    """
    subscribers = _subscribers.setdefault(kind, [])
    if subscriber not in subscribers:
        subscribers.append(subscriber)
    if tells:
        _tellers.add(subscriber)


def along(kind: type[E], companion: Callable[[E], None]) -> None:
    """Let what is derived from the event's rows move with them, or not at all.

    A companion writes derived rows and nothing else: it runs once, in the transaction
    of the action, and what it raises undoes the action.
    """
    companions = _companions.setdefault(kind, [])
    if companion not in companions:
        companions.append(companion)


def subscribed() -> dict[str, list[str]]:
    """Which events reach which subscribers, by name: for docs and tests."""
    return {
        kind.__name__: [f"{run.__module__}.{run.__qualname__}" for run in runs]
        for kind, runs in _subscribers.items()
    }


def relay_all(most: int = 10_000) -> int:
    """Deliver what is due, oldest first; say how many events were delivered."""
    delivered = 0
    while delivered < most and (message_id := relay_next()) is not None:
        delivered += message_id > 0
    return delivered


def relay_next() -> int | None:
    """Deliver the oldest event due: its id, 0 when it failed, None when none is due."""
    if not is_anything_due():
        return None
    message_id = 0
    try:
        with transaction():
            message = claim_next()
            if message is None:
                return None
            message_id = message.id
            deliver(message)
            db.session.execute(
                delete(OutboxMessage).where(OutboxMessage.id == message_id)
            )
    except Exception as failure:  # noqa: BLE001 - whatever a subscriber raises, the event stays
        postpone(message_id, failure)
        return 0
    return message_id


def is_anything_due() -> bool:
    """Asked without a write lock, so that an idle worker disturbs nobody."""
    due = select(OutboxMessage.id).where(OutboxMessage.due_at <= now()).limit(1)
    found = db.session.scalar(due) is not None
    db.session.rollback()
    return found


def claim_next() -> OutboxMessage | None:
    return db.session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.due_at <= now())
        .order_by(OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True),
    )


def deliver(message: OutboxMessage) -> None:
    happened = _happened.set(message.recorded_at)
    try:
        for kind, subscribers in _subscribers.items():
            if kind.__name__ == message.kind:
                event = kind(**json.loads(message.payload))
                for subscriber in subscribers:
                    if message.tells in {None, subscriber in _tellers}:
                        subscriber(event)
    finally:
        _happened.reset(happened)


def happened_at() -> datetime:
    """When what a subscriber hears of happened; the present where nothing is told.

    The worker may come late: whoever follows since a minute ago is not told of what
    was said before.
    """
    return _happened.get() or now()


def postpone(message_id: int, failure: Exception) -> None:
    """Keep the event and try again later, a little later each time."""
    log.error("outbox.failed", message=message_id, error=repr(failure)[:500])
    with transaction():
        message = db.session.get(OutboxMessage, message_id, with_for_update=True)
        if message is None:
            return
        delay = BACKOFF[min(message.tries, len(BACKOFF) - 1)]
        db.session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == message_id)
            .values(
                tries=message.tries + 1,
                due_at=now() + timedelta(seconds=delay),
                failure=repr(failure)[:500],
            ),
        )


@dataclass(frozen=True, slots=True)
class Backlog:
    waiting: int
    failed: int
    oldest: datetime | None


def backlog() -> Backlog:
    """What has not been delivered yet: for doctor and the health page."""
    waiting, oldest = db.session.execute(
        select(func.count(), func.min(OutboxMessage.recorded_at)).select_from(
            OutboxMessage
        )
    ).one()
    failed = (
        select(func.count()).select_from(OutboxMessage).where(OutboxMessage.tries > 0)
    )
    return Backlog(waiting, db.session.scalar(failed) or 0, oldest)


def retry_now() -> int:
    """Make every failed event due at once; say how many."""
    changed = db.session.execute(
        update(OutboxMessage).where(OutboxMessage.tries > 0).values(due_at=now())
    )
    return changed_rows(changed)
