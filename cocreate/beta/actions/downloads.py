"""Decide what a request for a build is given, and keep a record of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update

from cocreate.beta import links
from cocreate.beta.links import Link
from cocreate.beta.models import Download
from cocreate.beta.queries.builds import Refusal, refusal_of
from cocreate.beta.queries.downloads import BuildFile, file_of, is_spent, lock_seat
from cocreate.beta.ranges import Slice, asked_for
from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor
from cocreate.people.queries import actor_for

NOT_YOURS = "This link is another tester's. Open the build's page for your own."
FORBIDDEN, GONE = 403, 410


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one request is given: a slice of the file, or the reason it gets none."""

    id: int
    refusal: Refusal | None = None
    file: BuildFile | None = None
    part: Slice | None = None


def begin_download(
    asking: Actor, link: Link, *, method: str, headers: Mapping[str, str]
) -> Attempt:
    """Decide what this request is given now, whatever it was given before.

    Every request is decided anew, and leaves one record, refused or not.
    """
    lock_seat(link)  # two requests must not both be its last use
    if refusal := why_not_now(asking, link):
        return refused(link, refusal)
    file = file_of(link.build_id)
    part = asked_for(method, headers, size=file.size, tag=file.tag)
    gives = method == "GET" and part.size > 0
    if gives and is_spent(link, first_byte=part.start, size=file.size):
        return refused(link, Refusal(links.SPENT))
    offered = part.size if gives else 0
    kept = keep(link, status=part.status, first_byte=part.start, offered=offered)
    return Attempt(kept, file=file, part=part)


def why_not_now(asking: Actor, link: Link) -> Refusal | None:
    """Why this link gives nothing now; None when it does."""
    if asking.is_member and asking.person_id != link.person_id:
        return Refusal(NOT_YOURS)
    if link.is_over:
        return Refusal(links.OVER)
    return refusal_of(actor_for(link.person_id), link.build_id)


def refused(link: Link, refusal: Refusal) -> Attempt:
    status = GONE if refusal.is_gone else FORBIDDEN
    return Attempt(keep(link, status=status, reason=refusal.reason), refusal)


def keep(
    link: Link, *, status: int, first_byte: int = 0, offered: int = 0, reason: str = ""
) -> int:
    row = Download(
        build_id=link.build_id,
        person_id=link.person_id,
        status=status,
        first_byte=first_byte,
        bytes_offered=offered,
        bytes_sent=None if offered else 0,
        link=link.name,
        reason=reason,
    )
    db.session.add(row)
    db.session.flush()  # how it ends is noted under its key
    return row.id


def end_download(download_id: int, *, bytes_sent: int) -> None:
    """Note how many bytes have left when a download ended, whole or cut."""
    db.session.execute(
        update(Download)
        .where(Download.id == download_id, Download.bytes_sent.is_(None))
        .values(bytes_sent=bytes_sent)
    )
