"""What was learned of spam, as moderators read it."""

from collections.abc import Container
from datetime import datetime
from typing import NamedTuple

from cocreate.kernel.policy import Actor
from cocreate.moderation.queries.guard import find_model, hosts_of


class Linked(NamedTuple):
    """A host that texts link to, and what people decided on those."""

    host: str
    hidden: int
    kept: int
    is_held: bool  # whatever links to it now


class Point(NamedTuple):
    """How well it did by as many verdicts, in points of a hundred."""

    verdicts: int
    caught: float
    wrong: float


class Lesson(NamedTuple):
    """What the site's verdicts taught, and how well that does."""

    spam: int
    kept: int
    learned_at: datetime
    threshold: float | None  # none: too little is known to act
    hosts: list[Linked]
    prints: int
    curve: list[Point]


def find_lesson(actor: Actor) -> Lesson | None:
    """For moderators alone; none before anything was learned."""
    model = find_model() if actor.is_moderator else None
    if model is None:
        return None
    held = hosts_of(model).keys()
    return Lesson(
        spam=model.spam,
        kept=model.kept,
        learned_at=model.learned_at,
        threshold=model.threshold,
        hosts=[linked_of(line, held) for line in model.linked.splitlines()],
        prints=len(model.prints.split()),
        curve=[point_of(line) for line in model.curve.splitlines()],
    )


def linked_of(line: str, held: Container[str]) -> Linked:
    host, hidden, kept = line.rsplit(" ", 2)
    return Linked(host, int(hidden), int(kept), host in held)


def point_of(line: str) -> Point:
    verdicts, caught, wrong = line.split()
    return Point(int(verdicts), 100 * float(caught), 100 * float(wrong))
