"""Who has which role, and who is invited."""

from datetime import timedelta

from sqlalchemy import delete, select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, NotFoundError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, Role, require
from cocreate.people.actions.arrivals import AddressTakenError, create_person
from cocreate.people.actions.letters import Reader, send_link
from cocreate.people.actions.profiles import keep_history
from cocreate.people.events import RoleChanged
from cocreate.people.models import AccessToken, Person, Purpose, SignIn
from cocreate.people.policy import may_change_role
from cocreate.people.queries import face_of, find_by_email, get_person

MOMENT = timedelta(minutes=1)


class LastAdministratorError(ConflictError):
    message = "This is the last administrator. Give the role to somebody else first."


def change_role(actor: Actor, person_id: PersonId, *, to: Role) -> None:
    """Give a person another role; the site always keeps one administrator.

    They sign in once more: what was opened with less power, or more, is worthless now.
    """
    require(may_change_role(actor), "Administrators give roles.")
    administrators = lock_administrators()
    person = get_person(person_id, lock=True)
    if to is not Role.ADMINISTRATOR and administrators == [person.id]:
        raise LastAdministratorError
    was = person.role
    if was is to:
        return
    person.role = to
    for way_in in (SignIn, AccessToken):
        db.session.execute(delete(way_in).where(way_in.person_id == person.id))
    keep_history(person, "role", was=was.value, became=to.value, by=actor.person_id)
    record(RoleChanged(person_id=person.id, role=to.value, by_id=actor.person_id))


def lock_administrators() -> list[PersonId]:
    """Those who can sign in as one, locked: two must not demote each other at once."""
    locked = (
        select(Person.id)
        .where(Person.role == Role.ADMINISTRATOR, Person.password_hash.is_not(None))
        .order_by(Person.id)
        .with_for_update()
    )
    return list(db.session.scalars(locked))


def invite(actor: Actor, *, name: str, email: str, role: Role) -> Person:
    """Make an account for somebody and mail the link that sets its password.

    A second press gives the account that the first one made.
    """
    require(may_change_role(actor), "Administrators invite people.")
    try:
        person = create_person(name=name, email=email, role=role, verified=False)
    except AddressTakenError:
        known = find_by_email(email)
        if known is None or not is_just_invited(known, name, role):
            raise
        return known
    mail_invitation(actor, person)
    return person


def is_just_invited(person: Person, name: str, role: Role) -> bool:
    is_same = (person.name, person.role) == (name, role)
    return is_same and person.verified_at is None and now() - person.joined_at < MOMENT


def invite_again(actor: Actor, person_id: PersonId) -> None:
    """Mail another link to somebody who was invited and has not come in."""
    require(may_change_role(actor), "Administrators invite people.")
    person = get_person(person_id)
    if person.verified_at is not None:
        raise ConflictError("They have come in already.")
    mail_invitation(actor, person)


def mail_invitation(actor: Actor, person: Person) -> None:
    if person.email is None:
        raise NotFoundError
    by = face_of(actor.person_id).name
    send_link(Purpose.INVITE, Reader(person.id, person.email, person.name), by=by)
