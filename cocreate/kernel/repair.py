"""Rows whose parent is gone: a database that was damaged, copied or edited by hand."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    func,
    null,
    select,
    update,
)

from cocreate.kernel.db import Base, db


class Orphans(NamedTuple):
    """Rows of one table that point, by one column, at nothing."""

    column: Any
    rows: int

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
    return rows.where(Orphans(column, 0).lead_nowhere)


def drop_orphans() -> int:
    """Cut loose what may stand alone, drop the rest, until nothing leads nowhere."""
    changed = 0
    while found := orphans():
        for one in found:
            mend(one)
            changed += one.rows
    return changed


def mend(one: Orphans) -> None:
    """In plain SQL: damage belongs to no capability, and no action would find it."""
    table = one.column.table
    drop = delete(table).where(one.lead_nowhere)
    loose = update(table).values({one.column: null()}).where(one.lead_nowhere)
    statement = loose if one.may_stand_alone else drop
    connection = db.session.connection()
    connection.exec_driver_sql(str(statement.compile(dialect=connection.dialect)))
