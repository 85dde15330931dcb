"""Questions about archives: one's own, where it lies, and at which address."""

from http import HTTPStatus

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import or_, select

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import GoneError
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor
from cocreate.people.models import Person
from cocreate.privacy.models import Archive

DAY = 24 * 60 * 60


class ArchiveGoneError(GoneError):
    message = translatable(
        "This archive is gone, or another's. Ask for a new one on your page."
    )
    status = HTTPStatus.GONE


def find_archive(actor: Actor) -> Archive | None:
    """The archive that the actor asked for, made or not."""
    query = select(Archive).where(Archive.person_id == actor.person_id)
    return db.session.scalar(query)


def get_ready(actor: Actor, address: str) -> Archive:
    """The actor's archive by the address in their letter, while it lies ready."""
    lasts = current().export_kept_days * DAY
    try:
        token = signing().loads(address, max_age=lasts)
    except BadSignature:
        raise ArchiveGoneError from None
    archive = find_archive(actor)
    if archive is None or archive.token != token or not is_ready(archive):
        raise ArchiveGoneError
    return archive


def is_ready(archive: Archive) -> bool:
    return archive.expires_at is not None and archive.expires_at > now()


def address_of(archive: Archive) -> str:
    return f"/me/data/{signing().dumps(archive.token)}"


def signing() -> URLSafeTimedSerializer:
    secret = current().secret_key.get_secret_value()
    return URLSafeTimedSerializer(secret, salt="archive")


def key_of(token: str) -> str:
    """Where the file of an archive lies."""
    return f"archives/{token}.zip"


def ready_keys() -> set[str]:
    """Where every archive lies that is made."""
    query = select(Archive.token).where(Archive.ready_at.is_not(None))
    return {key_of(token) for token in db.session.scalars(query)}


def has_work() -> bool:
    """Whether an archive waits to be made, or lies here for somebody who left."""
    left = Person.email.is_(None)
    query = (
        select(Archive.id)
        .join(Person, Person.id == Archive.person_id)
        .where(or_(Archive.ready_at.is_(None), left))
    )
    return db.session.scalar(query.limit(1)) is not None
