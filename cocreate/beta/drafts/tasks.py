"""What there is to try in a build, and how it went."""

from dataclasses import dataclass

from cocreate.beta.kinds import Honours, Went
from cocreate.ideas.drafts import Hanging


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    title: str
    minutes: int
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How a task went, and what shows it."""

    went: Went
    note: str = ""
    hanging: Hanging | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Honouring:
    """Whether a build does what was decided, and why it is thought so."""

    honours: Honours
    note: str = ""
