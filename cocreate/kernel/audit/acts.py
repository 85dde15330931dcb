"""Note what is done with more rights than a member has, and append it at the commit.

Acts are gathered while a transaction runs and appended when it is about to commit: the
head of the chain is the last lock it takes, held for a moment, and taken by all in the
same order. What is taken back is not appended.

Whatever comes by a route that is not open to every member is noted without a word,
under the route's name, unless what it announces says it better.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import insert, select, update

from cocreate.kernel.audit.chain import Link, genesis
from cocreate.kernel.audit.entries import AuditEntry, AuditHead
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.one_connection import ACTS, before_commit
from cocreate.kernel.proof.canonical import canonical
from cocreate.kernel.transaction import transaction

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V", bound=Callable[..., Any])
PROSE = frozenset({"note", "why", "words", "detail", "email", "name"})
"""Fields of events that hold what people wrote."""
DOERS = ("by_id", "moderator_id")
OPERATOR = 0
ONLY = 1


@dataclass(slots=True)
class Asked:
    """Who does something that is kept, and by which way."""

    actor_id: int
    via: str
    facts: dict[str, Any]
    once: bool = False
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """An act that waits for its transaction to commit."""

    act: str
    actor_id: int
    facts: dict[str, Any]
    at: datetime


_asked: ContextVar[Asked | None] = ContextVar("asked_privileged", default=None)


def set_up() -> None:
    before_commit(append_acts)


def unlogged(view: V) -> V:
    """Say that nothing is done by a view but looking, though it is asked by a write."""
    view.__unlogged__ = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def logged(view: Callable[P, T]) -> Callable[P, T]:
    """Keep that somebody has read what leaves the site: an export."""

    @wraps(view)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        answer = view(*args, **kwargs)
        with transaction():
            note_act("exported")
        return answer

    kept.__logged__ = True  # type: ignore[attr-defined]  # functions take attributes
    return kept


def asked_by(actor_id: int, via: str, facts: Mapping[str, Any]) -> None:
    """What commits from here to the end of the request is theirs."""
    _asked.set(Asked(actor_id, via, said(facts)))


def asked_by_nobody(_: BaseException | None = None) -> None:
    _asked.set(None)


@contextmanager
def asked_by_operator(command: str) -> Iterator[None]:
    """What commits within is done from the shell: noted once, whatever it does."""
    token = _asked.set(Asked(OPERATOR, command, {}, once=True))
    try:
        yield
    finally:
        _asked.reset(token)


def note_event(event: Any) -> None:
    """Keep what an event says: a companion of each that tells of a privileged act.

    An event that does not say who is one only where somebody with rights asked for it:
    a seat that a member takes is not, one that the team gives is.
    """
    facts = facts_of(event)
    actor_id = next((facts.pop(name) for name in DOERS if name in facts), None)
    if actor_id is None and _asked.get() is None:
        return
    note_act(type(event).__name__, actor_id=actor_id, **facts)


def facts_of(event: Any) -> dict[str, Any]:
    """The ids and closed words of an event, without what anybody wrote."""
    return said(
        {
            one.name: getattr(event, one.name)
            for one in fields(event)
            if one.name not in PROSE
        }
    )


def said(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in facts.items() if value is not None}


def plain(value: Any) -> Any:
    match value:
        case bool() | int():
            return value
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return str(value)


def note_act(act: str, /, *, actor_id: int | None = None, **facts: Any) -> None:
    """Append an act to the log when the transaction commits."""
    asked = _asked.get()
    if actor_id is None:
        actor_id = asked.actor_id if asked else OPERATOR
    told = {**(asked.facts if asked else {}), **said(facts)}
    if asked:
        told["via"] = asked.via
        asked.is_noted = True
    noted: list[Noted] = db.session().info.setdefault(ACTS, [])
    noted.append(Noted(act, actor_id, told, now()))


def append_acts(session: Any) -> None:
    """Give each act of this transaction its number and its place in the chain."""
    asked = _asked.get()
    if asked and not session.info.get(ACTS) and not (asked.once and asked.is_noted):
        note_act(asked.via)
    noted: list[Noted] = session.info.pop(ACTS, [])
    if noted:
        head = take_head(len(noted))
        rows = [*rows_of(noted, *head)]
        session.execute(insert(AuditEntry), rows)
        session.execute(update(AuditHead).values(hash=rows[-1]["hash"]))


def take_head(more: int) -> tuple[int, str]:
    """The last number and hash, held until the commit; the number goes on by as many.

    The database settles who is first: the row is locked by the statement that moves it,
    and read as it is by then.
    """
    move = (
        update(AuditHead)
        .values(number=AuditHead.number + more)
        .returning(AuditHead.number, AuditHead.hash)
    )
    found = db.session.execute(move).one_or_none()
    if found is None:
        begin_chain()
        found = db.session.execute(move).one()
    return found.number - more, found.hash


def begin_chain() -> None:
    """Put the head where entries end, or before the first."""
    last = db.session.execute(
        select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    ).one_or_none()
    number, digest = last or (0, genesis())
    db.session.execute(
        insert_into(AuditHead)
        .values(id=ONLY, number=number, hash=digest)
        .on_conflict_do_nothing()
    )


def rows_of(noted: list[Noted], number: int, before: str) -> Iterator[dict[str, Any]]:
    for one in noted:
        number += 1
        link = Link(
            number=number,
            at=moment(one.at),
            act=one.act,
            actor_id=one.actor_id,
            facts=one.facts,
            before=before,
        )
        yield {
            "id": number,
            "done_at": one.at,
            "act": one.act,
            "actor_id": one.actor_id,
            "person_id": one.facts.get("person_id"),
            "facts": canonical(one.facts).decode(),
            "before": before,
            "hash": (before := link.hash),
        }


def moment(at: datetime) -> str:
    """To the millionth of a second, in UTC: as both databases keep it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
