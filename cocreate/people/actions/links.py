"""Signing in by a mailed link: for those who forgot a password, or never had one."""

from cocreate.kernel.clock import now
from cocreate.kernel.ids import PersonId
from cocreate.kernel.outbox import record
from cocreate.people.actions.arrivals import create_person
from cocreate.people.actions.letters import Reader, send_link
from cocreate.people.actions.signing_in import prove_address, sign_in
from cocreate.people.events import LinkAsked, PersonSignedUp
from cocreate.people.models import Purpose
from cocreate.people.queries import (
    Account,
    LinkUsedUpError,
    find_account,
    lock_link,
)


def ask_for_link(
    email: str, *, name: str = "", at: str = "/sign-in/", then: str = ""
) -> None:
    """Have a link mailed that signs in once, if the address has an account.

    With a name, somebody new comes in as a guest: without a password, and unproven
    until they press the link. The worker looks which it is, so that whoever waits here
    learns it neither from words nor from a clock.
    """
    record(LinkAsked(email=email, name=name, at=at, then=then))


def answer_link(asked: LinkAsked) -> None:
    """Mail the link that was asked for, to an account or to a new guest."""
    account = find_account(asked.email) or welcome_guest(asked)
    if account is not None:
        send_link(
            Purpose.SIGN_IN,
            Reader(account.person_id, asked.email, account.name),
            at=asked.at,
            then=asked.then,
        )


def welcome_guest(asked: LinkAsked) -> Account | None:
    if not asked.name:
        return None
    guest = create_person(name=asked.name, email=asked.email, verified=False)
    record(PersonSignedUp(person_id=guest.id))
    return Account(guest.id, asked.email, guest.name, None)


def sign_in_by_link(token: str, *, user_agent: str) -> tuple[PersonId, str]:
    """Use a mailed link up: whose it is, and the token of their new sign-in."""
    link, person = lock_link(token, Purpose.SIGN_IN)
    if link.used_at is not None:
        raise LinkUsedUpError
    link.used_at = now()
    prove_address(person)
    return person.id, sign_in(person.id, user_agent=user_agent)
