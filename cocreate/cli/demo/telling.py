"""Tell the whole story, in the order in which one thing led to the next."""

from collections.abc import Callable

from cocreate.cli.demo.proposing import tell_ideas
from cocreate.cli.demo.settling import tell_journal, tell_people, tell_projects
from cocreate.cli.demo.story import Story
from cocreate.cli.demo.talking import tell_comments, tell_follows, tell_merges
from cocreate.cli.demo.voting import tell_votes
from cocreate.cli.demo.world import World
from cocreate.kernel.transaction import transaction
from cocreate.people.queries import find_by_email
from cocreate.votes.jobs import refresh_figures

CHAPTERS: tuple[tuple[str, Callable[[World], None]], ...] = (
    ("people", tell_people),
    ("projects", tell_projects),
    ("journal", tell_journal),
    ("ideas", tell_ideas),
    ("votes", tell_votes),
    ("comments", tell_comments),
    ("follows", tell_follows),
    ("merges", tell_merges),
)


def is_told(story: Story) -> bool:
    """Whether the people of the story are here: all of it is told, or nothing."""
    return find_by_email(story.people[0].email) is not None


def tell(story: Story, told: Callable[[str], None] = lambda _: None) -> World:
    """Tell all of it in one transaction."""
    world = World(story)
    with transaction():
        for name, chapter in CHAPTERS:
            told(name)
            chapter(world)
    refresh_figures()
    return world
