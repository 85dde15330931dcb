"""Tell of second looks: one that agreed, one that did not, and those that wait."""

from cocreate.cli.demo.world import World
from cocreate.kernel.policy import Actor, Role
from cocreate.moderation.actions import look_again, put_look
from cocreate.moderation.case import CaseKind
from cocreate.moderation.queries import closed_cases, get_review, next_look
from cocreate.moderation.reason import Verdict

DRAWN = 6
LOOKS = (
    (Verdict.HIDE, "It sells, and nothing else."),
    (Verdict.KEEP, "Sharp, but it is about the app and not about a person."),
)


def tell_second_looks(world: World) -> None:
    """Bruno has looked twice at what Ruth had decided; the rest waits for others."""
    ruth = Actor(world.people["ruth"], Role.MODERATOR, is_verified=True)
    bruno = Actor(world.people["bruno"], Role.MODERATOR, is_verified=True)
    closed = [one for one in closed_cases(ruth).rows if one.kind is CaseKind.FLAGGED]
    for line in closed[:DRAWN]:
        put_look(get_review(ruth, line.id))
    for verdict, words in LOOKS:
        look = next_look(bruno)
        if look is not None:
            look_again(bruno, look.id, verdict=verdict, words=words)
