"""What ideas need from time to time."""

from cocreate.ideas import actions
from cocreate.kernel import storage
from cocreate.kernel.transaction import transaction


def forget_old_drafts(most: int = 1000) -> int:
    """Drafts that nobody claimed and those that were shared, with files of neither."""
    with transaction():
        dropped, unneeded = actions.forget_old_drafts(most)
    for key in unneeded:
        storage.drop(key)
    return dropped


def forget_waiting(most: int = 1000) -> int:
    """Files that were sent and hang on nothing."""
    with transaction():
        unneeded = actions.forget_waiting(most)
    for key in unneeded:
        storage.drop(key)
    return len(unneeded)
