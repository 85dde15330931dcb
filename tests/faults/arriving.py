"""What is on its way into a town."""

from datetime import timedelta

from cocreate.beta.actions import begin_upload
from cocreate.beta.models import Programme
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.people.models import Passkey, Person, Purpose
from cocreate.privacy.models import Archive
from cocreate.privacy.queries import address_of, key_of
from tests.factories import actor_of

PURPOSES = {
    "/invitation": Purpose.INVITE,
    "/reset": Purpose.RESET,
    "/sign-in": Purpose.SIGN_IN,
    "/drafts": Purpose.SIGN_IN,
    "/new-address": Purpose.MOVE,
    "/old-address": Purpose.MOVE_BACK,
}


def an_upload(programme: Programme, by: Person) -> str:
    """A file on its way in."""
    actor = actor_of(by)
    begun = begin_upload(actor, programme.id, file_name="bank.bin", size=10)
    return begun.name


def an_archive(person: Person) -> str:
    """One that lies ready: the end of its address."""
    archive = Archive(person_id=person.id, token="an-archive", size=2)
    archive.begun_at = archive.ready_at = now()
    archive.expires_at = now() + timedelta(days=7)
    storage.keep(key_of(archive.token), [b"PK"], most=10)
    db.session.add(archive)
    db.session.commit()
    return address_of(archive).rpartition("/")[2]


def a_passkey(person: Person) -> Passkey:
    """One of a device that is not here."""
    made = Passkey(
        person_id=person.id, name="A phone", credential="eA", public_key="eA", uses=0
    )
    db.session.add(made)
    db.session.commit()
    return made
