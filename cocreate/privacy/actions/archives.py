"""Archives of everything that is kept of somebody: asked for, made, dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select

from cocreate.config import current
from cocreate.kernel import audit, mail, storage
from cocreate.kernel.archive import archived
from cocreate.kernel.clock import local, now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, fresh_token
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import transaction
from cocreate.kernel.zipped import zipped
from cocreate.notices.actions import News, forget, tell
from cocreate.notices.kind import Kind
from cocreate.people.models import Person
from cocreate.people.queries import everything_of, get_person
from cocreate.privacy.models import Archive
from cocreate.privacy.queries import address_of, find_archive, key_of

MOMENT = timedelta(minutes=1)
GIVEN_UP = timedelta(minutes=15)  # by a worker that was killed while it made one
LARGEST = 1 << 40


@dataclass(frozen=True, slots=True)
class Making:
    """An archive that this worker makes."""

    person_id: PersonId
    token: str

    @property
    def key(self) -> str:
        return key_of(self.token)


# ── Asked for ─────────────────────────────────────────────────────────────────


def ask_for_archive(actor: Actor) -> str | None:
    """Have the actor's archive made, one at a time; the key of one it replaces.

    One that is being made is awaited, and a second press asks for the same.
    """
    get_person(actor.person_id, lock=True)
    found = find_archive(actor)
    if found is not None and (
        found.ready_at is None or now() - found.asked_at < MOMENT
    ):
        return None
    audit.note_act(
        "PersonExported", actor_id=actor.person_id, person_id=actor.person_id
    )
    replaced = found or Archive(person_id=actor.person_id)
    unneeded = key_of(found.token) if found else None
    replaced.token, replaced.asked_at, replaced.size = fresh_token(), now(), 0
    replaced.begun_at = replaced.ready_at = replaced.expires_at = None
    db.session.add(replaced)
    return unneeded


# ── Made, by the worker ───────────────────────────────────────────────────────


def claim_archive() -> Making | None:
    """Take the next archive that nobody makes, or that somebody was killed over."""
    waits = or_(Archive.begun_at.is_(None), Archive.begun_at < now() - GIVEN_UP)
    archive = db.session.scalar(
        select(Archive)
        .where(Archive.ready_at.is_(None), waits)
        .order_by(Archive.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if archive is None:
        return None
    archive.begun_at = now()
    return Making(archive.person_id, archive.token)


def write_archive(making: Making) -> int:
    """Write the file, outside of any transaction; its size."""
    found = everything_of(making.person_id)
    pieces = (piece for piece in zipped(archived(found)) if piece)
    beside = storage.read_beside(pieces)
    return storage.keep(making.key, beside, most=LARGEST).size


def finish_archive(making: Making, size: int) -> bool:
    """Tell its person that it is ready, unless they left or asked anew meanwhile."""
    # Locked first: whoever leaves now is told nothing, and whoever left is found to.
    person = get_person(making.person_id, lock=True)
    archive = db.session.scalar(select(Archive).where(Archive.token == making.token))
    if archive is None or person.email is None or archive.ready_at is not None:
        return False
    archive.size, archive.ready_at = size, now()
    archive.expires_at = now() + timedelta(days=current().export_kept_days)
    tell_ready(person, archive)
    return True


def tell_ready(person: Person, archive: Archive) -> None:
    forget(Kind.ARCHIVE, about_of(person.id))
    news = News(
        kind=Kind.ARCHIVE,
        about=about_of(person.id),
        path="/me/data",
        words="your archive",
    )
    tell([person.id], news)
    mail.write(
        "privacy_archive",
        to_address=str(person.email),
        to_name=person.name,
        subject=f"Your data at {current().site_name} is ready",
        link=f"{current().site_url}{address_of(archive)}",
        until=local(archive.expires_at or now()),
    )


def about_of(person_id: PersonId) -> str:
    return f"archive:{person_id}"


# ── Dropped ───────────────────────────────────────────────────────────────────


def forget_old_archives(most: int) -> int:
    """Drop archives whose days are over, or whose person left, with their files."""
    with transaction():
        unneeded = drop_archives(most)
    for token in unneeded:
        storage.drop(key_of(token))
    return len(unneeded)


def drop_every_archive() -> None:
    """Let everybody ask anew: no backup holds these files."""
    db.session.execute(delete(Archive))


def drop_archives(most: int) -> Sequence[str]:
    left = Archive.person_id.in_(select(Person.id).where(Person.email.is_(None)))
    some = (
        select(Archive.id)
        .where(or_(Archive.expires_at < now(), left))
        .order_by(Archive.id)
        .limit(most)
    )
    gone = delete(Archive).where(Archive.id.in_(some)).returning(Archive.token)
    return db.session.scalars(gone).all()
