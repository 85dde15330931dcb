"""What somebody agreed to: the history, and what holds now."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from cocreate.config import current
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.people.agreed import Agreed, Source
from cocreate.people.models import Consent


class ConsentLine(NamedTuple):
    """A yes or a no as it was said."""

    id: int
    what: Agreed
    about: str
    version: str
    is_given: bool
    source: Source
    noted_at: datetime


LINE = (
    Consent.id,
    Consent.what,
    Consent.about,
    Consent.version,
    Consent.is_given,
    Consent.source,
    Consent.noted_at,
)


def last_consent(
    person_id: PersonId, what: Agreed, about: str = ""
) -> ConsentLine | None:
    """What somebody said last of one thing."""
    row = db.session.execute(
        select(*LINE)
        .where(
            Consent.person_id == person_id,
            Consent.what == what,
            Consent.about == about,
        )
        .order_by(Consent.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else ConsentLine(*row)


def own_consents(
    actor: Actor, *, place: str | None = None, size: int = 50
) -> Page[ConsentLine]:
    """Whatever the actor agreed to and took back, the latest first."""
    query = select(*LINE).where(Consent.person_id == actor.person_id)
    page = page_of(query, by=Consent.id, key=Consent.id, place=place, size=size)
    lines = [ConsentLine(*row) for row in page.rows]
    return Page(lines, page.following, page.preceding)


def consents_in_force(actor: Actor) -> Sequence[ConsentLine]:
    """What the actor agrees to now, each thing once."""
    rows = db.session.execute(
        select(*LINE)
        .where(Consent.person_id == actor.person_id)
        .order_by(Consent.id.desc())
    )
    latest: dict[tuple[Agreed, str], ConsentLine] = {}
    for row in rows:
        line = ConsentLine(*row)
        latest.setdefault((line.what, line.about), line)
    return [line for line in latest.values() if line.is_given]


def agrees_to_terms(actor: Actor) -> bool:
    """Whether the actor agreed to the site's terms as they are now, if it has any."""
    if not current().terms_url:
        return True
    last = last_consent(actor.person_id, Agreed.TERMS)
    return last is not None and last.version == current().terms_version
