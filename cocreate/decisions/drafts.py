"""What the team hands in, typed: the page and the demo fill the same draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cocreate.kernel.ids import CommentId, IdeaId


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """One of the ways that were weighed."""

    name: str
    argument: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision as written, with the contributions that led to it."""

    title: str
    rationale: str
    options: tuple[OptionDraft, ...] = ()
    dissent: str = ""
    revisit_on: date | None = None
    ideas: tuple[IdeaId, ...] = ()
    comments: tuple[CommentId, ...] = ()
    # What each is thanked for, by key: {"idea-408": "the word “breathe”"}.
    thanks: Mapping[str, str] = field(default_factory=dict)
