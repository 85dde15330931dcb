"""Another address for an account: proven by the new one, told to the old one."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from cocreate.config import current
from cocreate.kernel import audit, mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.people.actions.arrivals import AddressTakenError
from cocreate.people.actions.letters import (
    LETTERS,
    Reader,
    lifetime_of,
    make_link,
    send_link,
    send_reminder,
)
from cocreate.people.actions.profiles import keep_history
from cocreate.people.actions.signing_in import use_up_links
from cocreate.people.models import (
    AccessToken,
    MailedLink,
    Passkey,
    Person,
    Purpose,
    SecondStep,
    SignIn,
)
from cocreate.people.queries import find_by_email, get_person, is_asked_for, lock_link

YOURS = "This is your address already."


def ask_to_move(actor: Actor, *, email: str) -> None:
    """Mail a link to another address; it is the actor's once the link is pressed.

    The last one asked for counts. Where the address has an account, its owner is
    written to instead, and whoever asks is told the same. A second press mails nothing.
    """
    person = get_person(actor.person_id, lock=True)
    if email == person.email:
        raise InvalidError({"email": YOURS})
    if is_asked_for(person.id, email):
        return
    end_links(person.id, Purpose.MOVE)
    token = make_link(person.id, email, Purpose.MOVE)
    if owner := find_by_email(email):
        # Kept, and mailed to nobody: the next press is answered as if it had been.
        send_reminder(email=email, name=owner.name)
    else:
        mail_move(token, email=email, name=person.name)


def mail_move(token: str, *, email: str, name: str) -> None:
    letter = LETTERS[Purpose.MOVE]
    settings = current()
    mail.write(
        letter.template,
        to_address=email,
        to_name=name,
        subject=letter.subject.format(site=settings.site_name, by=""),
        link=f"{settings.site_url}{letter.at}{token}",
        hours=settings.mail_token_hours,
    )


def move(token: str) -> None:
    """Make the address of the link the account's; sign-ins stay, links before end.

    The address before is told, with a link that takes it back for some days. A second
    press finds it done.
    """
    link, person = lock_link(token, Purpose.MOVE)
    if link.used_at is not None:
        return
    before = person.email
    link.used_at = now()
    take_address(person, link.email)
    if before and before != link.email:
        back = Reader(person.id, before, person.name)
        send_link(Purpose.MOVE_BACK, back)


def move_back(token: str) -> None:
    """Give the account its address from before, and end whatever lets anybody in.

    Whoever holds that address sets a new password by the letter that follows.
    """
    link, person = lock_link(token, Purpose.MOVE_BACK)
    if link.used_at is not None:
        return
    take_address(person, link.email)
    end_links(person.id, *Purpose)
    end_ways_in(person, since=link.expires_at - lifetime_of(Purpose.MOVE_BACK))
    send_link(Purpose.RESET, Reader(person.id, link.email, person.name))


def end_ways_in(person: Person, *, since: datetime) -> None:
    """End sign-ins and tokens, and what else lets somebody in that came since then."""
    person.password_hash = None
    for way_in in (SignIn, AccessToken):
        db.session.execute(delete(way_in).where(way_in.person_id == person.id))
    for kept, begun_at in (
        (Passkey, Passkey.made_at),
        (SecondStep, SecondStep.begun_at),
    ):
        theirs = kept.person_id == person.id
        db.session.execute(delete(kept).where(theirs, begun_at >= since))


def take_address(person: Person, email: str) -> None:
    before = person.email or ""
    if before == email:
        return
    try:
        with db.session.begin_nested():
            person.email = email
    except IntegrityError:
        raise AddressTakenError from None
    person.verified_at = person.verified_at or now()
    keep_history(person, "email", was=before, became=email, by=person.id)
    use_up_links(person.id)
    mail.send_to_instead(before, email)
    audit.note_act("AddressChanged", actor_id=person.id, person_id=person.id)


def end_links(person_id: PersonId, *purposes: Purpose) -> None:
    db.session.execute(
        update(MailedLink)
        .where(
            MailedLink.person_id == person_id,
            MailedLink.purpose.in_(purposes),
            MailedLink.used_at.is_(None),
        )
        .values(used_at=now())
    )
