"""What the team hands in to ship something, typed."""

from dataclasses import dataclass

from cocreate.kernel.ids import BuildId, DecisionId


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """A release as written, with the decisions and the builds that it ships."""

    title: str
    version: str
    notes: str
    decisions: tuple[DecisionId, ...] = ()
    builds: tuple[BuildId, ...] = ()
