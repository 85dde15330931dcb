"""What the team hands in, typed: the page and the demo fill the same draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cocreate.decisions.stance import Side
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
    dissent_by: str = ""  # by name, where they agree to it
    revisit_on: date | None = None
    ideas: tuple[IdeaId, ...] = ()
    comments: tuple[CommentId, ...] = ()
    # What each is thanked for, by key: {"idea-408": "the word “breathe”"}.
    thanks: Mapping[str, str] = field(default_factory=dict)
    # What each speaks for or against, by the same keys.
    sides: Mapping[str, Side] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """What a decision says, as far as it may be amended: what was weighed stays."""

    title: str
    rationale: str
    dissent: str = ""
    dissent_by: str = ""
    revisit_on: date | None = None
