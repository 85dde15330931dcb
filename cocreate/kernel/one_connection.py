"""The ORM's session on a connection that is there before it.

Most requests ask statements that are kept and touch no entity. Their transaction is the
connection's own; SQLAlchemy's session, which takes three times as long to begin and end
as the database does, joins it only where entities are read or written.
"""

from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from flask import has_request_context
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import SessionTransaction

from cocreate.kernel.patience import LONGEST, leave_line, stand_in_line

HELD = "connection"
ACTS = "acts"  # what is to be kept of this transaction if it commits

writing: ContextVar[bool] = ContextVar("writing", default=False)
_before_commit: list[Callable[[Any], None]] = []


def before_commit(act: Callable[[Any], None]) -> None:
    """Let something write the last of every transaction that is about to commit."""
    if act not in _before_commit:
        _before_commit.append(act)


class OneConnection(Session):
    """Commits, rolls back and closes the connection with itself."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, join_transaction_mode="control_fully", **named)

    def connected(self) -> Connection:
        """The connection of this transaction, begun if it was not."""
        held: Connection | None = self.info.get(HELD)
        if held is None:
            engine: Any = super().get_bind()
            held = engine.connect()
            if reads_by_itself(held):
                held = held.execution_options(isolation_level="AUTOCOMMIT")
            self.info[HELD] = held
            held.begin()
            if writing.get() and held.dialect.name == "postgresql":
                say_patience(held)
        return held

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        return self.connected()

    def begin_nested(self) -> SessionTransaction:
        nested = super().begin_nested()
        self.connection()  # the savepoint is set now, not when an entity is touched
        nested.acts_before = len(self.info.get(ACTS, ()))  # type: ignore[attr-defined]  # ours
        return nested

    def commit(self) -> None:
        if {HELD, ACTS} & self.info.keys() or self.new or self.dirty or self.deleted:
            for act in _before_commit:
                act(self)
        if self.in_transaction() or self.new or self.dirty or self.deleted:
            super().commit()
        held: Connection | None = self.info.get(HELD)
        if held is not None and held.in_transaction():
            held.commit()
        self.let_go()

    def rollback(self) -> None:
        super().rollback()
        self.let_go()

    def close(self) -> None:
        super().close()
        self.let_go()

    def let_go(self) -> None:
        self.info.pop(ACTS, None)
        leave_line()
        held: Connection | None = self.info.pop(HELD, None)
        if held is not None:
            with suppress(DBAPIError):  # one that is lost has nothing to take back
                held.close()  # which rolls back what was not committed


@event.listens_for(OneConnection, "after_soft_rollback")
def forget_acts(session: OneConnection, ended: SessionTransaction) -> None:
    """What was done since a savepoint is undone, and so was not done."""
    if ended.nested and (acts := session.info.get(ACTS)):
        del acts[getattr(ended, "acts_before", 0) :]


def say_patience(connection: Connection) -> None:
    """PostgreSQL is told how long a writer waits, where it is less than for most.

    SQLite waits once, as the transaction begins: see db.prepare_sqlite.
    """
    patience = stand_in_line()
    if patience < LONGEST:
        told = f"SET LOCAL lock_timeout = {patience * 1000:.0f}"
        connection.exec_driver_sql(told)


def reads_by_itself(connection: Connection) -> bool:
    """Whether each question of a request that only reads is a transaction of its own.

    PostgreSQL lets each see what is committed when it is asked, in a transaction or
    not. To begin one and to take it back costs as much as two questions. SQLite shows
    the whole transaction the same, and begins and ends it without leaving the process.
    """
    reads = has_request_context() and not writing.get()
    return reads and connection.dialect.name == "postgresql"
