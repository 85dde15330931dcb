"""What is on its way into a town."""

from cocreate.beta.actions import begin_upload
from cocreate.beta.models import Programme
from cocreate.people.models import Person
from tests.factories import actor_of


def an_upload(programme: Programme, by: Person) -> str:
    """A file on its way in."""
    actor = actor_of(by)
    begun = begin_upload(actor, programme.id, file_name="bank.bin", size=10)
    return begun.name
