"""What ideas say, for those who keep something derived from it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import and_, select

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.projects.models import Project

AT_ONCE = 5_000

IS_SHOWN = and_(Idea.hidden_at.is_(None), Idea.withdrawn_at.is_(None))
IS_SHOWN_NOW = IS_SHOWN.label("is_shown")


class IdeaText(NamedTuple):
    """The words of an idea; whether they may be read by all who see its project."""

    id: IdeaId
    project_id: ProjectId
    title: str
    body: str
    is_shown: bool


TEXT = (Idea.id, Idea.project_id, Idea.title, Idea.body, IS_SHOWN_NOW)


def texts_held(idea_ids: Iterable[IdeaId]) -> Sequence[IdeaText]:
    """What these ideas say; what is derived of their projects is the caller's to move.

    The projects are locked: of two who count words of one, the second waits.
    """
    query = (
        select(*TEXT)
        .join(Project, Project.id == Idea.project_id)
        .where(Idea.id.in_(list(idea_ids)))
        .order_by(Idea.id)
        .with_for_update(of=Project)
    )
    return [IdeaText(*row) for row in db.session.execute(query)]


def texts_listed(idea_ids: Iterable[IdeaId]) -> Sequence[IdeaText]:
    """What those of the ideas say that their projects list; nothing is locked."""
    listed = Idea.listed.is_(True), Idea.id.in_(list(idea_ids))
    query = select(*TEXT).where(*listed).order_by(Idea.id)
    return [IdeaText(*row) for row in db.session.execute(query)]


def texts_shown(idea_ids: Iterable[IdeaId]) -> Sequence[IdeaText]:
    """What those of the ideas say that are shown, also merged; nothing is locked."""
    some = IS_SHOWN, Idea.id.in_(list(idea_ids))
    rows = db.session.execute(select(*TEXT).where(*some).order_by(Idea.id))
    return [IdeaText(*row) for row in rows]


def all_texts() -> Iterator[IdeaText]:
    """What every idea says that is shown."""
    query = select(*TEXT).where(IS_SHOWN).execution_options(yield_per=AT_ONCE)
    return (IdeaText(*row) for row in db.session.execute(query))
