"""Questions about downloads: who fetched what. The team may ask, and nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from cocreate.beta.links import Link
from cocreate.beta.models import Build, Download, Enrolment
from cocreate.config import current
from cocreate.kernel.db import KEY, ask, db
from cocreate.kernel.ids import BuildId, PersonId
from cocreate.kernel.paging import Page, page_of

LISTED = (
    Download.id,
    Download.person_id,
    Download.attempted_at,
    Download.status,
    Download.first_byte,
    Download.bytes_offered,
    Download.bytes_sent,
    Download.link,
    Download.reason,
)
AT_ONCE = 1_000


def attempts(build_id: BuildId, start: str | None = None) -> Page[Any]:
    """Every attempt to fetch a build, the newest first."""
    rows = select(*LISTED).where(Download.build_id == build_id)
    return page_of(rows, by=Download.attempted_at, key=Download.id, place=start)


def every_attempt(build_id: BuildId) -> Iterator[Any]:
    """The same, all of them, the oldest first: read some at a time."""
    after = 0
    while rows := db.session.execute(
        select(*LISTED, Build.version, Build.platform)
        .join(Build, Build.id == Download.build_id)
        .where(Download.build_id == build_id, Download.id > after)
        .order_by(Download.id)
        .limit(AT_ONCE)
    ).all():
        yield from rows
        after = rows[-1].id


def count_fetchers(build_id: BuildId) -> int:
    """How many different people have been given bytes of a build."""
    return (
        db.session.scalar(
            select(func.count(func.distinct(Download.person_id))).where(
                Download.build_id == build_id,
                Download.bytes_offered > 0,
            )
        )
        or 0
    )


SEAT = (
    select(Enrolment.id)
    .where(
        Enrolment.programme_id
        == select(Build.programme_id)
        .where(Build.id == bindparam("build", type_=KEY))
        .scalar_subquery(),
        Enrolment.person_id == bindparam("person", type_=KEY),
    )
    .with_for_update()
)


def lock_seat(link: Link) -> None:
    """Let the requests of one tester for a build be decided one after the other."""
    ask(SEAT, build=link.build_id, person=link.person_id)


class Given(NamedTuple):
    """What a link has given so far."""

    bytes: int  # that have left
    begun: int  # by whole files that are under way
    under_way: int  # how many requests

    def is_all(self, link: Link, *, wanted: int, size: int) -> bool:
        """Whether a link has given the bytes of its file as often as it may.

        By which ranges and connections they were fetched is all the same: to go on
        where a download was cut is no other use, and four pieces at once are not
        four uses. Whoever begins anew must have a whole use left.
        """
        may = link.uses * size
        if wanted == size:
            return self.bytes + self.begun + size > may
        return self.bytes >= may


UNDER_WAY = Download.bytes_sent.is_(None)
GIVEN = select(
    func.coalesce(func.sum(Download.bytes_sent), 0),
    func.coalesce(
        func.sum(Download.bytes_offered).filter(
            UNDER_WAY, Download.bytes_offered >= bindparam("least", type_=KEY)
        ),
        0,
    ),
    func.count().filter(UNDER_WAY),
).where(Download.link == bindparam("link"), Download.bytes_offered > 0)


def given_by(link: Link, *, size: int) -> Given:
    """Where another hand sends the bytes, all that were offered count as gone."""
    if current().download_hand == "own":
        return Given(*map(int, ask(GIVEN, link=link.name, least=size).one()))
    sent, offered, _ = ask(GIVEN, link=link.name, least=0).one()
    return Given(int(sent) + int(offered), 0, 0)


@dataclass(frozen=True, slots=True)
class Trace:
    """What a link that was found says: whose it is, of what, how often it was used."""

    build_id: BuildId
    person_id: PersonId
    until: int
    attempts: int
    bytes_sent: int


def trace_of(link: Link) -> Trace:
    count, sent = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Download.bytes_sent), 0)).where(
            Download.link == link.name
        )
    ).one()
    return Trace(link.build_id, link.person_id, link.until, count or 0, int(sent or 0))
