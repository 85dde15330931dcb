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


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictUndone(Event):
    """What people had been told of an idea was taken back; `parts` are what of it."""

    idea_id: int
    verdict_id: int
    by_id: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaRouted(Event):
    """A department is to look at an idea; these of it are told."""

    idea_id: int
    department_id: int
    by_id: int
    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDue(Event):
    """Time runs out: for the promise (no department), or for a department's day."""

    idea_id: int
    department_id: int
    due_at: str
    person_ids: tuple[int, ...]
