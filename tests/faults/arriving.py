"""What is on its way into a town."""

from cocreate.beta.actions import begin_upload
from cocreate.beta.models import Programme
from cocreate.kernel.db import db
from cocreate.people.models import Passkey, Person
from tests.factories import actor_of


def an_upload(programme: Programme, by: Person) -> str:
    """A file on its way in."""
    actor = actor_of(by)
    begun = begin_upload(actor, programme.id, file_name="bank.bin", size=10)
    return begun.name


def a_passkey(person: Person) -> Passkey:
    """One of a device that is not here."""
    made = Passkey(
        person_id=person.id, name="A phone", credential="eA", public_key="eA", uses=0
    )
    db.session.add(made)
    db.session.commit()
    return made
