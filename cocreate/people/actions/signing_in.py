"""Signing in and out, proving an address, choosing a new password.

Nobody is signed in yet where these begin, so most take the account and no actor.
"""

from datetime import timedelta

from sqlalchemy import delete, update

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError, TooManyError
from cocreate.kernel.ids import PersonId, fresh_token
from cocreate.kernel.languages import Language, Saying, translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor
from cocreate.people.actions.consents import agree_to_terms
from cocreate.people.actions.letters import Reader, send_link, send_password_changed
from cocreate.people.events import PersonVerified, ResetAsked
from cocreate.people.models import (
    FailedSignIn,
    MailedLink,
    Person,
    Purpose,
    SignIn,
)
from cocreate.people.queries import (
    WELCOMES,
    find_account,
    find_second_step,
    get_person,
    hash_of,
    lock_link,
    seconds_to_wait,
    ways_in,
)

FOR_THIS_VISIT = timedelta(days=2)  # a browser that was not asked to remember
LONGEST_USER_AGENT = 300


WAIT_A_MINUTE = translatable(
    "That was too many wrong passwords for one account. Wait a minute, or set a new "
    "password by mail."
)
WAIT_MINUTES = translatable(
    "That was too many wrong passwords for one account. Wait %(minutes)s minutes, or "
    "set a new password by mail."
)


class TooManyGuessesError(TooManyError):
    """The account rests for minutes. Whoever is signed in to it stays signed in."""

    def __init__(self, retry_after: int) -> None:
        minutes = -(-retry_after // 60)
        message = WAIT_A_MINUTE if minutes == 1 else WAIT_MINUTES
        super().__init__(Saying(message, {"minutes": minutes}))
        self.retry_after = retry_after


# ── Guessing ──────────────────────────────────────────────────────────────────


def refuse_guessing(email: str, *, beyond: int = 0) -> None:
    """Refuse an account that was tried too often, known or unknown alike."""
    if wait := seconds_to_wait(email, beyond=beyond):
        raise TooManyGuessesError(wait)


def note_attempt(email: str) -> None:
    """Count an attempt before the password is looked at.

    Counted first, so that many at once cannot each believe to be the tenth; signing
    in strikes it out again.
    """
    db.session.add(FailedSignIn(email=email))


def forgive_attempts(email: str) -> None:
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.email == email))


# ── In and out ────────────────────────────────────────────────────────────────


def sign_in(
    person_id: PersonId,
    *,
    user_agent: str,
    longer: bool = False,
    renewed_hash: str | None = None,
    whole: bool = False,
) -> str:
    """Open a sign-in for somebody who has proven who they are: its token, told once.

    It is half a sign-in where a second step is asked for, unless they took it: `whole`.
    """
    person = get_person(person_id)
    is_half = not whole and find_second_step(person_id) is not None
    if person.email and not is_half:
        forgive_attempts(person.email)
    if renewed_hash:
        person.password_hash = renewed_hash
    token = fresh_token()
    lasts = timedelta(days=current().session_days) if longer else FOR_THIS_VISIT
    db.session.add(
        SignIn(
            person_id=person_id,
            token_hash=hash_of(token),
            expires_at=now() + lasts,
            user_agent=user_agent[:LONGEST_USER_AGENT],
            is_half=is_half,
        )
    )
    db.session.flush()  # the browser is given the token of a sign-in that is there
    return token


def end_sign_in(actor: Actor, sign_in_id: int) -> None:
    """End one of the actor's own sign-ins; one that has ended already stays so."""
    db.session.execute(
        delete(SignIn).where(
            SignIn.id == sign_in_id, SignIn.person_id == actor.person_id
        )
    )


def end_other_sign_ins(actor: Actor, *, but: int) -> None:
    """End every sign-in of the actor except the one that asks."""
    db.session.execute(
        delete(SignIn).where(SignIn.person_id == actor.person_id, SignIn.id != but)
    )


# ── The address ───────────────────────────────────────────────────────────────


def come_in(
    token: str, *, name: str, password_hash: str, language: Language = Language.EN
) -> bool:
    """Take an account over by a letter of welcome: its name, password and address.

    So do those who signed up and those who were invited. Once: whether this was it.
    """
    link, person = lock_link(token, *WELCOMES)
    if link.used_at is not None:
        return False
    prove_address(person)
    person.name, person.language = name, language
    person.password_hash = password_hash
    use_up_links(person.id)
    return True


def prove_address(person: Person) -> None:
    """Give the account to the owner of its address, who may not be who opened it.

    Whatever let somebody in before the proof lets nobody in after it.
    """
    if person.verified_at is not None:
        return
    person.verified_at = now()
    person.password_hash = None
    db.session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    agree_to_terms(person.id)
    record(PersonVerified(person_id=person.id))


def resend_verification(actor: Actor) -> None:
    """Mail the actor another link, while their address is unproven."""
    person = get_person(actor.person_id)
    if person.verified_at is None and person.email:
        send_link(Purpose.VERIFY, Reader(person.id, person.email, person.name))


# ── The password ──────────────────────────────────────────────────────────────


def ask_for_reset(email: str) -> None:
    """Have a link mailed that sets a new password, if the address has an account.

    The worker looks whether it has: who waits here learns it by no clock either.
    """
    record(ResetAsked(email=email))


def answer_reset(email: str) -> None:
    """Mail the link that was asked for, if the address has an account."""
    account = find_account(email)
    if account is not None:
        send_link(Purpose.RESET, Reader(account.person_id, email, account.name))


def reset_password(token: str, *, password_hash: str) -> bool:
    """Set a new password by the mailed link and end every sign-in.

    Once: whether this was it.
    """
    link, person = lock_link(token, Purpose.RESET)
    if link.used_at is not None:
        return False
    prove_address(person)
    replace_password(person, password_hash)
    db.session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    return True


def change_password(
    actor: Actor, *, password_hash: str, known_hash: str | None, but: int
) -> bool:
    """Set a new password for the actor and end their other sign-ins.

    Not if another was set since they proved to know the present one: whether it was.
    """
    person = get_person(actor.person_id, lock=True)
    if person.password_hash != known_hash:
        return False
    replace_password(person, password_hash)
    end_other_sign_ins(actor, but=but)
    return True


def replace_password(person: Person, password_hash: str) -> None:
    person.password_hash = password_hash
    use_up_links(person.id)
    if person.email is None:
        raise NotFoundError
    forgive_attempts(person.email)
    left = ways_in(person.id).counted
    send_password_changed(email=person.email, name=person.name, left=left)


def use_up_links(person_id: PersonId) -> None:
    """No link that lets somebody in works after a password or an address was set.

    But the one that takes an address back: it is there for whoever was robbed of both.
    """
    db.session.execute(
        update(MailedLink)
        .where(
            MailedLink.person_id == person_id,
            MailedLink.purpose != Purpose.MOVE_BACK,
            MailedLink.used_at.is_(None),
        )
        .values(used_at=now()),
    )
