"""What votes do by the clock: the figures of projects, which no vote moves itself."""

from cocreate.kernel.transaction import transaction
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
