"""What surfacing announces."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentAsked(Event):
    """People who had not taken part in a project are asked to."""

    project_id: int
    by_id: int
    person_ids: tuple[int, ...]
