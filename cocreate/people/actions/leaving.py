"""Leaving: what somebody said stays, who they were does not."""

from sqlalchemy import delete

from cocreate.kernel import audit, mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import Language
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, Role, require
from cocreate.people.actions.knowing import forget_known
from cocreate.people.actions.roles import LastAdministratorError, lock_administrators
from cocreate.people.erasures import Erasure
from cocreate.people.events import PersonLeft
from cocreate.people.models import (
    AccessToken,
    Consent,
    FailedSignIn,
    MailedLink,
    Passkey,
    Person,
    ProfileChange,
    SecondStep,
    SignIn,
    TrustChange,
    VisitDay,
)
from cocreate.people.named import Named
from cocreate.people.policy import NOBODY_ANY_MORE, is_forgotten, may_forget
from cocreate.people.queries import get_person, past_addresses


class YourselfError(ConflictError):
    message = "You leave by yourself, on your own page."


def leave(actor: Actor) -> str | None:
    """Forget who the actor is, for good; the key of the picture nobody needs now.

    Ideas, comments and votes stay, because others answered and decided on them, under
    a name that tells nothing. The site always keeps one administrator.
    """
    return forget(actor.person_id, by_id=actor.person_id)


def forget_person(actor: Actor, person_id: PersonId) -> str | None:
    """Forget somebody who asked an administrator to be, as if they had left."""
    require(may_forget(actor), "Administrators forget those who ask for it.")
    if person_id == actor.person_id:
        raise YourselfError
    return forget(person_id, by_id=actor.person_id)


def forget(person_id: PersonId, *, by_id: int = audit.OPERATOR) -> str | None:
    """Forget somebody; where nobody is named, an operator does it."""
    if lock_administrators() == [person_id]:
        raise LastAdministratorError
    person = get_person(person_id, lock=True)
    if is_forgotten(person):  # a second press
        return None
    picture_key = person.picture_key
    erase(person, by_id=by_id)
    return picture_key


def forget_again(erasure: Erasure) -> bool:
    """Forget whom a backup of before brought back; nobody who had the number later.

    Even the last administrator: they had left, and the site had another.
    """
    person = db.session.get(Person, erasure.person_id, with_for_update=True)
    if person is None or person.joined_at > erasure.at:
        return False
    if is_forgotten(person):
        return False
    erase(person, by_id=audit.OPERATOR)
    return True


def end_every_sign_in() -> None:
    """What was signed out or used since a backup was made must not open again."""
    for table in (SignIn, MailedLink):
        db.session.execute(delete(table))


def erase(person: Person, *, by_id: int) -> None:
    # Announced first: whoever wrote down what they are called still learns it.
    record(PersonLeft(person_id=person.id))
    audit.note_act("PersonLeft", actor_id=by_id, person_id=person.id)
    mail.forget_name(person.name, instead=NOBODY_ANY_MORE)
    forget_what_proves(person)
    forget_what_tells(person)
    forget_consents(person)
    forget_known([person.id])


def forget_what_proves(person: Person) -> None:
    """Every way in ends, and every letter to an address of theirs is torn up."""
    for address in past_addresses(person):
        db.session.execute(delete(FailedSignIn).where(FailedSignIn.email == address))
        mail.forget_letters_to(address)
        mail.mend(address)  # marked as returning mail no more: nobody has it
    ways_in = (SignIn, AccessToken, MailedLink, SecondStep, Passkey)
    for table in (*ways_in, ProfileChange, TrustChange, VisitDay):
        db.session.execute(delete(table).where(table.person_id == person.id))


def forget_consents(person: Person) -> None:
    """What they agreed to goes, last: the database keeps it of all who are here."""
    db.session.flush()  # it looks at the row of the person
    db.session.execute(delete(Consent).where(Consent.person_id == person.id))


def forget_what_tells(person: Person) -> None:
    person.name = NOBODY_ANY_MORE
    person.role = Role.CUSTOMER
    person.email = person.password_hash = person.picture_key = None
    person.external_id = person.origin = person.suspension_reason = None
    person.shows_votes = False
    person.title = person.town = person.bio = ""
    person.verified_at = now()  # the row is complete; nobody can sign in to it
    person.unread = person.trust = 0
    person.trust_below_at = person.trust_locked_at = None
    person.credited_as = Named.NOBODY
    person.language = Language.EN
