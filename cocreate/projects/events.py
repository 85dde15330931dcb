"""What projects announce."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectOpened(Event):
    project_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChanged(Event):
    project_id: int
    phase: str
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChanged(Event):
    """The days to answer, or the day to decide by, are others than before."""

    project_id: int
    by_id: int
