"""Passkeys: asked for, kept, taken away; and signing in by one."""

import secrets
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.policy import Actor
from cocreate.people.actions.second_steps import tell
from cocreate.people.actions.signing_in import sign_in
from cocreate.people.models import Challenge, Passkey
from cocreate.people.queries import find_passkey, get_person, hash_of, own_passkeys

CHALLENGE_LASTS = timedelta(minutes=5)
MOST = 20
NOT_KNOWN = "This passkey is not known here, or took too long. Try again."


def ask_device() -> bytes:
    """Something to sign that nobody was asked before."""
    challenge = secrets.token_bytes(32)
    ends = now() + CHALLENGE_LASTS
    db.session.add(Challenge(token_hash=hash_of(challenge.hex()), expires_at=ends))
    return challenge


def answered(answer: str) -> bytes:
    """What was asked, used up by this answer: a second one with it proves nothing."""
    from cocreate.people import passkeys  # noqa: PLC0415 - seldom needed, long to load

    challenge = passkeys.challenge_in(answer)
    asked = db.session.execute(
        delete(Challenge)
        .where(
            Challenge.token_hash == hash_of(challenge.hex()),
            Challenge.expires_at > now(),
        )
        .returning(Challenge.id)
    )
    if asked.first() is None:
        raise passkeys.BadAnswerError
    return challenge


def keep_passkey(actor: Actor, *, name: str, answer: str) -> None:
    """Let a device sign the actor in from now on."""
    from cocreate.people import passkeys  # noqa: PLC0415 - as above

    person = get_person(actor.person_id, lock=True)
    if len(own_passkeys(actor)) >= MOST:
        raise ConflictError("That is as many passkeys as one account has.")
    try:
        made = passkeys.key_made(answer, answered(answer))
    except passkeys.BadAnswerError:
        raise InvalidError({"name": NOT_KNOWN}) from None
    key = Passkey(
        person_id=person.id,
        name=name,
        credential=made.credential,
        public_key=made.public_key,
        uses=made.uses,
    )
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(key)
    tell(person, "A passkey was added to your account.")


def remove_passkey(actor: Actor, passkey_id: int) -> None:
    """Take one of the actor's own passkeys away; one that is gone stays so."""
    gone = db.session.execute(
        delete(Passkey)
        .where(Passkey.id == passkey_id, Passkey.person_id == actor.person_id)
        .returning(Passkey.id)
    )
    if gone.first() is not None:
        tell(get_person(actor.person_id), "A passkey was taken off your account.")


def sign_in_by_passkey(answer: str, *, user_agent: str) -> str | None:
    """Sign in whoever's passkey it is: the token, or none."""
    from cocreate.people import passkeys  # noqa: PLC0415 - as above

    try:
        challenge = answered(answer)
        key = find_passkey(passkeys.credential_in(answer))
        if key is None:
            return None
        kept = key.public_key
        uses = passkeys.uses_after(answer, challenge, public_key=kept, uses=key.uses)
        key.uses = uses
    except passkeys.BadAnswerError:
        return None
    key.last_used_at = now()
    return sign_in(key.person_id, user_agent=user_agent, whole=True)
