"""Which part of the house is written, and how it is read: in constant memory."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cocreate.cli.exporting.files import Files
from cocreate.ideas.models import Idea
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import ProjectId, SegmentId
from cocreate.people.queries import members_of
from cocreate.projects.models import Project
from cocreate.votes.queries import said_by

Row = dict[str, Any]
AT_ONCE = 1000


class Selection:
    """Which part of the house is written: one project or all the public ones."""

    def __init__(
        self,
        project_id: ProjectId | None,
        files: Files,
        *,
        segment_id: SegmentId | None = None,
        with_hidden: bool,
        builds: Files | None = None,
    ) -> None:
        self.project_id = project_id
        self.segment_id = segment_id
        self.files = files
        self.with_hidden = with_hidden
        self.builds = builds

    @property
    def is_whole(self) -> bool:
        return self.project_id is None and self.segment_id is None

    def of_projects(self, query: AnySelect) -> AnySelect:
        """The query, on a joined project, for what is written."""
        if self.project_id is not None:
            return query.where(Project.id == self.project_id)
        return query if self.with_hidden else query.where(Project.is_private.is_(False))

    def of_ideas(self, query: AnySelect) -> AnySelect:
        """The query, on a joined idea, for what is written."""
        if self.project_id is not None or not self.with_hidden:
            chosen = self.of_projects(select(Project.id))
            query = query.where(Idea.project_id.in_(chosen))
        if not self.with_hidden:
            query = query.where(Idea.hidden_at.is_(None), Idea.withdrawn_at.is_(None))
        if self.segment_id is not None:
            query = query.where(said_by(self.segment_id))
        return query

    def of_voters(self, query: AnySelect, voter_id: Any) -> AnySelect:
        """The query for whose votes are written: of a segment, its people's."""
        if self.segment_id is None:
            return query
        return query.where(voter_id.in_(members_of(self.segment_id)))


def streamed(query: AnySelect) -> Iterator[Any]:
    for some in batches(query):
        yield from some


def batches(query: AnySelect) -> Iterator[Any]:
    found = db.session.execute(query.execution_options(yield_per=AT_ONCE))
    yield from found.partitions()


def present(**fields: Any) -> Row:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value is not None}


def named(name: str, key: int | None, called: str | None) -> Row:
    """Somebody, or nobody, by key and name."""
    return {} if key is None else {name: str(key), f"{name}_name": called}


def written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
