"""Bring the database up to date."""

import click

from cocreate.cli.application import application
from cocreate.kernel import migrate as migrations


@click.command()
def migrate() -> None:
    """Bring the database to the newest migration."""
    app = application()
    if migrations.why_not_ready(app):
        migrations.upgrade(app)
        click.echo("The database is up to date.")
