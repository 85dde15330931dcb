"""Asking customers a question, and ending it."""

from datetime import date

from sqlalchemy import update

from cocreate.journal.models import Prompt
from cocreate.journal.policy import may_write
from cocreate.journal.queries import get_entry, get_prompt, prompts_of
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import EntryId, PromptId
from cocreate.kernel.policy import Actor, require

TEAM_ONLY = "The product team asks the prompts."


def ask_prompt(
    actor: Actor, entry_id: EntryId, *, question: str, closes_on: date | None = None
) -> Prompt:
    """Put a question to customers with an entry; the same question stands once."""
    entry = get_entry(actor, entry_id, lock=True)
    require(may_write(actor), TEAM_ONLY)
    asked = prompts_of(actor, entry.id)
    for prompt in asked:
        if prompt.question == question:
            return prompt
    prompt = Prompt(
        project_id=entry.project_id,
        entry_id=entry.id,
        question=question,
        closes_on=closes_on,
        position=len(asked),
    )
    db.session.add(prompt)
    db.session.flush()  # the answer leads to the prompt by its key
    return prompt


def close_prompt(actor: Actor, prompt_id: PromptId) -> Prompt:
    """Take no more answers; a second press changes nothing."""
    prompt = get_prompt(actor, prompt_id, lock=True)
    require(may_write(actor), TEAM_ONLY)
    prompt.closed_at = prompt.closed_at or now()
    return prompt


def reopen_prompt(actor: Actor, prompt_id: PromptId) -> Prompt:
    """Take answers again, without a last day."""
    prompt = get_prompt(actor, prompt_id, lock=True)
    require(may_write(actor), TEAM_ONLY)
    prompt.closed_at = None
    prompt.closes_on = None
    return prompt


def count_answer(prompt_id: PromptId, by: int) -> None:
    """Move the count of answers in the transaction that changes what it counts."""
    db.session.execute(
        update(Prompt)
        .where(Prompt.id == prompt_id)
        .values(answers=Prompt.answers + by),
        execution_options={"synchronize_session": False},
    )
