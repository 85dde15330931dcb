"""What waits for a reader, as the home page says it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from cocreate.kernel.ids import ProjectId
from cocreate.projects.promise import count


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `endpoint` and `named` say where it is done."""

    words: str
    meta: str
    icon_name: str
    endpoint: str
    named: dict[str, Any] = field(default_factory=dict)


class Unanswered(Protocol):
    """How many ideas have no answer yet, and how many are late."""

    @property
    def ideas(self) -> int: ...
    @property
    def late(self) -> int: ...


class Card(Protocol):
    """A project, as far as its name and place go."""

    @property
    def id(self) -> ProjectId: ...
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...


def of_account(*, is_verified: bool, unread: int) -> list[Waiting]:
    """What anybody's account may have waiting."""
    items = []
    if not is_verified:
        words = "Confirm your e-mail address"
        meta = "then you can propose, vote and comment"
        items.append(Waiting(words, meta, "envelope", "people.me"))
    if unread:
        meta = "about what you follow"
        words = count(unread, "unread notice")
        items.append(Waiting(words, meta, "bell", "notices.inbox"))
    return items


def of_team(
    cards: Iterable[Card], unanswered: Mapping[ProjectId, Unanswered]
) -> list[Waiting]:
    """The ideas that wait for an answer, a line for each project."""
    items = []
    for card in cards:
        waiting = unanswered.get(card.id)
        if waiting and waiting.ideas:
            late = f", {waiting.late} longer than promised" if waiting.late else ""
            words = f"{count(waiting.ideas, 'idea')} without an answer"
            meta = f"in {card.name}{late}"
            named: dict[str, Any] = {"slug": card.slug}
            items.append(Waiting(words, meta, "lightbulb", "triage.inbox", named))
    return items


def of_betas(
    cards: Iterable[Card], with_programme: Collection[ProjectId]
) -> list[Waiting]:
    """The projects in beta where nobody can apply yet."""
    return [
        Waiting(
            "Open the beta",
            f"of {card.name}: say what there is to try, and people apply",
            "phone",
            "beta.edit",
            {"slug": card.slug},
        )
        for card in cards
        if card.id not in with_programme
    ]


class Invitation(Protocol):
    """A seat that is kept for the reader."""

    @property
    def programme(self) -> str: ...
    @property
    def project_slug(self) -> str: ...


def of_tester(invitations: Iterable[Invitation]) -> list[Waiting]:
    return [
        Waiting(
            "A seat in the beta is yours",
            f"in {one.programme}, once you accept the terms",
            "phone",
            "beta.programme",
            {"slug": one.project_slug},
        )
        for one in invitations
    ]


def of_moderator(cases: int) -> list[Waiting]:
    if not cases:
        return []
    words = f"{count(cases, 'case')} to judge"
    return [Waiting(words, "reported by members", "flag", "moderation.queue")]
