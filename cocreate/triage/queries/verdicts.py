"""The log of the desk: who did what to which idea, and whether it was undone."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cocreate.config import current
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import is_visible_to
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, SegmentId, VerdictId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.people.models import Person
from cocreate.triage.acts import Act
from cocreate.triage.models import Verdict
from cocreate.votes.queries import said_by

FEW = 6
TOLD_TO_ALL = {"status", "answer", "merged"}
Undoer = aliased(Person, name="undoer")


class VerdictLine(NamedTuple):
    """One line of the log."""

    id: VerdictId
    idea_id: IdeaId
    title: str
    act: Act
    words: str
    by_name: str
    given_at: datetime
    undone_at: datetime | None
    undone_by: str | None
    payload: str
    by_id: PersonId
    held: int

    @property
    def parts(self) -> dict[str, list[Any]]:
        """Of each part of the idea that changed, what it was and became."""
        found: dict[str, list[Any]] = json.loads(self.payload)
        return found

    @property
    def is_brought(self) -> bool:
        """Whether it came with an import: what it changed is not known here."""
        return not self.parts

    @property
    def waits_until(self) -> datetime:
        """From when on people are told of it."""
        return self.given_at + timedelta(seconds=current().undo_seconds)

    @property
    def is_told(self) -> bool:
        """Whether people have heard of it, as far as the clock knows."""
        return self.held > 0 and self.waits_until <= now()

    @property
    def is_open(self) -> bool:
        """Whether it changed what customers are told."""
        return bool(TOLD_TO_ALL & self.parts.keys())


LINE = (
    Verdict.id,
    Verdict.idea_id,
    Idea.title,
    Verdict.act,
    Verdict.words,
    Person.name.label("by_name"),
    Verdict.given_at,
    Verdict.undone_at,
    Undoer.name.label("undone_by"),
    Verdict.payload,
    Verdict.by_id,
    Verdict.held,
)


def lines_for(actor: Actor) -> AnySelect:
    return (
        select(*LINE)
        .select_from(Verdict)
        .join(Idea, Idea.id == Verdict.idea_id)
        .join(Person, Person.id == Verdict.by_id)
        .outerjoin(Undoer, Undoer.id == Verdict.undone_by_id)
        .where(is_visible_to(actor))
    )


def verdict_lines(
    actor: Actor,
    project_id: ProjectId,
    *,
    place: str | None = None,
    segment_id: SegmentId | None = None,
) -> Page[VerdictLine]:
    """One page of a project's log, the latest first; or of what a segment said."""
    query = lines_for(actor).where(
        Verdict.project_id == project_id, said_by(segment_id, Verdict.idea_id)
    )
    page = page_of(query, by=Verdict.id, key=Verdict.id, place=place)
    lines = [VerdictLine(*row) for row in page.rows]
    return Page(lines, page.following, page.preceding)


def verdicts_on(
    actor: Actor, idea_id: IdeaId, most: int = FEW
) -> Sequence[VerdictLine]:
    """The latest verdicts on an idea, the latest first."""
    query = lines_for(actor).where(Verdict.idea_id == idea_id)
    rows = db.session.execute(query.order_by(Verdict.id.desc()).limit(most))
    return [VerdictLine(*row) for row in rows]


def verdicts_since(
    actor: Actor, idea_ids: Sequence[IdeaId], since: datetime
) -> list[VerdictLine]:
    """What the actor did to these ideas since a moment ago."""
    query = lines_for(actor).where(
        Verdict.by_id == actor.person_id,
        Verdict.idea_id.in_(idea_ids),
        Verdict.given_at >= since,
    )
    return [VerdictLine(*row) for row in db.session.execute(query.order_by(Verdict.id))]


def verdicts_among(actor: Actor, verdict_ids: Sequence[VerdictId]) -> list[VerdictLine]:
    """Those of the verdicts that the actor may know of."""
    query = lines_for(actor).where(Verdict.id.in_(verdict_ids))
    return [VerdictLine(*row) for row in db.session.execute(query.order_by(Verdict.id))]


def find_fresh_verdict(actor: Actor, project_id: ProjectId) -> VerdictLine | None:
    """What the actor did a moment ago, while nobody has been told of it."""
    since = now() - timedelta(seconds=current().undo_seconds)
    query = lines_for(actor).where(
        Verdict.by_id == actor.person_id,
        Verdict.project_id == project_id,
        Verdict.given_at > since,
        Verdict.undone_at.is_(None),
    )
    row = db.session.execute(query.order_by(Verdict.id.desc()).limit(1)).first()
    return VerdictLine(*row) if row else None


def get_verdict(verdict_id: VerdictId, *, lock: bool = False) -> Verdict:
    query = select(Verdict).where(Verdict.id == verdict_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFoundError
    return found
