"""The second step of signing in: begin it, take it, end it."""

from datetime import timedelta

from sqlalchemy import delete, update

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError, NotFoundError
from cocreate.kernel.ids import PersonId, fresh_token
from cocreate.kernel.policy import Actor, require
from cocreate.people.actions.letters import send_sign_in_changed
from cocreate.people.actions.signing_in import end_other_sign_ins, forgive_attempts
from cocreate.people.models import Person, SecondStep, SignIn
from cocreate.people.policy import may_change_role
from cocreate.people.queries import (
    HalfSignIn,
    find_second_step,
    get_person,
    hash_of,
)
from cocreate.people.second_step import codes_for_paper, step_of, tidied

MOMENT = timedelta(minutes=1)
GRACE = timedelta(seconds=10)
NO_CODE = "This code does not fit. Wait for the next one, and look at your clock."


class SecondStepOnError(ConflictError):
    message = "A second step is on already. End it first to begin another."


def begin_second_step(actor: Actor, *, seed: str, code: str, but: int) -> list[str]:
    """Ask the actor for codes from now on, and sign every other browser out.

    Gives the codes for paper, this once; a second press gives them again.
    """
    person = get_person(actor.person_id, lock=True)
    codes = codes_for_paper(person.id, seed)
    if kept := find_second_step(person.id):
        if kept.seed == seed and now() - kept.begun_at < MOMENT:
            return codes
        raise SecondStepOnError
    step = step_of(person.id, seed, tidied(code), now())
    if step is None:
        raise InvalidError({"code": NO_CODE})
    hashes = hashes_of(codes)
    db.session.add(
        SecondStep(person_id=person.id, seed=seed, last_step=step, code_hashes=hashes)
    )
    end_other_sign_ins(actor, but=but)
    tell(person, "A second step was added to your account.")
    return codes


def hashes_of(codes: list[str]) -> str:
    return " ".join(hash_of(tidied(code)) for code in codes)


def tell(person: Person, what: str) -> None:
    if person.email:
        send_sign_in_changed(email=person.email, name=person.name, what=what)


def renew_codes(actor: Actor, *, seed: str) -> list[str]:
    """Give other codes for paper in the place of those before; once for a seed."""
    step = find_second_step(actor.person_id, lock=True)
    if step is None:
        raise NotFoundError
    codes = codes_for_paper(actor.person_id, seed)
    step.code_hashes = hashes_of(codes)
    return codes


def end_second_step(actor: Actor) -> None:
    """Ask the actor for a password alone; one that has ended stays so."""
    forget_second_step(actor.person_id)


def drop_second_step(actor: Actor, person_id: PersonId) -> None:
    """Let somebody in again who lost their application and their paper."""
    require(may_change_role(actor), "Administrators help those who are locked out.")
    forget_second_step(person_id)


def forget_second_step(person_id: PersonId) -> None:
    person = get_person(person_id)
    gone = db.session.execute(
        delete(SecondStep)
        .where(SecondStep.person_id == person_id)
        .returning(SecondStep.person_id)
    )
    if gone.first() is not None:
        tell(person, "The second step was taken off your account.")


# ── Taking it ─────────────────────────────────────────────────────────────────


def take_second_step(half: HalfSignIn, *, code: str) -> str | None:
    """Make a half sign-in whole by a code: its token from now on, or none.

    No code is taken twice, by whomever it was seen.
    """
    step = find_second_step(half.person_id, lock=True)
    if step is not None and not fits(step, tidied(code)):
        return None
    person = get_person(half.person_id)
    forgive_attempts(second_step_of(half.person_id))
    forgive_attempts(person.email or "")
    return renew_sign_in(half.sign_in_id)


def fits(step: SecondStep, code: str) -> bool:
    """Whether the code is one of now, or of those on paper; it is used up by that."""
    at = step_of(step.person_id, step.seed, code, now())
    if at is not None and at > step.last_step:
        step.last_step = at
        return True
    left = step.code_hashes.split()
    if (used := hash_of(code)) not in left:
        return False
    step.code_hashes = " ".join(one for one in left if one != used)
    return True


def second_step_of(person_id: PersonId) -> str:
    """The name under which guesses of somebody's codes are counted."""
    return f"second step of {person_id}"


def renew_proof(actor: Actor, sign_in_id: int) -> str:
    """Note that the actor proved once more who they are: the token from now on.

    The one before works for a few seconds more, for whoever presses twice.
    """
    person = get_person(actor.person_id, lock=True)
    forgive_attempts(person.email or "")
    before = db.session.get_one(SignIn, sign_in_id)
    token = fresh_token()
    db.session.add(
        SignIn(
            person_id=person.id,
            token_hash=hash_of(token),
            signed_in_at=before.signed_in_at,
            expires_at=before.expires_at,
            user_agent=before.user_agent,
            proven_at=now(),
        )
    )
    before.expires_at = min(before.expires_at, now() + GRACE)
    db.session.flush()  # the browser is given the token of a sign-in that is there
    return token


def renew_sign_in(sign_in_id: int) -> str:
    """Give a sign-in another token: its owner has just proven who they are."""
    token = fresh_token()
    db.session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id)
        .values(token_hash=hash_of(token), is_half=False, proven_at=now())
    )
    return token
