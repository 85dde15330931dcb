"""The `cocreate` command: what an operator does from the shell."""

import sys

import click

from cocreate.cli.routes import routes
from cocreate.cli.serve import migrate, serve, work
from cocreate.cli.settings import new_settings
from cocreate.config import SettingsError
from cocreate.kernel.errors import CoCreateError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cocreate")
def cocreate() -> None:
    """Build the right product together with the people it is for."""


for command in (serve, work, migrate, new_settings, routes):
    cocreate.add_command(command)


def main() -> None:
    """Run a command; a refusal is one sentence, never a traceback."""
    try:
        cocreate()
    except (SettingsError, CoCreateError) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
