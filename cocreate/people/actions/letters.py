"""Letters about accounts, and the links in them that work once."""

from datetime import timedelta
from typing import NamedTuple
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
MOVE_BACK_DAYS = 14
MOST_OPEN_LINKS = 5
A_MOMENT = timedelta(minutes=1)


class Reader(NamedTuple):
    """Whom a letter is for."""

    person_id: PersonId
    email: str
    name: str


class LinkLetter(NamedTuple):
    """How a letter that brings a link begins, and where the link leads."""

    template: str
    subject: str
    at: str


LETTERS = {
    Purpose.VERIFY: LinkLetter(
        "people_verify", "Confirm your address for {site}", "/verification/"
    ),
    Purpose.RESET: LinkLetter("people_reset", "A new password for {site}", "/reset/"),
    Purpose.INVITE: LinkLetter(
        "people_invite", "{by} invites you to {site}", "/invitation/"
    ),
    Purpose.SIGN_IN: LinkLetter("people_sign_in", "Your link to {site}", "/sign-in/"),
    Purpose.MOVE: LinkLetter(
        "people_move", "Your new address at {site}", "/new-address/"
    ),
    Purpose.MOVE_BACK: LinkLetter(
        "people_moved", "Your address at {site} was changed", "/old-address/"
    ),
}


def send_link(
    purpose: Purpose,
    to: Reader,
    *,
    by: str = "",
    at: str = "",
    then: str = "",
) -> None:
    """Mail a link that works once, unless one of its kind is on its way.

    `then` is where it leads onward; an invitation says by whom it is.
    """
    if purpose is not Purpose.INVITE and is_enough(to.person_id, purpose):
        return
    letter, lasting = LETTERS[purpose], lifetime_of(purpose)
    token = make_link(to.person_id, to.email, purpose)
    onward = f"?{urlencode({'next': then})}" if then else ""
    mail.write(
        letter.template,
        to_address=to.email,
        to_name=to.name,
        subject=letter.subject.format(by=by, site=current().site_name),
        link=f"{current().site_url}{at or letter.at}{token}{onward}",
        by=by,
        minutes=lasting // timedelta(minutes=1),
        hours=lasting // timedelta(hours=1),
        days=lasting.days,
    )


def send_reminder(*, email: str, name: str) -> None:
    """Tell the owner of an account that somebody signed up with their address."""
    mail.write(
        "people_known",
        to_address=email,
        to_name=name,
        subject=f"You already have an account at {current().site_name}",
    )


def send_password_changed(*, email: str, name: str, left: str) -> None:
    """Tell somebody of a new password, and what it does not end: `left`."""
    mail.write(
        "people_password_changed",
        to_address=email,
        to_name=name,
        subject=f"Your password at {current().site_name} was changed",
        left=left,
    )


def send_sign_in_changed(*, email: str, name: str, what: str) -> None:
    mail.write(
        "people_sign_in_changed",
        to_address=email,
        to_name=name,
        subject=f"How you sign in to {current().site_name} was changed",
        what=what,
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
        case Purpose.VERIFY | Purpose.MOVE:
            return timedelta(hours=current().mail_token_hours)
        case Purpose.RESET:
            return timedelta(hours=RESET_HOURS)
        case Purpose.INVITE:
            return timedelta(hours=INVITE_HOURS)
        case Purpose.SIGN_IN:
            return timedelta(minutes=SIGN_IN_MINUTES)
        case Purpose.MOVE_BACK:
            return timedelta(days=MOVE_BACK_DAYS)
