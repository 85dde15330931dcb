"""What people say about themselves, and the tokens they make for programs."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import Language, translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.people.actions.consents import bring_consent, note_consent
from cocreate.people.agreed import Agreed
from cocreate.people.events import CreditNameChosen, ProfileEdited
from cocreate.people.models import AccessToken, Person, ProfileChange
from cocreate.people.named import Named
from cocreate.people.policy import has_title
from cocreate.people.queries import get_person, hash_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a profile says. Customers have no title: theirs is dropped."""

    name: str
    town: str = ""
    bio: str = ""
    title: str = ""


def edit_profile(actor: Actor, profile: Profile) -> None:
    """Say something else about oneself; what was said before is kept as history."""
    require(
        actor.may_write,
        translatable("Confirm your address first; then you can edit this."),
    )
    person = get_person(actor.person_id, lock=True)
    said = {"name": profile.name, "town": profile.town, "bio": profile.bio}
    if has_title(person.role):
        said["title"] = profile.title
    changed = [
        note_change(person, field, became, by=actor.person_id)
        for field, became in said.items()
    ]
    if any(changed):
        record(ProfileEdited(person_id=person.id))


def note_change(person: Person, field: str, became: str, *, by: PersonId) -> bool:
    """Change one field and keep what it said; whether it changed at all."""
    was = str(getattr(person, field) or "")
    if was == became:
        return False
    setattr(person, field, became)
    keep_history(person, field, was=was, became=became, by=by)
    return True


def keep_history(
    person: Person, field: str, *, was: str, became: str, by: PersonId
) -> None:
    db.session.add(
        ProfileChange(
            person_id=person.id, field=field, was=was, became=became, by_id=by
        )
    )


def show_votes(actor: Actor, *, shows: bool) -> None:
    """Agree to stand by name among those who voted, or no longer."""
    person = get_person(actor.person_id, lock=True)
    person.shows_votes = shows
    note_consent(person.id, Agreed.VOTES, is_given=shows)


def bring_consents(person_ids: Iterable[PersonId]) -> None:
    """Keep who had agreed to stand by name among those who voted."""
    agreeing = list(person_ids)
    db.session.execute(
        update(Person).where(Person.id.in_(agreeing)).values(shows_votes=True),
        execution_options={"synchronize_session": False},
    )
    bring_consent(agreeing, Agreed.VOTES, "")


def choose_credit_name(actor: Actor, named: Named) -> bool:
    """Say how one is named where one is thanked; whether that is something new."""
    person = get_person(actor.person_id, lock=True)
    was = person.credited_as
    if was is named:
        return False
    person.credited_as = named
    note_consent(person.id, Agreed.CREDITS, is_given=named.shows, version=named.value)
    record(CreditNameChosen(person_id=person.id, was=was, became=named))
    return True


def choose_language(actor: Actor, language: Language) -> None:
    """Say in which language one is written to; so is whatever is written from now."""
    get_person(actor.person_id, lock=True).language = language


def bring_credit_names(named: Mapping[PersonId, Named]) -> None:
    """Keep how people had agreed to be named."""
    for how in Named:
        agreed = [person_id for person_id, said in named.items() if said is how]
        db.session.execute(
            update(Person).where(Person.id.in_(agreed)).values(credited_as=how),
            execution_options={"synchronize_session": False},
        )
        if how.shows:
            bring_consent(agreed, Agreed.CREDITS, how.value)


def change_picture(actor: Actor, picture_key: str | None) -> str | None:
    """Show another picture, or none; the key of the one that nobody needs any more."""
    require(
        actor.may_write,
        translatable("Confirm your address first; then you can add a picture."),
    )
    person = get_person(actor.person_id, lock=True)
    before = person.picture_key
    if before == picture_key:
        return None
    person.picture_key = picture_key
    record(ProfileEdited(person_id=person.id))
    return before


# ── Tokens ────────────────────────────────────────────────────────────────────


def make_token(actor: Actor, *, name: str, may_write: bool, seed: str) -> str:
    """Make a token for the API; the same seed gives the same token again.

    The page's form brings the seed, so a second press shows what the first made.
    """
    require(actor.may_write, "Confirm your address first; then you can make tokens.")
    token = token_of(actor.person_id, seed)
    made = AccessToken(
        person_id=actor.person_id,
        name=name,
        token_hash=hash_of(token),
        may_write=may_write,
    )
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(made)
    return token


def token_of(person_id: PersonId, seed: str) -> str:
    key = current().secret_key.get_secret_value().encode()
    made_of = f"token:{person_id}:{seed}".encode("utf-8", "replace")
    digest = hmac.new(key, made_of, hashlib.sha256).digest()
    return "cc_" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def revoke_token(actor: Actor, token_id: int) -> None:
    """Make one of the actor's own tokens worthless; one revoked already stays so."""
    db.session.execute(
        delete(AccessToken).where(
            AccessToken.id == token_id, AccessToken.person_id == actor.person_id
        )
    )


def note_use(token_id: int) -> None:
    db.session.execute(
        update(AccessToken)
        .where(AccessToken.id == token_id)
        .values(last_used_at=now()),
        execution_options={"synchronize_session": False},
    )
