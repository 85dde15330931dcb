"""Questions about downloads: who fetched what. The team may ask, and nobody else."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from cocreate.beta.models import Build, Download
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import BuildId
from cocreate.kernel.paging import Page, page_of

LISTED = (
    Download.id,
    Download.person_id,
    Download.attempted_at,
    Download.status,
    Download.first_byte,
    Download.bytes_offered,
)


def attempts(build_id: BuildId, start: str | None = None) -> Page[Any]:
    """Every attempt to fetch a build, the newest first."""
    rows = select(*LISTED).where(Download.build_id == build_id)
    return page_of(rows, by=Download.attempted_at, key=Download.id, place=start)


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
