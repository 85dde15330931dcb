"""Questions about the journal."""

from sqlalchemy import select

from cocreate.journal.models import Prompt
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PromptId
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects


def find_prompt(actor: Actor, prompt_id: PromptId) -> Prompt | None:
    """A question of a project that the actor may know of."""
    return db.session.scalar(
        select(Prompt).where(
            Prompt.id == prompt_id,
            Prompt.project_id.in_(projects.visible_ids(actor)),
        )
    )


def get_prompt(actor: Actor, prompt_id: PromptId) -> Prompt:
    prompt = find_prompt(actor, prompt_id)
    if prompt is None:
        raise NotFoundError
    return prompt
