"""What is said of a file that is not, or not any more, a backup that can be used."""

import click


class BadBackupError(click.ClickException):
    """A sentence that says what is wrong with a file."""


NOT_OURS = "This is no backup of CoCreate."
DAMAGED = "It is damaged: its end is missing, or something in it was changed."
