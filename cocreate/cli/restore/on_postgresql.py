"""The restored site's tables in a schema beside the one in use."""

from dataclasses import dataclass, field

import click
from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from cocreate.config import Settings, SettingsError
from cocreate.kernel.running import StillRunningError

SCHEMA = "cocreate_restoring"
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid()"
    " AND coalesce(backend_type, 'client backend') = 'client backend'"
)
# What an extension brought is its own: it stays.
TABLES = text(
    "SELECT format('ALTER TABLE %I.%I SET SCHEMA ', nspname, relname)"
    " FROM pg_class found JOIN pg_namespace held ON held.oid = relnamespace"
    " WHERE nspname = :schema AND relkind IN ('r', 'p') AND NOT EXISTS (SELECT 1"
    " FROM pg_depend WHERE objid = found.oid AND deptype = 'e') ORDER BY relname"
)
ROUTINES = text(
    "SELECT format('ALTER ROUTINE %s SET SCHEMA ', found.oid::regprocedure)"
    " FROM pg_proc found JOIN pg_namespace held ON held.oid = pronamespace"
    " WHERE nspname = :schema AND NOT EXISTS (SELECT 1 FROM pg_depend"
    " WHERE objid = found.oid AND deptype = 'e') ORDER BY found.oid"
)


@dataclass(frozen=True, slots=True)
class SchemaBeside:
    """Tables that take the place of others in one transaction."""

    engine: Engine
    is_there: bool = field(default=True)

    @classmethod
    def of(cls, settings: Settings) -> "SchemaBeside":
        return cls(create_engine(settings.database_url, poolclass=NullPool))

    @property
    def url(self) -> str:
        """The same database, where unqualified names mean the tables beside."""
        address = make_url(self.engine.url)
        said = str(address.query.get("options", ""))
        options = f"{said} -csearch_path={SCHEMA}".strip()
        address = address.update_query_dict({"options": options})
        return address.render_as_string(hide_password=False)

    def begin(self) -> None:
        self.drop()
        try:
            with self.engine.begin() as connection:
                connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        except DBAPIError as refused:
            raise said_by(refused) from None

    def drop(self) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))

    def require_nobody(self) -> None:
        try:
            with self.engine.connect() as connection:
                require_nobody_else(connection)
        except DBAPIError as refused:
            raise said_by(refused) from None

    def put_in_place(self, aside: str | None) -> str:
        """Let them be the site's; what was there moves to another schema, or goes."""
        kept = (aside or "cocreate_replaced").replace("-", "_")
        try:
            with self.engine.begin() as connection:
                connection.execute(text("SET LOCAL lock_timeout = '10s'"))
                require_nobody_else(connection)
                live = connection.scalar(text("SELECT current_schema()"))
                connection.execute(text(f'CREATE SCHEMA "{kept}"'))
                move(connection, str(live), kept)
                move(connection, SCHEMA, str(live))
                connection.execute(text(f"DROP SCHEMA {SCHEMA}"))
                if aside is None:
                    connection.execute(text(f'DROP SCHEMA "{kept}" CASCADE'))
        except DBAPIError as refused:
            raise said_by(refused) from None
        return f"schema {kept}" if aside else ""


def require_nobody_else(connection: Connection) -> None:
    if connection.scalar(OTHERS):
        raise StillRunningError


def move(connection: Connection, schema: str, into: str) -> None:
    """Tables with all that hangs on them, and what their triggers call."""
    for found in (TABLES, ROUTINES):
        for (statement,) in connection.execute(found, {"schema": schema}).all():
            connection.exec_driver_sql(f'{statement} "{into}"')


def said_by(refused: DBAPIError) -> click.ClickException | SettingsError:
    said = str(refused.orig).strip().partition("\n")[0]
    return click.ClickException(f"The database refuses: {said}")
