"""Ways to break what we stand on, for as long as a block lasts; no root is needed."""

import resource
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress

import psycopg
from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from cocreate.config import current
from cocreate.health.probing import engine_of
from cocreate.kernel.db import db
from tests.faults.running import House

Fault = Callable[[], AbstractContextManager[None]]
IN_A_HURRY = 100  # milliseconds
FULL = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$
"""


def on_sqlite() -> bool:
    return bool(db.engine.dialect.name == "sqlite")


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow: every write of this process fails, as on a full disk."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def full_for(home: House) -> Iterator[None]:
    """No file of any of its processes may grow.

    One that has only begun may die of it, and the next is begun under the same limit.
    """
    assert home.process is not None
    limit_all(home.process.pid, home.whole(), 0)
    try:
        yield
    finally:
        limit_all(home.process.pid, home.children(), resource.RLIM_INFINITY)


def limit_all(master: int, children: Iterable[int], most: int) -> None:
    for number in (master, *children):
        with suppress(ProcessLookupError):
            limits = most, resource.RLIM_INFINITY
            resource.prlimit(number, resource.RLIMIT_FSIZE, limits)


@contextmanager
def full() -> Iterator[None]:
    """PostgreSQL's disk is another's: it says what it would say."""
    if on_sqlite():
        with no_room():
            yield
        return
    each = "CREATE TRIGGER refuse BEFORE INSERT ON {} EXECUTE FUNCTION refuse()"
    tell(FULL, each.format("ideas"), each.format("heartbeats"))
    tell("DELETE FROM heartbeats")  # so that the next is an INSERT
    try:
        yield
    finally:
        tell("DROP FUNCTION refuse CASCADE")


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else writes, and takes long."""
    if not on_sqlite():
        with locked_in_postgresql():
            yield
        return
    set_here(f"PRAGMA busy_timeout = {IN_A_HURRY}")
    file = make_url(db.engine.url).database
    with closing(sqlite3.connect(str(file), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
    set_here("PRAGMA busy_timeout = 15000")


@contextmanager
def locked_in_postgresql() -> Iterator[None]:
    db.session.rollback()
    with db.engine.connect() as other:
        set_here(f"SELECT set_config('lock_timeout', '{IN_A_HURRY}ms', false)")
        other.execute(text("LOCK TABLE ideas, heartbeats IN EXCLUSIVE MODE"))
        yield
        set_here("SELECT set_config('lock_timeout', '15s', false)")


@contextmanager
def read_only() -> Iterator[None]:
    """Its own word for a folder, a file system or a standby that takes no writes.

    For whoever connects, also to see how we are.
    """
    begin, end = "PRAGMA query_only = 1", "PRAGMA query_only = 0"
    if not on_sqlite():
        setting = "SELECT set_config('default_transaction_read_only', '{}', false)"
        begin, end = setting.format("on"), setting.format("off")

    def say(connection: DBAPIConnection, _: object) -> None:
        connection.cursor().execute(begin)
        connection.commit()

    looking = engine_of(current().database_url)
    event.listen(looking, "connect", say)
    set_here(begin)
    yield
    event.remove(looking, "connect", say)
    set_here(end)


def cut_off_the_last() -> None:
    """PostgreSQL ends the connection that the next request will use."""
    db.session.rollback()
    with db.engine.connect() as connection:
        number = connection.scalar(text("SELECT pg_backend_pid()"))
    address = make_url(db.engine.url).set(drivername="postgresql")
    shown = address.render_as_string(hide_password=False)
    with psycopg.connect(shown, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])


def set_here(statement: str) -> None:
    """On the connection that the next request will use: there is no other."""
    db.session.rollback()
    db.engine.dispose()
    with db.engine.connect() as connection:
        connection.execute(text(statement))
        connection.commit()


def tell(*statements: str) -> None:
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
