"""A whole index in PostgreSQL, made beside the one in use."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateTable, DropTable

from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction
from cocreate.search.aside import heard
from cocreate.search.in_postgresql import editions
from cocreate.search.in_postgresql.tables import (
    TABLES,
    beside,
    documents,
    in_use,
    terms,
)
from cocreate.search.in_postgresql.vectors import BLOCK
from cocreate.search.in_postgresql.writing import BATCH, bringing, row_of
from cocreate.search.shape import SHAPE, Document, IndexBusyError

INLINE = 8_160  # bytes, up to which a row is kept in one piece


def write_anew(brought: Iterable[Document], told: Callable[[int], None]) -> int:
    """Make tables of these, the newest first, and put them in use at the end."""
    made = beside(documents)
    written = said = 0
    with db.engine.connect() as opened:
        by_itself = opened.execution_options(isolation_level="AUTOCOMMIT")
        make_empty(by_itself)
        texts = enumerate(heard(brought))
        for rows in batches(row_of(one, said, -at) for at, (one, said) in texts):
            by_itself.execute(bringing(made), rows)
            said += sum(row["length"] for row in rows)
            for _ in rows:
                written += 1
                told(written)
        finish(by_itself)
    try:
        put_in_use(written, said)
    except OperationalError as busy:
        raise IndexBusyError from busy
    return written


def make_empty(connection: Connection) -> None:
    for table in map(beside, TABLES):
        connection.execute(DropTable(table, if_exists=True))
        connection.execute(CreateTable(table))
    options = f"toast_tuple_target = {INLINE}"
    connection.execute(text(f"ALTER TABLE {beside(documents)} SET ({options})"))


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        yield some


def finish(connection: Connection) -> None:
    """What is quicker done once than document by document."""
    made, counted = beside(documents), beside(terms)
    # PostgreSQL names it; and what is put in later is found in it at once.
    by_term = f"CREATE INDEX ON {made} USING gin (words) WITH (fastupdate = off)"
    connection.execute(text(by_term))
    count = text(
        f"INSERT INTO {counted} SELECT word, ndoc"  # noqa: S608 - our own names
        f" FROM ts_stat('SELECT words FROM {made}') WHERE NOT starts_with(word, :block)"
    )
    connection.execute(count, {"block": BLOCK})
    connection.execute(text(f"ANALYZE {made}, {counted}"))


def put_in_use(written: int, said: int) -> None:
    """From now on these are the index; who reads the others does so to the end."""
    with transaction():
        db.session.execute(editions.waiting_at_most(editions.SECONDS_TO_WAIT))
        db.session.execute(text("LOCK TABLE search_editions IN EXCLUSIVE MODE"))
        for table in TABLES:
            replace(table)
        db.session.execute(delete(in_use))
        values = {"shape": SHAPE, "generation": 1, "documents": written, "said": said}
        values |= {"newest": 0, "oldest": -written}
        db.session.execute(insert(in_use).values(name=editions.new_name(), **values))


def replace(table: Table) -> None:
    db.session.execute(DropTable(table, if_exists=True))
    db.session.execute(text(f"ALTER TABLE {beside(table)} RENAME TO {table}"))
