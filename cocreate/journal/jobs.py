"""What the journal does by the clock."""

from cocreate.journal import actions
from cocreate.kernel.transaction import transaction


def announce_due() -> None:
    """Tell of entries whose hour has come."""
    with transaction():
        actions.announce_due()
