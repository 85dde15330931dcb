"""The database session, the table base, and what differs between the two databases."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import Enum as PythonEnum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Executable,
    Integer,
    MetaData,
    Result,
    Select,
    Text,
    TypeDecorator,
    bindparam,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Session,
    registry,
)
from sqlalchemy.pool import ConnectionPoolEntry

from cocreate.kernel import ids
from cocreate.kernel.kept import ready
from cocreate.kernel.one_connection import OneConnection, writing
from cocreate.kernel.patience import LONGEST, in_line

AnySelect = Select[*tuple[Any, ...]]
Place = BindParameter[Any]
"""Where a value goes in a statement that is built once."""

KEYS_AT_ONCE = 20
RESTED_SECONDS = 1.0

SOLID_DISK = (
    "SELECT set_config('random_page_cost', '1.1', false)"
    " WHERE current_setting('random_page_cost') = '4'"
)
NOT_FOR_EVER = (
    f"SELECT set_config('lock_timeout', '{LONGEST:.0f}s', false)"
    " WHERE current_setting('lock_timeout') = '0'"
)
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    f"busy_timeout={LONGEST * 1000:.0f}",
    "cache_size=-65536",
    "temp_store=MEMORY",
    "mmap_size=2147418112",  # its most; what another wrote is seen, not read anew
    "wal_autocheckpoint=8000",  # 32 MB: pages written often are copied back seldom
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        if dialect.name == "sqlite":
            return moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)


def values_of(kinds: type[PythonEnum]) -> list[str]:
    return [str(kind.value) for kind in kinds]


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
KEY = BigInteger().with_variant(Integer, "sqlite")
TYPES: dict[Any, Any] = {
    int: KEY,
    **dict.fromkeys(ids.KEYS, KEY),
    str: Text(),
    datetime: UtcDateTime(),
    PythonEnum: Enum(
        PythonEnum,
        native_enum=False,
        values_callable=values_of,
        create_constraint=False,
        length=40,
        validate_strings=True,
    ),
}


class Base(DeclarativeBase):
    # In the registry, because flask-sqlalchemy makes a base of its own from this one.
    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map=TYPES
    )


db = SQLAlchemy(
    model_class=Base,
    session_options={"class_": OneConnection, "expire_on_commit": False},
)


def dialect() -> str:
    """Which of the two databases this is, for statements that are kept for each."""
    return db.session.get_bind().dialect.name


def insert_into(table: type[Base]) -> Any:
    """An INSERT that knows `on_conflict_do_…`, which both databases speak alike."""
    insert = sqlite.insert if dialect() == "sqlite" else postgresql.insert
    statement = insert(table)
    # Kept on purpose: otherwise PostgreSQL's count of an INSERT is forgotten.
    return statement.execution_options(preserve_rowcount=True)


def ask(statement: Executable, **values: Any) -> Result[*tuple[Any, ...]]:
    """Columns, read without the ORM: for statements built once and asked often.

    Building a statement costs more than running it, so the pages that everybody opens
    keep theirs (`lru_cache` over its shape) and name what changes with `bindparam`.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        session.flush()  # the statement must see what was changed by entity
    connection = connection_of(session)
    if known := ready(statement, connection, values):
        return known.run(connection, values)
    return connection.execute(statement, values)


def connection_of(session: Session) -> Connection:
    """The connection of the session's transaction."""
    if not isinstance(session, OneConnection):
        return session.connection()
    return session.connected()


def unindexed(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Any:
    """A column of numbers that no index serves: where another is the one to use.

    A planner knows how many rows an index finds on average, and not how few it finds
    for one reader, one tag or one prompt.
    """
    return column + 0


def any_of(rows: AnySelect) -> ColumnElement[bool]:
    """Whether there is one, asked of each row by itself.

    Of EXISTS a planner may gather all there are in the site, for a list of which no
    more than a thousand are counted.
    """
    return rows.limit(1).scalar_subquery().is_not(None)


def some_of(name: str, keys: Sequence[int]) -> dict[str, int]:
    """Keys as values for `places_for`: a few at a time, the places left over with 0."""
    size = -(-len(keys) // KEYS_AT_ONCE) * KEYS_AT_ONCE
    filled = [*keys, *[0] * (size - len(keys))]
    return {f"{name}_{place}": key for place, key in enumerate(filled)}


def places_for(name: str, size: int) -> list[BindParameter[Any]]:
    """An IN of so many places, so that a statement is built once for any keys."""
    return [bindparam(f"{name}_{place}") for place in range(size)]


def from_value(derived: Callable[[str], Any]) -> Callable[[Any], Any]:
    """The default of a column that says something of the column `value` beside it."""
    return lambda context: derived(context.get_current_parameters()["value"])


def changed_rows(result: Any) -> int:
    """How many rows an INSERT, UPDATE or DELETE changed."""
    return int(result.rowcount)


def prepare(engine: Engine) -> None:
    """Teach an engine its manners."""
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    else:
        ask_whether_awake(engine)
        prefer_indexes(engine)


def prefer_indexes(engine: Engine) -> None:
    """Tell PostgreSQL that any page is read about as soon as the next one.

    Its default is that of turning disks: a word that many texts say is then looked for
    in all of them, at five times the cost. A figure of the operator's own stays.
    """

    @event.listens_for(engine, "connect")
    def tell(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(SOLID_DISK)
        cursor.execute(NOT_FOR_EVER)
        cursor.close()
        connection.commit()


def ask_whether_awake(engine: Engine) -> None:
    """A connection that rested may have lost its server: asked before it is used.

    One that was used a moment ago is not: a request would wait for that answer longer
    than for most of its own questions.
    """

    @event.listens_for(engine, "checkin")
    def note(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["rested_from"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask_first(
        connection: DBAPIConnection, record: ConnectionPoolEntry, _: Any
    ) -> None:
        rested_from = record.info.get("rested_from")
        if rested_from is None or time.monotonic() - rested_from < RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as failure:
            raise DisconnectionError from failure


def count_connections(engine: Engine, more: Callable[[int], None]) -> None:
    """Tell of each connection of the pool that is taken, and of each that is back."""
    event.listen(engine, "checkout", lambda *_: more(1))
    event.listen(engine, "checkin", lambda *_: more(-1))


def prepare_sqlite(engine: Engine) -> None:
    """A writer says so when it begins."""

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin speaks, not the driver
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    # Said by the dialect: a listener would make every statement look for listeners.
    def begin(connection: Any) -> None:
        if not writing.get():
            connection.execute("BEGIN")
            return
        with in_line() as patience:
            begin_to_write(connection, patience)

    engine.dialect.do_begin = begin  # type: ignore[assignment]  # SQLite's own says nothing


def begin_to_write(connection: Any, patience: float) -> None:
    if patience == LONGEST:
        connection.execute("BEGIN IMMEDIATE")
        return
    connection.execute(f"PRAGMA busy_timeout={patience * 1000:.0f}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute(f"PRAGMA busy_timeout={LONGEST * 1000:.0f}")
