"""What notices announce, to themselves."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingPaused(Event):
    """Some were told; these are still to hear, in a transaction of their own."""

    person_ids: list[int]
    kind: str
    about: str
    path: str
    words: str
    detail: str
    actor_id: int | None
    project_id: int | None
    pace: str | None = None
