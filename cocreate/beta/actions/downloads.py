"""Decide what a request for a build is given, and keep a record of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, insert, update

from cocreate.beta import links
from cocreate.beta.links import Link
from cocreate.beta.models import Download
from cocreate.beta.queries.downloads import given_by, lock_seat
from cocreate.beta.queries.having import BuildFile, Refusal
from cocreate.beta.ranges import Slice, asked_for
from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import KEY, ask
from cocreate.kernel.retention import drop_some, older_than

AT_ONCE = 20  # connections by one link; download managers open 16 at most
CROWDED = "This link is used by too many connections at once. Try again in a moment."


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one request is given: a slice of the file, or the reason it gets none."""

    id: int
    refusal: Refusal | None = None
    file: BuildFile | None = None
    part: Slice | None = None


def begin_download(
    link: Link, found: BuildFile | Refusal, *, method: str, headers: Mapping[str, str]
) -> Attempt:
    """Decide what this request is given of what `what_may_be_had` has found now.

    Every request is decided anew, and leaves one record, refused or not.
    """
    if isinstance(found, Refusal):
        return refused(link, found)
    part = asked_for(
        method,
        headers,
        size=found.size,
        tag=found.tag,
        changed_at=found.changed_at,
    )
    gives = method == "GET" and part.size > 0
    if gives and (refusal := why_no_more(link, part, found.size)):
        return refused(link, refusal)
    kept = keep(
        link,
        status=part.status,
        first_byte=part.start,
        bytes_offered=part.size if gives else 0,
        bytes_sent=None if gives else 0,
    )
    return Attempt(kept, file=found, part=part)


def why_no_more(link: Link, part: Slice, size: int) -> Refusal | None:
    """Why a link that is good gives nothing more for now."""
    lock_seat(link)  # two requests must not both be its last use
    given = given_by(link, size=size)
    if given.is_all(link, wanted=part.size, size=size):
        return Refusal(links.SPENT)
    if given.under_way >= AT_ONCE:
        return Refusal(CROWDED, is_crowded=True)
    return None


def refused(link: Link, refusal: Refusal) -> Attempt:
    return Attempt(keep(link, status=refusal.status, reason=refusal.reason), refusal)


def keep(link: Link, **said: Any) -> int:
    """A record of this attempt; how it ends is noted under its key."""
    blank = {"first_byte": 0, "bytes_offered": 0, "bytes_sent": 0, "reason": ""}
    whose = {"build_id": link.build_id, "person_id": link.person_id}
    values = {**blank, **said, **whose, "link": link.name, "attempted_at": now()}
    return int(ask(KEPT, **values).one()[0])


KEPT = insert(Download).returning(Download.id)
ENDED = (
    update(Download)
    .where(
        Download.id == bindparam("key", type_=KEY),
        Download.bytes_sent.is_(None),
    )
    .values(bytes_sent=bindparam("sent", type_=KEY))
)


def end_download(download_id: int, *, bytes_sent: int) -> None:
    """Note how many bytes have left when a download ended, whole or cut."""
    ask(ENDED, key=download_id, sent=bytes_sent)


def forget_old_downloads(most: int) -> int:
    """Drop attempts to download a build that are years old; how many."""
    past = now() - timedelta(days=current().download_kept_days)
    old = older_than(past, Download.attempted_at, Download.id)
    return drop_some(Download, old, most=most)
