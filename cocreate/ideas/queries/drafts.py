"""Drafts: whose they are, and what stands in them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from cocreate.ideas.drafts import Words
from cocreate.ideas.models import Draft
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, ProjectId, PromptId
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.models import Project

MOST_DRAFTS = 50
LONGEST_KEY = 64


def is_own(actor: Actor, visitor: str) -> ColumnElement[bool]:
    """A person's own, and what nobody signed in has written in this browser."""
    here = and_(Draft.author_id.is_(None), Draft.visitor == visitor)
    if not visitor:
        here = false()
    if not actor.is_member:
        return here
    return or_(Draft.author_id == actor.person_id, here)


def visible_to(actor: Actor, visitor: str) -> Select[Draft]:
    return select(Draft).where(is_own(actor, visitor))


def find_draft(
    actor: Actor, key: str, *, visitor: str, lock: bool = False
) -> Draft | None:
    query = visible_to(actor, visitor).where(Draft.key == key[:LONGEST_KEY])
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def is_known(key: str) -> bool:
    """Whether anybody writes under this key."""
    known = select(Draft.id).where(Draft.key == key[:LONGEST_KEY])
    return db.session.scalar(known) is not None


def get_draft(actor: Actor, key: str, *, visitor: str, lock: bool = False) -> Draft:
    draft = find_draft(actor, key, visitor=visitor, lock=lock)
    if draft is None:
        raise NotFoundError
    return draft


def newest_draft(
    actor: Actor,
    project_id: ProjectId,
    *,
    visitor: str,
    prompt_id: PromptId | None = None,
) -> Draft | None:
    """What the actor was writing last in a project, to the same prompt or to none."""
    if not actor.is_member and not visitor:
        return None
    return db.session.scalar(
        visible_to(actor, visitor)
        .where(
            Draft.project_id == project_id,
            Draft.idea_id.is_(None),
            Draft.prompt_id == prompt_id,
        )
        .order_by(Draft.changed_at.desc(), Draft.id.desc())
        .limit(1)
    )


def find_awaited(key: str, email: str) -> Draft | None:
    """The draft that this address was asked to confirm; locked, it is about to be."""
    return db.session.scalar(
        select(Draft)
        .where(Draft.key == key[:LONGEST_KEY], Draft.email == email, Draft.email != "")
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def shared_as(key: str) -> IdeaId | None:
    """The idea that a draft became; whoever knows its key may read that, too."""
    return db.session.scalar(
        select(Draft.idea_id).where(Draft.key == key[:LONGEST_KEY])
    )


def words_of(draft: Draft) -> Words:
    """What stands in a draft, word for word."""
    return Words(
        body=draft.body,
        title=draft.title,
        details=draft.details,
        tags=draft.tags,
        prompt_id=draft.prompt_id,
        answers={int(key): said for key, said in json.loads(draft.answers).items()},
        differs={int(key): said for key, said in json.loads(draft.differs).items()},
    )


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list: its first words, and where it is written on."""

    key: str
    words: str
    changed_at: datetime
    project_slug: str
    project_name: str


def drafts_of(actor: Actor, *, visitor: str = "") -> Sequence[DraftLine]:
    """What the actor has begun and not shared, in projects they may know of.

    With a visitor also what was written in this browser before they signed in.
    """
    rows = db.session.execute(
        select(
            Draft.key,
            Draft.title,
            Draft.body,
            Draft.details,
            Draft.changed_at,
            Project.slug,
            Project.name,
        )
        .join(Project, Project.id == Draft.project_id)
        .where(
            is_own(actor, visitor),
            Draft.idea_id.is_(None),
            projects.is_visible_to(actor),
        )
        .order_by(Draft.changed_at.desc(), Draft.id.desc())
        .limit(MOST_DRAFTS)
    )
    return [
        DraftLine(
            key=row.key,
            words=(row.title or row.body or row.details).strip()[:120],
            changed_at=row.changed_at,
            project_slug=row.slug,
            project_name=row.name,
        )
        for row in rows
    ]
