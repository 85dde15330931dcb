"""What the journal announces."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPublished(Event):
    """An entry can be read by everybody who sees its project, from now on."""

    entry_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryEdited(Event):
    """A published entry reads differently, or was taken back."""

    entry_id: int
    by_id: int
