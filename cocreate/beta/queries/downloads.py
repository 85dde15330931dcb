"""Questions about downloads: who fetched what. The team may ask, and nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from cocreate.beta.links import Link
from cocreate.beta.models import Build, Download, Enrolment
from cocreate.kernel import storage
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
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


@dataclass(frozen=True, slots=True)
class BuildFile:
    """The bytes of a build: where they lie, and what they are."""

    key: str
    size: int
    sha256: str
    name: str
    media_type: str

    @property
    def tag(self) -> str:
        """What its strong entity tag says, as whoever sends it would."""
        return storage.tag_of(self.key) or self.sha256


def file_of(build_id: BuildId) -> BuildFile:
    """The file behind a build. Ask `refusal_of` before anybody is given it."""
    row = db.session.execute(
        select(
            Build.storage_key,
            Build.size,
            Build.sha256,
            Build.file_name,
            Build.media_type,
        ).where(Build.id == build_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return BuildFile(*row)


def lock_seat(link: Link) -> None:
    """Let the requests of one tester for a build be decided one after the other."""
    programme = select(Build.programme_id).where(Build.id == link.build_id)
    db.session.execute(
        select(Enrolment.id)
        .where(
            Enrolment.programme_id == programme.scalar_subquery(),
            Enrolment.person_id == link.person_id,
        )
        .with_for_update()
    )


def is_spent(link: Link, *, first_byte: int, size: int) -> bool:
    """Whether a link has begun the file, or given its bytes, as often as it may.

    To go on where a download was cut is no other use.
    """
    given = select(Download.id).where(
        Download.link == link.name, Download.bytes_offered > 0
    )
    if not first_byte:
        begun = given.where(Download.first_byte == 0).limit(link.uses)
        return len(db.session.scalars(begun).all()) >= link.uses
    sent = given.with_only_columns(func.coalesce(func.sum(Download.bytes_sent), 0))
    return (db.session.scalar(sent) or 0) >= link.uses * size


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
