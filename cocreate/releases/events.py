"""What releases announce."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePublished(Event):
    release_id: int
    by_id: int
