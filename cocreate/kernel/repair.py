"""A database that was damaged, copied or edited by hand: rows whose parent is gone."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, Self, TypeVar

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Delete,
    Select,
    Update,
    and_,
    delete,
    exists,
    func,
    null,
    select,
    update,
)

from cocreate.kernel.db import Base, db
from cocreate.kernel.transaction import transaction

T = TypeVar("T")


def outlived(act: Callable[[], T]) -> T | Exception:
    """What comes of it, or what it stumbled over: damage shows in many places."""
    try:
        return act()
    except Exception as failure:  # noqa: BLE001 - what is damaged is looked at whole
        db.session.rollback()
        return failure


class Orphans(NamedTuple):
    """Rows of one table that point, by one column, at nothing."""

    column: Any
    rows: int

    @classmethod
    def by(cls, column: Any) -> Self:
        """Whichever there are, by this column."""
        return cls(column, 0)

    @property
    def table(self) -> str:
        return str(self.column.table.name)

    @property
    def parent(self) -> str:
        return str(self.parent_key.table.name)

    @property
    def parent_key(self) -> Any:
        (key,) = self.column.foreign_keys
        return key.column

    @property
    def lead_nowhere(self) -> ColumnElement[bool]:
        parent = self.parent_key.table.alias("parent")
        there = exists().where(parent.c[self.parent_key.name] == self.column)
        return and_(self.column.is_not(None), ~there.correlate(self.column.table))

    @property
    def may_stand_alone(self) -> bool:
        """Whether a row says something without this: not where it needs one of two."""
        checks = [
            str(rule.sqltext)
            for rule in self.column.table.constraints
            if isinstance(rule, CheckConstraint)
        ]
        one_of_two = any("NULL" in rule and self.column.name in rule for rule in checks)
        return bool(self.column.nullable) and not one_of_two


def orphans() -> list[Orphans]:
    """Every reference that leads nowhere, counted table by table."""
    counted = [
        Orphans(column, db.session.scalar(counting(column)) or 0)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.foreign_keys
    ]
    return [one for one in counted if one.rows]


@cache
def counting(column: Any) -> Select[int]:
    """How many rows lead nowhere by this column."""
    rows = select(func.count()).select_from(column.table)
    return rows.where(Orphans.by(column).lead_nowhere)


def drop_orphans() -> int:
    """Cut loose what may stand alone, drop the rest, until nothing leads nowhere."""
    changed = 0
    while found := orphans():
        changed += sum(mend(one, one.lead_nowhere) for one in found)
    return changed


def mend(one: Orphans, wrong: ColumnElement[bool]) -> int:
    """Mend the rows that are wrong; what leads to a row that goes, before it."""
    table = one.column.table
    if not db.session.scalar(select(func.count()).select_from(table).where(wrong)):
        return 0
    if one.may_stand_alone:
        return done(update(table).values({one.column: null()}).where(wrong))
    changed = 0
    for child in map(Orphans.by, columns_leading_to(table.name)):
        going = select(child.parent_key).where(wrong).correlate(None)
        changed += mend(child, child.column.in_(going))
    return changed + done(delete(table).where(wrong))


@cache
def columns_leading_to(name: str) -> list[Any]:
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.foreign_keys and Orphans.by(column).parent == name
    ]


def done(change: Delete | Update) -> int:
    """In plain SQL: damage belongs to no capability, and no action would find it.

    Each is kept at once: PostgreSQL looks at every reference of a row that it is
    given twice in one transaction, also at those that are yet to be mended.
    """
    with transaction():
        connection = db.session.connection()
        statement = str(change.compile(dialect=connection.dialect))
        return connection.exec_driver_sql(statement).rowcount
