"""Who writes the journal, and when a prompt can be answered."""

from datetime import date, datetime

from cocreate.journal.models import JournalEntry, Prompt
from cocreate.kernel.policy import Actor
from cocreate.projects.phase import Phase
from cocreate.projects.policy import Activity, is_open


def may_write(actor: Actor) -> bool:
    """Whether the actor may write entries, publish them and ask prompts."""
    return actor.is_team


def is_published(entry: JournalEntry, at: datetime) -> bool:
    return entry.published_at is not None and entry.published_at <= at


def is_scheduled(entry: JournalEntry, at: datetime) -> bool:
    return entry.published_at is not None and entry.published_at > at


def is_answerable(prompt: Prompt, on: date) -> bool:
    """Whether the prompt itself is open; its closing day still counts."""
    if prompt.closed_at is not None:
        return False
    return prompt.closes_on is None or on <= prompt.closes_on


def may_answer(actor: Actor, prompt: Prompt, phase: Phase, on: date) -> bool:
    """Whether the actor may answer the prompt with an idea of their own."""
    open_now = is_answerable(prompt, on) and is_open(phase, Activity.IDEAS)
    return open_now and actor.may_write
