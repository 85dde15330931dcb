"""What ideas do when somebody leaves."""

from cocreate.ideas import actions
from cocreate.kernel import storage
from cocreate.kernel.ids import PersonId
from cocreate.people.events import PersonLeft


def forget_drafts(event: PersonLeft) -> None:
    """What they had not said goes with them."""
    for key in actions.forget_drafts_of(PersonId(event.person_id)):
        storage.drop(key)
