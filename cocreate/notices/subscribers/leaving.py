"""Who leaves is told nothing more."""

from cocreate.kernel.ids import PersonId
from cocreate.notices.actions import forget_reader
from cocreate.people.events import PersonLeft


def forget(event: PersonLeft) -> None:
    forget_reader(PersonId(event.person_id))
