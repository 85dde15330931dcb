"""Letters about accounts, and the links in them that work once."""

from datetime import timedelta
from urllib.parse import urlencode

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, fresh_token
from cocreate.people.models import MailedLink, Purpose
from cocreate.people.queries import ends_of_open_links, hash_of

RESET_HOURS = 2
INVITE_HOURS = 7 * 24
SIGN_IN_MINUTES = 30
MOST_OPEN_LINKS = 5
A_MOMENT = timedelta(minutes=1)


def send_verification(
    person_id: PersonId, *, email: str, name: str, then: str = ""
) -> None:
    """Mail the link that proves the address, unless one is on its way."""
    if is_enough(person_id, Purpose.VERIFY):
        return
    token = make_link(person_id, email, Purpose.VERIFY)
    onward = f"?{urlencode({'next': then})}" if then else ""
    mail.write(
        "people_verify",
        to_address=email,
        to_name=name,
        subject=f"Confirm your address for {current().site_name}",
        link=f"{current().site_url}/verification/{token}{onward}",
        hours=current().mail_token_hours,
    )


def send_reminder(*, email: str, name: str) -> None:
    """Tell the owner of an account that somebody signed up with their address."""
    mail.write(
        "people_known",
        to_address=email,
        to_name=name,
        subject=f"You already have an account at {current().site_name}",
    )


def send_reset(person_id: PersonId, *, email: str, name: str) -> None:
    """Mail the link that sets a new password, unless one is on its way."""
    if is_enough(person_id, Purpose.RESET):
        return
    token = make_link(person_id, email, Purpose.RESET)
    mail.write(
        "people_reset",
        to_address=email,
        to_name=name,
        subject=f"A new password for {current().site_name}",
        link=f"{current().site_url}/reset/{token}",
        hours=RESET_HOURS,
    )


def send_sign_in(
    person_id: PersonId, *, email: str, name: str, at: str, then: str = ""
) -> None:
    """Mail the link that signs in once, unless one is on its way."""
    if is_enough(person_id, Purpose.SIGN_IN):
        return
    token = make_link(person_id, email, Purpose.SIGN_IN)
    onward = f"?{urlencode({'next': then})}" if then else ""
    mail.write(
        "people_sign_in",
        to_address=email,
        to_name=name,
        subject=f"Your link to {current().site_name}",
        link=f"{current().site_url}{at}{token}{onward}",
        minutes=SIGN_IN_MINUTES,
    )


def send_invitation(person_id: PersonId, *, email: str, name: str, by: str) -> None:
    token = make_link(person_id, email, Purpose.INVITE)
    mail.write(
        "people_invite",
        to_address=email,
        to_name=name,
        subject=f"{by} invites you to {current().site_name}",
        link=f"{current().site_url}/invitation/{token}",
        by=by,
        days=INVITE_HOURS // 24,
    )


def send_password_changed(*, email: str, name: str) -> None:
    mail.write(
        "people_password_changed",
        to_address=email,
        to_name=name,
        subject=f"Your password at {current().site_name} was changed",
    )


def is_enough(person_id: PersonId, purpose: Purpose) -> bool:
    """Whether a link was mailed a moment ago, or several that still work.

    A second press sends no second letter, and nobody's mailbox is filled by others.
    """
    lasting = lifetime_of(purpose)
    ends = ends_of_open_links(person_id, purpose)
    just_now = now() + lasting - A_MOMENT
    return len(ends) >= MOST_OPEN_LINKS or any(end > just_now for end in ends)


def make_link(person_id: PersonId, email: str, purpose: Purpose) -> str:
    token = fresh_token()
    db.session.add(
        MailedLink(
            person_id=person_id,
            purpose=purpose,
            email=email,
            token_hash=hash_of(token),
            expires_at=now() + lifetime_of(purpose),
        )
    )
    return token


def lifetime_of(purpose: Purpose) -> timedelta:
    match purpose:
        case Purpose.VERIFY:
            return timedelta(hours=current().mail_token_hours)
        case Purpose.RESET:
            return timedelta(hours=RESET_HOURS)
        case Purpose.INVITE:
            return timedelta(hours=INVITE_HOURS)
        case Purpose.SIGN_IN:
            return timedelta(minutes=SIGN_IN_MINUTES)
