"""Drop what can be used no more: ended sign-ins, old guesses, dead links."""

from datetime import timedelta

from sqlalchemy import select

from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.retention import drop_some
from cocreate.people.models import (
    Challenge,
    FailedSignIn,
    MailedLink,
    Person,
    SignIn,
)

DAY = timedelta(days=1)


def forget_sign_ins(most: int) -> int:
    """Drop sign-ins that have ended, and what devices were asked to sign."""
    at = now()
    dropped = drop_some(SignIn, SignIn.expires_at < at, most=most)
    return dropped + drop_some(Challenge, Challenge.expires_at < at, most=most)


def forget_guesses(most: int) -> int:
    """Drop wrong passwords of yesterday."""
    return drop_some(FailedSignIn, FailedSignIn.failed_at < now() - DAY, most=most)


def forget_links(most: int) -> int:
    """Drop links in letters that have not worked for a day."""
    return drop_some(MailedLink, MailedLink.expires_at < now() - DAY, most=most)


def forget_unheld_marks(most: int) -> int:
    """Drop that mail came back from an address which is nobody's any more."""
    held = select(Person.email).where(Person.email.is_not(None))
    return mail.forget_mended(held, most)
