"""The ORM's session on a connection that is there before it.

Most requests ask statements that are kept and touch no entity. Their transaction is the
connection's own; SQLAlchemy's session, which takes three times as long to begin and end
as the database does, joins it only where entities are read or written.
"""

from contextvars import ContextVar
from typing import Any

from flask import has_request_context
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection
from sqlalchemy.orm import SessionTransaction

HELD = "connection"

writing: ContextVar[bool] = ContextVar("writing", default=False)


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
        return held

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        return self.connected()

    def begin_nested(self) -> SessionTransaction:
        nested = super().begin_nested()
        self.connection()  # the savepoint is set now, not when an entity is touched
        return nested

    def commit(self) -> None:
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
        held: Connection | None = self.info.pop(HELD, None)
        if held is not None:
            held.close()  # which rolls back what was not committed


def reads_by_itself(connection: Connection) -> bool:
    """Whether each question of a request that only reads is a transaction of its own.

    PostgreSQL lets each see what is committed when it is asked, in a transaction or
    not. To begin one and to take it back costs as much as two questions. SQLite shows
    the whole transaction the same, and begins and ends it without leaving the process.
    """
    reads = has_request_context() and not writing.get()
    return reads and connection.dialect.name == "postgresql"
