"""What follows for a beta from what happens elsewhere."""

from cocreate.beta.actions import leave_everything
from cocreate.kernel import storage
from cocreate.kernel.ids import PersonId
from cocreate.people.events import PersonLeft


def free_seats(event: PersonLeft) -> None:
    """Whoever leaves the site keeps no seat from those who wait for one."""
    for key in leave_everything(PersonId(event.person_id)):
        storage.drop(key)
