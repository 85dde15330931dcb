"""Which releases the actor may know of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true

from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId, ProjectId, ReleaseId
from cocreate.kernel.paging import PAGE, Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.models import Project
from cocreate.releases.models import Release

COLUMNS = (
    Release.id,
    Release.project_id,
    Release.author_id,
    Release.title,
    Release.version,
    Release.excerpt,
    Release.notes_html,
    Release.written_at,
    Release.published_at,
)
MOST_DRAFTS = 50


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release as lists and threads show it."""

    id: ReleaseId
    project_id: ProjectId
    author_id: PersonId
    title: str
    version: str
    excerpt: str
    notes_html: str
    written_at: datetime
    published_at: datetime | None


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on a joined release; drafts are the team's alone."""
    return true() if actor.is_team else Release.published_at.is_not(None)


def visible_to(actor: Actor) -> Select[Release]:
    releases = select(Release).where(is_visible_to(actor))
    if actor.sees_every_project:
        return releases
    return releases.join(Project, Project.id == Release.project_id).where(
        projects.is_visible_to(actor)
    )


def find_release(
    actor: Actor, release_id: ReleaseId, *, lock: bool = False
) -> Release | None:
    query = visible_to(actor).where(Release.id == release_id)
    if lock:
        query = query.with_for_update(of=Release).execution_options(
            populate_existing=True
        )
    return db.session.scalar(query)


def get_release(actor: Actor, release_id: ReleaseId, *, lock: bool = False) -> Release:
    """The release, locked when it is about to change."""
    release = find_release(actor, release_id, lock=lock)
    if release is None:
        raise NotFoundError
    return release


def find_version(project_id: ProjectId, version: str) -> Release | None:
    """The project's release of this version, published or not."""
    return db.session.scalar(
        select(Release).where(
            Release.project_id == project_id, Release.version == version
        )
    )


def releases(
    actor: Actor,
    project_id: ProjectId,
    *,
    place: str | None = None,
    size: int = PAGE,
) -> Page[ReleaseLine]:
    """One page of what a project shipped, the newest first."""
    query = visible_to(actor).where(
        Release.project_id == project_id, Release.published_at.is_not(None)
    )
    page = page_of(
        query.with_only_columns(*COLUMNS),
        by=Release.published_at,
        key=Release.id,
        place=place,
        size=size,
    )
    return Page(lines(page.rows), page.following, page.preceding)


def drafts(actor: Actor, project_id: ProjectId) -> list[ReleaseLine]:
    """What the team is about to ship; nothing for anybody else."""
    query = (
        visible_to(actor)
        .where(Release.project_id == project_id, Release.published_at.is_(None))
        .order_by(Release.written_at.desc(), Release.id.desc())
        .limit(MOST_DRAFTS)
    )
    return lines(db.session.execute(query.with_only_columns(*COLUMNS)))


def published(actor: Actor, which: ColumnElement[bool]) -> AnySelect:
    """Those that are published and the actor's to know of, the first first."""
    return (
        visible_to(actor)
        .where(which, Release.published_at.is_not(None))
        .order_by(Release.published_at, Release.id)
        .with_only_columns(*COLUMNS)
    )


def lines(rows: Iterable[Any]) -> list[ReleaseLine]:
    return [ReleaseLine(*row) for row in rows]
