"""What ideas announce."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaProposed(Event):
    """`differs` is how its author says it differs from others: keys and words.

    `mentioned` are the people whom its words call by name.
    """

    idea_id: int
    author_id: int
    differs: tuple[tuple[int, str], ...] = ()
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaLetIn(Event):
    """What was held since it was proposed is shown: now others hear of it."""

    idea_id: int
    author_id: int
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaEdited(Event):
    idea_id: int
    editor_id: int
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaWithdrawn(Event):
    idea_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaTagged(Event):
    idea_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaStatusChanged(Event):
    idea_id: int
    by_id: int
    was: str
    became: str
    note: str = ""
    change_id: int = 0  # none: recorded before changes had one


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeasPlacedAnew(Event):
    """A project keeps other statuses inside: customers see these ideas elsewhere."""

    project_id: int
    idea_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaAnswered(Event):
    """The product team answered officially, or changed its answer."""

    idea_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaHidden(Event):
    idea_id: int
    by_id: int
    is_held: bool = False  # until somebody has looked at it


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaRestored(Event):
    idea_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaAssigned(Event):
    idea_id: int
    by_id: int
    assignee_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaMerged(Event):
    """A duplicate was folded into another idea."""

    idea_id: int
    into_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaUnmerged(Event):
    """An idea that had been folded into another is one of its own again."""

    idea_id: int
    from_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaSplit(Event):
    """An idea was made out of a part of another; its voters may be asked."""

    idea_id: int
    from_id: int
    by_id: int
    asks_voters: bool
