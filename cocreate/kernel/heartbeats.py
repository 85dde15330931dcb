"""When something was last seen to work: the worker, its clock, the index, a write."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, connection_of, db
from cocreate.kernel.transaction import pause, transaction


class Heartbeat(Base):
    """One row for each part of the house."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime]


BEATS = select(Heartbeat.name, Heartbeat.beat_at).order_by(Heartbeat.name)


def beat(*names: str) -> None:
    """Say that these work at this moment."""
    with transaction():
        for name in names:
            beat_on(connection_of(db.session()), name)


def beat_on(connection: Connection, name: str) -> None:
    """The same on a connection that is at hand."""
    connection.execute(beating(connection.dialect.name), {"name": name, "at": now()})


@lru_cache
def beating(dialect: str) -> Any:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = insert(Heartbeat).values(
        name=bindparam("name"), beat_at=bindparam("at")
    )
    return statement.on_conflict_do_update(
        index_elements=[Heartbeat.name],
        set_={"beat_at": statement.excluded.beat_at},
    )


def last_beat(name: str) -> datetime | None:
    found = db.session.scalar(select(Heartbeat.beat_at).where(Heartbeat.name == name))
    pause()
    return found
