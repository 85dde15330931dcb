"""The `cocreate` command: what an operator does from the shell."""

import click

from cocreate.cli.accounts import create_admin, create_user
from cocreate.cli.demo.command import demo
from cocreate.cli.doctor.command import doctor
from cocreate.cli.exporting.command import export_command
from cocreate.cli.importing.command import import_group
from cocreate.cli.rebuild_search import rebuild_search
from cocreate.cli.routes import routes
from cocreate.cli.serve import migrate, serve, work
from cocreate.cli.settings import new_settings
from cocreate.cli.start import start


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cocreate")
def cocreate() -> None:
    """Build the right product together with the people it is for."""


for command in (
    *(start, serve, work, migrate, new_settings, routes),
    *(create_admin, create_user, demo, import_group, export_command),
    *(rebuild_search, doctor),
):
    cocreate.add_command(command)
