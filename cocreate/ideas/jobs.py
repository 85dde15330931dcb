"""What ideas need from time to time."""

from cocreate.ideas import actions
from cocreate.kernel import storage
from cocreate.kernel.transaction import transaction


def forget_old_drafts() -> None:
    """Drafts that nobody claimed, and those that were shared."""
    with transaction():
        unneeded = actions.forget_old_drafts()
    for key in unneeded:
        storage.drop(key)
