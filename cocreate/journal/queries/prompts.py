"""What the company asks, and whether it can still be answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Select, bindparam, or_, select

from cocreate.journal.models import JournalEntry, Prompt
from cocreate.journal.queries.scope import is_out, is_visible_to
from cocreate.kernel.asking import somebody
from cocreate.kernel.clock import today
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import EntryId, ProjectId, PromptId
from cocreate.kernel.policy import Actor, Role

MOST_PROMPTS = 50


def visible_prompts(actor: Actor) -> Select[Prompt]:
    entries = select(JournalEntry.id).where(is_visible_to(actor))
    return select(Prompt).where(Prompt.entry_id.in_(entries))


def find_prompt(
    actor: Actor, prompt_id: PromptId, *, lock: bool = False
) -> Prompt | None:
    asked = {"asker": actor.person_id, "prompt_id": prompt_id}
    return db.session.scalar(the_prompt(actor.role, lock=lock), asked)


@lru_cache
def the_prompt(role: Role | None, *, lock: bool) -> Select[Prompt]:
    query = visible_prompts(somebody(role)).where(Prompt.id == bindparam("prompt_id"))
    if lock:
        query = query.with_for_update(of=Prompt).execution_options(
            populate_existing=True
        )
    return query


def get_prompt(actor: Actor, prompt_id: PromptId, *, lock: bool = False) -> Prompt:
    prompt = find_prompt(actor, prompt_id, lock=lock)
    if prompt is None:
        raise NotFoundError
    return prompt


def prompts_of(actor: Actor, entry_id: EntryId) -> Sequence[Prompt]:
    """The prompts of an entry, in the order they were asked."""
    query = visible_prompts(actor).where(Prompt.entry_id == entry_id)
    ordered = query.order_by(Prompt.position, Prompt.id).limit(MOST_PROMPTS)
    return db.session.scalars(ordered).all()


@dataclass(frozen=True, slots=True)
class OpenPrompt:
    """A prompt of a published entry that can be answered now."""

    id: PromptId
    project_id: ProjectId
    entry_id: EntryId
    question: str
    closes_on: date | None
    answers: int


ASKED = (
    Prompt.id,
    Prompt.project_id,
    Prompt.entry_id,
    Prompt.question,
    Prompt.closes_on,
    Prompt.answers,
)


def open_prompts(
    actor: Actor, project_id: ProjectId, *, most: int = MOST_PROMPTS
) -> list[OpenPrompt]:
    """What the company is asking now, what was asked last first."""
    return open_prompts_in(actor, [project_id], most=most)


def open_prompts_in(
    actor: Actor, project_ids: Collection[ProjectId], *, most: int
) -> list[OpenPrompt]:
    """What is asked now in any of these projects, what was asked last first."""
    if not project_ids:
        return []
    rows = db.session.execute(
        select(*ASKED)
        .join(JournalEntry, JournalEntry.id == Prompt.entry_id)
        .where(
            Prompt.project_id.in_(project_ids),
            is_visible_to(actor),
            is_out(),
            Prompt.closed_at.is_(None),
            or_(Prompt.closes_on.is_(None), Prompt.closes_on >= today()),
        )
        .order_by(JournalEntry.published_at.desc(), Prompt.position, Prompt.id)
        .limit(most)
    )
    return [OpenPrompt(*row) for row in rows]
