"""What votes do by the clock: the figures of projects, which no vote moves itself."""

import time

from cocreate.kernel.transaction import transaction
from cocreate.people.queries import has_segments
from cocreate.votes import actions, queries

SMALL = 20_000  # ideas; counting those of such a project takes no time to speak of


def refresh_small_figures() -> None:
    """Count anew what small projects heard."""
    refresh_figures(most_ideas=SMALL)


def refresh_figures(*, most_ideas: int | None = None) -> None:
    """Count anew what every project heard; read first, so that nobody waits."""
    figures = queries.figures(most_ideas=most_ideas)
    with transaction():
        actions.keep_figures(figures)
    for project_id, _, _ in figures:
        actions.keep_participants(project_id)


REST_SECONDS = 3.0
WORTH = 30  # of its time, looking for what moved takes one part in so many


class Pace:
    """When to look again: soon, and later the longer a look takes."""

    def __init__(self) -> None:
        self.due = 0.0

    def rest(self, since: float) -> None:
        took = time.monotonic() - since
        self.due = time.monotonic() + max(REST_SECONDS, WORTH * took)


pace = Pace()


def count_by_segment() -> int:
    """Count the votes of what moved, some at a time; how many ideas they were."""
    began = time.monotonic()
    if began < pace.due:
        return 0
    counted = look_and_count()
    if counted == 0:
        pace.rest(began)
    return counted


def look_and_count() -> int:
    """Read first, so that a site where nothing moved is not locked for it."""
    if not has_segments() or not queries.stale_ideas(1):
        return 0
    with transaction():
        return actions.count_stale()
