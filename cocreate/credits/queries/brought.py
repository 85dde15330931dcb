"""What somebody brought: what decisions cite of theirs, and what they tested."""

from dataclasses import dataclass

from cocreate.beta.queries import builds_tested_by
from cocreate.credits.queries.thanks import CreditLine
from cocreate.decisions.queries import Because, because_of
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor

FEW = 8


@dataclass(frozen=True, slots=True)
class Brought:
    """A contributor in figures, and the decisions that were made because of them."""

    decisions: tuple[Because, ...]
    builds: int
    releases: tuple[CreditLine, ...]

    @property
    def latest(self) -> tuple[Because, ...]:
        return self.decisions[:FEW]

    @property
    def figures(self) -> list[tuple[int, str]]:
        """What can be counted, and what it counts; nothing where there is none."""
        ideas = {key for one in self.decisions for key in one.ideas}
        comments = {key for one in self.decisions for key in one.comments}
        found = (
            (len(ideas), "idea cited", "ideas cited"),
            (len(comments), "comment cited", "comments cited"),
            (len(self.decisions), "decision", "decisions"),
            (self.builds, "build tested", "builds tested"),
            (len(self.releases), "release", "releases"),
        )
        return [(n, one if n == 1 else many) for n, one, many in found if n]


def brought_by(
    actor: Actor, person_id: PersonId, releases: list[CreditLine]
) -> Brought:
    """What a person brought, as far as the actor may know; two queries."""
    return Brought(
        decisions=tuple(because_of(actor, person_id)),
        builds=builds_tested_by(person_id),
        releases=tuple(releases),
    )
