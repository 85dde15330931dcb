"""What ideas need from time to time."""

from cocreate.ideas import actions
from cocreate.kernel import storage
from cocreate.kernel.transaction import transaction


def forget_old_drafts() -> None:
    """Drafts that nobody claimed, those that were shared, and files of neither."""
    with transaction():
        unneeded = [*actions.forget_old_drafts(), *actions.forget_waiting()]
    for key in unneeded:
        storage.drop(key)
