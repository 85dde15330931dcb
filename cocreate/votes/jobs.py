"""What votes do by the clock: the figures of projects, which no vote moves itself."""

import time
from datetime import timedelta

from cocreate.kernel.clock import now
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
    """Where to look on, and when to look again: later the longer a look takes."""

    def __init__(self) -> None:
        self.due = 0.0
        self.after = 0

    def rest(self, since: float) -> None:
        took = time.monotonic() - since
        self.due = time.monotonic() + max(REST_SECONDS, WORTH * took)


pace = Pace()


def count_by_segment() -> int:
    """Count the votes of what moved, some at a time, and rest once nothing did."""
    began = time.monotonic()
    if began < pace.due:
        return 0
    was, pace.after = pace.after, look_and_count(pace.after)
    if not was and not pace.after:
        pace.rest(began)
    return int(was > 0 or pace.after > 0)


def count_all_by_segment() -> None:
    """The same at once: after an import, or to mend."""
    last = look_and_count()
    while last:
        last = look_and_count(last)


def look_and_count(after: int = 0) -> int:
    """Read first, so that a site where nothing moved is not locked for it."""
    if not has_segments() or not queries.stale_ideas(1, after=after):
        return 0
    with transaction():
        return actions.count_stale(after)


FINGERPRINTS_KEPT = timedelta(days=7)
AT_ONCE = 2_000
QUIET_HOUR = 3  # all votes are gone through for it


def renew_salts() -> None:
    """Have the salts of today and tomorrow, and none of yesterday."""
    with transaction():
        actions.keep_salts()


def forget_fingerprints() -> None:
    """Forget the fingerprints that nobody looks at any more, once a night."""
    if now().hour != QUIET_HOUR:
        return
    before = now() - FINGERPRINTS_KEPT
    while pairs := queries.fingerprinted_before(before, AT_ONCE):
        with transaction():
            actions.forget_old_fingerprints(pairs)
