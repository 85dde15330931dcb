"""What triage announces. Statuses, answers and merges are announced by ideas."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaNoted(Event):
    """The team left an internal note; whom it calls is told, and never a customer."""

    idea_id: int
    author_id: int
    note_id: int = 0  # none: recorded before notes called anybody
    mentioned: tuple[int, ...] = ()
