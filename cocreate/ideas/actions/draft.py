"""Keep what is being written, and share it once."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from cocreate.config import current
from cocreate.ideas.actions.attach import hand_on, take_over
from cocreate.ideas.actions.propose import propose_idea
from cocreate.ideas.drafts import IdeaDraft, Words
from cocreate.ideas.models import Draft, Idea
from cocreate.ideas.policy import takes_ideas
from cocreate.ideas.queries import (
    find_draft,
    get_draft,
    get_idea,
    keys_of_drafts,
    words_of,
)
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError, ForbiddenError
from cocreate.kernel.ids import PersonId, ProjectId, fresh_token
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import get_heading

CLOSED = translatable("This project takes no new ideas just now.")
SHARED = timedelta(days=2)  # as long as an old tab may still be pressed


class DraftChangedError(ConflictError):
    """Another tab or device has written on: both texts are shown, none is lost."""

    message = "You wrote on elsewhere. Both texts are here: keep the one you want."

    def __init__(self, newer: Draft) -> None:
        super().__init__()
        self.newer = newer


def keep_draft(
    actor: Actor, slug: str, *, visitor: str, key: str, version: int, words: Words
) -> Draft:
    """Keep words under the key of their page, if they are the newest.

    `version` is the one they were written upon. The same words again change nothing.
    """
    project = get_heading(actor, slug)
    require(takes_ideas(project.phase), CLOSED)
    draft = find_draft(actor, key, visitor=visitor, lock=True)
    if draft is None:
        return begin_draft(actor, project.id, visitor=visitor, key=key, words=words)
    claim(draft, actor)
    if words_of(draft) == words:
        return draft
    if draft.version != version or draft.idea_id is not None:
        raise DraftChangedError(draft)
    write(draft, words)
    draft.version += 1
    draft.changed_at = now()
    return draft


def begin_draft(
    actor: Actor, project_id: ProjectId, *, visitor: str, key: str, words: Words
) -> Draft:
    """The first words under a key. A key that is another's becomes a fresh one.

    It is the same person's where their session has ended: what they send is kept for
    the browser until they sign in again.
    """
    owner = actor.person_id if actor.is_member else None
    begun = {
        "project_id": project_id,
        "author_id": owner,
        "visitor": "" if owner else visitor,
        "begun_at": now(),
        "changed_at": now(),
        "version": 1,
        "email": "",
    }
    stored = stored_as(words)
    for unused in (key or fresh_token(), fresh_token()):
        db.session.execute(
            insert_into(Draft)
            .values(key=unused, **begun, **stored)
            .on_conflict_do_nothing(index_elements=["key"])
        )
        if draft := find_draft(actor, unused, visitor=visitor, lock=True):
            return draft
    raise ConflictError


def claim(draft: Draft, actor: Actor) -> None:
    """What a browser wrote is its person's once they have signed in."""
    if actor.is_member:
        draft.author_id = actor.person_id
        draft.visitor = ""


def write(draft: Draft, words: Words) -> None:
    for name, said in stored_as(words).items():
        setattr(draft, name, said)


def stored_as(words: Words) -> dict[str, Any]:
    """The columns of a draft; what has keys of its own is kept as JSON."""
    return {
        name: json.dumps(said) if isinstance(said, dict) else said
        for name, said in asdict(words).items()
    }


def share_draft(
    actor: Actor, slug: str, *, visitor: str, key: str, idea: IdeaDraft
) -> Idea:
    """Make the idea of a draft, once: the draft remembers which one it became."""
    draft = get_draft(actor, key, visitor=visitor, lock=True)
    if draft.idea_id is not None:
        return get_idea(actor, draft.idea_id)
    shared = propose_idea(actor, slug, draft=idea)
    claim(draft, actor)
    take_in_copies(draft)
    hand_on(draft, shared)
    draft.idea_id = shared.id
    draft.changed_at = now()
    return shared


def take_in_copies(draft: Draft) -> None:
    """The same words that were kept twice, as before and after a session ended."""
    copies = select(Draft.id).where(
        Draft.author_id == draft.author_id,
        Draft.project_id == draft.project_id,
        Draft.body == draft.body,
        Draft.id != draft.id,
        Draft.idea_id.is_(None),
    )
    ids = db.session.scalars(copies).all()
    take_over(draft, ids)
    db.session.execute(delete(Draft).where(Draft.id.in_(ids)))


def await_confirmation(actor: Actor, key: str, *, visitor: str, email: str) -> Draft:
    """Remember who is mailed to confirm a draft; nobody else can take it over."""
    draft = get_draft(actor, key, visitor=visitor, lock=True)
    if draft.author_id is not None:
        raise ForbiddenError
    draft.email = email
    return draft


def hand_over(draft: Draft, to: PersonId) -> None:
    """Give a draft to the person who confirmed it by mail."""
    draft.author_id = to
    draft.visitor = draft.email = ""


def drop_draft(actor: Actor, key: str, *, visitor: str) -> Sequence[str]:
    """Throw a draft away; one that is gone or was shared stays as it is.

    Gives the keys of files that nobody needs any more, as do those below.
    """
    draft = find_draft(actor, key, visitor=visitor, lock=True)
    if draft is None or draft.idea_id is not None:
        return []
    return drop(Draft.id == draft.id)


def forget_old_drafts(most: int) -> tuple[int, Sequence[str]]:
    """Drop what nobody claimed in a month, and what was shared days ago; how many."""
    at = now()
    kept = timedelta(days=current().draft_kept_days)
    unclaimed = Draft.author_id.is_(None) & (Draft.changed_at < at - kept)
    shared = Draft.idea_id.is_not(None) & (Draft.changed_at < at - SHARED)
    some = select(Draft.id).where(unclaimed | shared).order_by(Draft.id).limit(most)
    ids = db.session.scalars(some).all()
    return len(ids), drop(Draft.id.in_(ids))


def forget_drafts_of(person_id: PersonId) -> Sequence[str]:
    """Whoever leaves takes along what they had not said."""
    return drop(Draft.author_id == person_id)


def drop(where: ColumnElement[bool]) -> Sequence[str]:
    keys = keys_of_drafts(where)
    db.session.execute(delete(Draft).where(where))
    return keys
