"""Questions about the audit log: some of it, all of it, and whether it is whole."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from cocreate.kernel.audit.acts import moment
from cocreate.kernel.audit.chain import Broken, Link, broken_links, genesis
from cocreate.kernel.audit.entries import AuditEntry, AuditHead
from cocreate.kernel.clock import from_local
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.paging import Page, page_of

AT_ONCE = 1_000
LINE = (
    AuditEntry.id,
    AuditEntry.done_at,
    AuditEntry.act,
    AuditEntry.actor_id,
    AuditEntry.person_id,
    AuditEntry.facts,
    AuditEntry.before,
    AuditEntry.hash,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which entries are asked for; nothing said means all."""

    act: str = ""
    actor_id: int | None = None
    person_id: int | None = None
    since: date | None = None
    until: date | None = None


class Line(NamedTuple):
    """An entry as it is read."""

    number: int
    at: datetime
    act: str
    actor_id: int
    person_id: int | None
    facts: dict[str, Any]
    before: str
    hash: str

    @property
    def link(self) -> Link:
        return Link(
            number=self.number,
            at=moment(self.at),
            act=self.act,
            actor_id=self.actor_id,
            facts=self.facts,
            before=self.before,
        )


def entries_of(
    chosen: Chosen, *, place: str | None = None, size: int = 50
) -> Page[Line]:
    """Some of the log, the latest first."""
    query: AnySelect = narrowed(select(*LINE), chosen)
    page = page_of(query, by=AuditEntry.id, key=AuditEntry.id, place=place, size=size)
    return Page([line_of(row) for row in page.rows], page.following, page.preceding)


def narrowed(query: Select[*tuple[Any, ...]], chosen: Chosen) -> AnySelect:
    if chosen.act:
        query = query.where(AuditEntry.act == chosen.act)
    if chosen.actor_id is not None:
        query = query.where(AuditEntry.actor_id == chosen.actor_id)
    if chosen.person_id is not None:
        query = query.where(AuditEntry.person_id == chosen.person_id)
    if chosen.since is not None:
        query = query.where(AuditEntry.done_at >= begins(chosen.since))
    if chosen.until is not None:
        after = begins(chosen.until + timedelta(days=1))
        query = query.where(AuditEntry.done_at < after)
    return query


def begins(day: date) -> datetime:
    return from_local(datetime.combine(day, time()))


def line_of(row: Any) -> Line:
    facts: dict[str, Any] = json.loads(row.facts)
    return Line(
        *(row.id, row.done_at, row.act, row.actor_id, row.person_id),
        *(facts, row.before, row.hash),
    )


def acts_there_are() -> list[str]:
    """Which acts the log knows, each once. Asked by skipping through the index."""
    found: list[str] = []
    act = db.session.scalar(select(func.min(AuditEntry.act)))
    while act is not None:
        found.append(act)
        act = db.session.scalar(
            select(func.min(AuditEntry.act)).where(AuditEntry.act > act)
        )
    return found


def whole(until: int | None = None) -> Iterator[Line]:
    """Every entry in its order, some at a time: the log may be long."""
    last = 0
    while True:
        query = select(*LINE).where(AuditEntry.id > last).order_by(AuditEntry.id)
        if until is not None:
            query = query.where(AuditEntry.id <= until)
        rows = db.session.execute(query.limit(AT_ONCE)).all()
        for row in rows:
            yield line_of(row)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].id


def head() -> tuple[int, str]:
    """Where the chain ends: the number and the hash of its last entry."""
    found = db.session.execute(select(AuditHead.number, AuditHead.hash)).one_or_none()
    return (found.number, found.hash) if found else (0, genesis())


def last_done(connection: Connection, *acts: str) -> datetime | None:
    """When any of these was done last, if ever: found by the index, however long."""
    latest = [
        select(AuditEntry.done_at)
        .where(AuditEntry.act == act)
        .order_by(AuditEntry.id.desc())
        .limit(1)
        for act in acts
    ]
    found = [connection.scalar(query) for query in latest]
    return max((one for one in found if one is not None), default=None)


def find_troubles() -> list[Broken]:
    """Where the log of this site does not hold."""
    end = head()
    ends = [(0, genesis())]
    broken = [*broken_links(followed(ends))]
    if ends[-1] != end:
        broken.append(Broken(end[0], "the chain does not end where its head says"))
    return broken


def followed(ends: list[tuple[int, str]]) -> Iterator[tuple[Link, str]]:
    """Each entry with its hash; `ends` is left with the last one."""
    for line in whole():
        ends[:] = [(line.number, line.hash)]
        yield line.link, line.hash
