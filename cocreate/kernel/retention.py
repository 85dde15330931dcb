"""Drop what is kept no longer: some rows at a time, the oldest first."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, inspect, select, tuple_

from cocreate.kernel.db import Base, changed_rows, db


def drop_some(table: type[Base], which: ColumnElement[bool], *, most: int) -> int:
    """Drop so many of these rows at most; say how many there were."""
    keys = inspect(table).primary_key
    key: Any = tuple_(*keys) if len(keys) > 1 else keys[0]
    some = select(*keys).where(which).order_by(*keys).limit(most)
    return changed_rows(
        db.session.execute(
            delete(table).where(key.in_(some)),
            execution_options={"synchronize_session": False},
        )
    )


def older_than(before: datetime, at: Any, key: Any) -> ColumnElement[bool]:
    """What was added before then, of a table whose keys grow with time.

    Only what is old is looked at, and the first row that is not.
    """
    newer = select(key).where(at >= before).order_by(key).limit(1)
    first = db.session.scalar(newer)
    old: ColumnElement[bool] = at < before
    return old if first is None else old & (key < first)
