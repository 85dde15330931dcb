"""What surfacing does by the clock."""

from cocreate.kernel.log import log
from cocreate.kernel.transaction import transaction
from cocreate.surfacing import actions
from cocreate.surfacing.queries.figures import count_figures, heard_projects

SMALL = 20_000  # ideas; to tell those of such a project anew takes no time to speak of


def learn_missing() -> None:
    """Learn the ideas whose words are not known: after an upgrade there are some."""
    learned = actions.learn_missing()
    if learned:
        log.info("surfacing.learned", ideas=learned)


def find_duplicates() -> None:
    """Look for likely duplicates of ideas that changed: so many at a time."""
    looked_at = actions.find_duplicates()
    if looked_at:
        log.info("surfacing.looked_for_duplicates", ideas=looked_at)


def refresh_scores() -> int:
    """Count some scores anew: of ideas that changed, then of changed weights."""
    return actions.refresh_marked() or actions.run_on()


def let_fade() -> None:
    """Write again the values that are less by now although nobody voted."""
    actions.let_fade()


def sweep_scores() -> None:
    """Find the scores that nothing told us to count: after an upgrade, or a crash."""
    swept = actions.sweep()
    if swept:
        log.info("surfacing.swept", ideas=swept)


def weigh_small_anew() -> None:
    """Tell the support of small projects anew: what a dead process had not counted."""
    actions.weigh_anew(most_ideas=SMALL)


def weigh_anew() -> None:
    """Tell all support anew."""
    actions.weigh_anew()


def count_heard() -> None:
    """Count who was heard in each project; read first, so that nobody waits."""
    for project_id in heard_projects():
        figures = count_figures(project_id)
        with transaction():
            actions.keep_heard(project_id, figures)


def map_opinions() -> None:
    """Tell groups of opinion apart where somebody answered since the last time."""
    drawn = actions.map_opinions()
    if drawn:
        log.info("surfacing.opinions_mapped", projects=drawn)
