"""Keep what people agree to and take back: appended, never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.people.agreed import Agreed, Source
from cocreate.people.models import Consent
from cocreate.people.queries import get_person, last_consent


def note_consent(
    person_id: PersonId,
    what: Agreed,
    *,
    is_given: bool,
    about: str = "",
    version: str = "",
) -> None:
    """Keep that somebody agrees, or no longer; what they said last is not kept twice.

    The caller holds what the consent is about, so that two presses come one by one.
    """
    last = last_consent(person_id, what, about)
    if last is not None and (last.is_given, last.version) == (is_given, version):
        return
    db.session.execute(
        insert(Consent).values(
            person_id=person_id,
            what=what,
            about=about,
            version=version,
            is_given=is_given,
            source=Source.HERE,
            noted_at=now(),
        )
    )


def bring_consent(person_ids: Iterable[PersonId], what: Agreed, version: str) -> None:
    """Keep what people had agreed to elsewhere; when they did is not known here."""
    rows = [
        {
            "person_id": person_id,
            "what": what,
            "about": "",
            "version": version,
            "is_given": True,
            "source": Source.BROUGHT,
            "noted_at": now(),
        }
        for person_id in person_ids
    ]
    if rows:
        db.session.execute(insert(Consent), rows)


class PastConsent(NamedTuple):
    """A yes or a no that was said here, as it was noted, or in a story."""

    person_id: PersonId
    what: Agreed
    noted_at: datetime
    about: str = ""
    version: str = ""
    is_given: bool = True


def bring_past_consents(consents: Iterable[PastConsent]) -> None:
    """Keep what people said, in the order in which they said it."""
    rows = [{**one._asdict(), "source": Source.HERE} for one in consents]
    db.session.execute(insert(Consent), rows)


def agree_to_terms(person_id: PersonId) -> None:
    """Keep that somebody agrees to the terms of the site as they are, if it has any."""
    if current().terms_url:
        note_consent(
            person_id, Agreed.TERMS, is_given=True, version=current().terms_version
        )


def accept_site_terms(actor: Actor) -> None:
    """Agree to the terms that are in force now; a second press changes nothing."""
    get_person(actor.person_id, lock=True)
    agree_to_terms(actor.person_id)
