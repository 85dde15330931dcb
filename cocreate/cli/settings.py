"""Write the settings file of a new installation."""

import secrets

import click

LINES = """\
# The settings of this CoCreate. docs/settings.md explains each; all but the first
# have a default. Keep this file to yourself: who has the secret can sign links.
COCREATE_SECRET_KEY={secret}
"""


@click.command("new-settings")
def new_settings() -> None:
    """Print a settings file with a fresh secret key, for .env."""
    click.echo(LINES.format(secret=secrets.token_urlsafe(48)), nl=False)
