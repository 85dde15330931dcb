"""Looking at everything at once, on a connection of its own that waits for nobody.

The connections of requests may all be in use, and a lock may be held for long: whoever
asks how we are is to hear of that, not to wait for it.
"""

import shutil
from functools import lru_cache
from tempfile import TemporaryFile

from sqlalchemy import Connection, Engine, NullPool, create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from cocreate.config import Settings
from cocreate.health.policy import WRITE, Figures
from cocreate.kernel import limits, migrate, scanning, unavailable
from cocreate.kernel.clock import now
from cocreate.kernel.heartbeats import BEATS, beat_on
from cocreate.kernel.mail import Letter, leaves
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.safe_elsewhere import last_backup
from cocreate.moderation.queries.cases import waits
from cocreate.search import index
from cocreate.search.models import SearchChange

PATIENCE = 0.5  # seconds for a lock
LONGEST = 2  # seconds for a connection, and for an answer
SAID = {
    "locked": "the database is locked",
    "full": "the disk is full",
    "read-only": "the database is read-only",
    "away": "the database does not answer",
}


def look(settings: Settings) -> Figures:
    """See all there is to see; what cannot be seen is left out."""
    seen = Figures(at=now())
    engine = engine_of(settings.database_url)
    try:
        with engine.connect() as connection:
            read(connection, seen)
    except SQLAlchemyError as failure:
        seen.cause = cause_of(failure)
    else:
        seen.cause = why_not_written(engine) if seen.is_current else ""
    # What PostgreSQL keeps is seen by the worker, which says so: see health.jobs.
    here = index.engine() is index.ON_DISK
    seen.index_is_sound = not (here and index.needs_making())
    seen.free_bytes = free_bytes(settings)
    seen.keeps_files = keeps_files(settings)
    seen.limits_are_shared = limits.are_shared()
    seen.scanner_answers = scanning.answers()
    return seen


@lru_cache(maxsize=4)
def engine_of(url: str) -> Engine:
    """Connections that are made for one look, and are in no pool."""
    if url.startswith("sqlite"):
        return create_engine(
            url, poolclass=NullPool, connect_args={"timeout": PATIENCE}
        )
    patience = (
        f"-c lock_timeout={int(PATIENCE * 1000)} -c statement_timeout={LONGEST * 1000}"
    )
    told = {"connect_timeout": LONGEST, "options": patience}
    return create_engine(url, poolclass=NullPool, connect_args=told)


def read(connection: Connection, seen: Figures) -> None:
    seen.is_current = migrate.revision_of(connection) == migrate.newest()
    if not seen.is_current:
        return
    if connection.dialect.name == "postgresql":
        seen.database_at = connection.scalar(select(func.clock_timestamp()))
    seen.beats = {row.name: row.beat_at for row in connection.execute(BEATS)}
    seen.backed_up_at = last_backup(connection)
    read_queues(connection, seen)


def read_queues(connection: Connection, seen: Figures) -> None:
    """How much waits, and since when."""
    due = (OutboxMessage.due_at <= seen.at) | (OutboxMessage.tries > 0)
    events = select(func.count(), func.min(OutboxMessage.recorded_at)).where(due)
    seen.events_waiting, seen.events_since = connection.execute(events).one()
    failed = select(func.count()).where(OutboxMessage.tries > 0)
    seen.events_failed = connection.scalar(failed)
    waiting = select(func.count(), func.min(Letter.written_at)).where(
        Letter.due_at.is_not(None)
    )
    mails = connection.execute(waiting.where(Letter.push_to.is_(None))).one()
    seen.letters_waiting, seen.letters_since = mails if leaves() else (0, None)
    pushes = waiting.where(Letter.push_to.is_not(None))
    seen.pushes_waiting, seen.pushes_since = connection.execute(pushes).one()
    changes = select(func.count()).select_from(SearchChange)
    seen.changes_waiting = connection.scalar(changes)
    seen.cases_waiting = connection.scalar(select(func.count()).where(waits()))


def why_not_written(engine: Engine) -> str:
    """Write something, and have it kept: what is only begun tells nothing of a disk."""
    try:
        with engine.begin() as connection:
            beat_on(connection, WRITE)
    except SQLAlchemyError as failure:
        return cause_of(failure)
    return ""


def cause_of(failure: SQLAlchemyError) -> str:
    meaning = unavailable.of_database(failure)
    return SAID[meaning.cause if meaning else "away"]


def free_bytes(settings: Settings) -> int | None:
    try:
        return shutil.disk_usage(settings.data_dir).free
    except OSError:
        return None


def keeps_files(settings: Settings) -> bool:
    """Whether a file can be made where they lie: one without a name, and empty."""
    files = settings.data_dir / "files"
    try:
        with TemporaryFile(dir=files if files.is_dir() else settings.data_dir):
            return True
    except OSError:
        return False
