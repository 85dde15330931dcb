"""Tell the whole story, in the order in which one thing led to the next."""

from collections.abc import Callable

from cocreate.beta.jobs import sign_files
from cocreate.cli.demo.asking import tell_asking
from cocreate.cli.demo.deciding import (
    tell_afterwards,
    tell_decisions,
    tell_releases,
)
from cocreate.cli.demo.ending import tell_the_end
from cocreate.cli.demo.holding import tell_rules
from cocreate.cli.demo.judging import tell_flags, tell_merges, tell_notes
from cocreate.cli.demo.keeping import tell_privacy
from cocreate.cli.demo.knowing import tell_known
from cocreate.cli.demo.luring import tell_lures
from cocreate.cli.demo.moderating import tell_cases
from cocreate.cli.demo.noticing import tell_notices
from cocreate.cli.demo.proposing import tell_ideas
from cocreate.cli.demo.reacting import tell_answers, tell_reactions
from cocreate.cli.demo.recruiting import tell_recruiting
from cocreate.cli.demo.routing import tell_desk
from cocreate.cli.demo.saying import tell_what_votes_say
from cocreate.cli.demo.searching import tell_searches
from cocreate.cli.demo.settling import tell_journal, tell_people, tell_projects
from cocreate.cli.demo.shaping import tell_statuses
from cocreate.cli.demo.shelving import tell_shelf
from cocreate.cli.demo.showing import tell_glances
from cocreate.cli.demo.standing import tell_plans, tell_splits
from cocreate.cli.demo.story import Story
from cocreate.cli.demo.suspecting import tell_a_ring
from cocreate.cli.demo.talking import tell_calls, tell_comments, tell_follows
from cocreate.cli.demo.testing import tell_beta
from cocreate.cli.demo.trusting import tell_a_correction, tell_levels
from cocreate.cli.demo.trying import tell_trying
from cocreate.cli.demo.voting import tell_votes
from cocreate.cli.demo.weighing import tell_accounts, tell_weighing
from cocreate.cli.demo.world import World
from cocreate.kernel.outbox import relay_all
from cocreate.kernel.transaction import transaction
from cocreate.people.queries import find_by_email
from cocreate.search.actions import rebuild
from cocreate.surfacing.actions import find_duplicates, map_opinions, sweep
from cocreate.surfacing.jobs import weigh_anew
from cocreate.votes.jobs import count_all_by_segment, refresh_figures

CHAPTERS: tuple[tuple[str, Callable[[World], None]], ...] = (
    ("people", tell_people),
    ("projects", tell_projects),
    ("statuses", tell_statuses),
    ("journal", tell_journal),
    ("ideas", tell_ideas),
    ("asking", tell_asking),
    ("votes", tell_votes),
    ("reasons", tell_what_votes_say),
    ("glances", tell_glances),
    ("comments", tell_comments),
    ("calls", tell_calls),
    ("reactions", tell_reactions),
    ("answers", tell_answers),
    ("follows", tell_follows),
    ("merges", tell_merges),
    ("splits", tell_splits),
    ("plans", tell_plans),
    ("notes", tell_notes),
    ("flags", tell_flags),
    ("lures", tell_lures),
    ("cases", tell_cases),
    ("ring", tell_a_ring),
    ("levels", tell_levels),
    ("decisions", tell_decisions),
    ("beta", tell_beta),
    ("trying", tell_trying),
    ("recruiting", tell_recruiting),
    ("shelf", tell_shelf),
    ("ending", tell_the_end),
    ("releases", tell_releases),
    ("afterwards", tell_afterwards),
    ("known", tell_known),
    ("accounts", tell_accounts),
    ("weighing", tell_weighing),
    ("notices", tell_notices),
    ("desk", tell_desk),
    ("searches", tell_searches),
    ("privacy", tell_privacy),
    ("correction", tell_a_correction),
)


def is_told(story: Story) -> bool:
    """Whether the people of the story are here: all of it is told, or nothing."""
    return find_by_email(story.people[0].email) is not None


def tell(story: Story, told: Callable[[str], None] = lambda _: None) -> World:
    """Tell all of it in one transaction, but for what can only follow one."""
    world = World(story)
    with transaction():
        for name, chapter in CHAPTERS:
            told(name)
            chapter(world)
    tell_rules(world)
    sign_files()
    refresh_figures()
    relay_all()  # who belongs where is all that is left to hear
    count_all_by_segment()
    weigh_anew()
    sweep()
    find_duplicates()
    map_opinions()
    told("search")
    rebuild()
    return world
