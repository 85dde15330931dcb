"""Tell what people search for, find or do not, and what the team keeps searching."""

from cocreate.cli.demo.shaping import daan
from cocreate.cli.demo.world import World
from cocreate.notices.actions import edit_search, follow_search
from cocreate.notices.pace import Pace
from cocreate.notices.queries import searches_of
from cocreate.search.actions import Searched, keep_searched

LIKED, MUCH_LIKED = "votes:>20 is:unanswered", "Liked, and not answered"
WAITING, CALLED = "is:unanswered by:customers", "Waiting for us"
# Words, how often they were searched for, and how often nothing was found.
LOOKED_FOR = (
    ("direct debit", 34, 0),
    ("dark mode", 21, 21),
    ("freeze card", 19, 0),
    ("fingerprint", 16, 2),
    ("export to csv", 12, 12),
    ("split bill", 11, 0),
    ("apple watch", 9, 9),
    ("salary", 8, 0),
    ("joint account", 7, 3),
    ("exchange rate", 5, 5),
)
ANYWHERE = (("dark mode", 6, 6), ("card", 5, 0), ("opening hours", 4, 4))


def tell_searches(world: World) -> None:
    slug = next(iter(world.projects))
    here = world.projects[slug]
    keep_searched(
        [Searched(here, *looked_for) for looked_for in LOOKED_FOR]
        + [Searched(0, *looked_for) for looked_for in ANYWHERE]
    )
    actor = daan(world)
    before = {one.key for one in searches_of(actor)}
    follow_search(actor, WAITING, slug)
    for one in searches_of(actor):
        if one.key not in before:
            edit_search(actor, one.key, typed=WAITING, name=CALLED, tells=False)
    follow_search(actor, LIKED, slug)
    liked = next(one for one in searches_of(actor) if one.typed == LIKED)
    edit_search(
        actor, liked.key, typed=LIKED, name=MUCH_LIKED, tells=True, pace=Pace.WEEKLY
    )
