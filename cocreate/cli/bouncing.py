"""Take a report of mail that could not be delivered, as a mail server pipes it in."""

from typing import IO

import click

from cocreate.cli.application import ready_application
from cocreate.kernel import mail
from cocreate.kernel.transaction import transaction


@click.command("take-bounce")
@click.argument("report", type=click.File("rb"), default="-")
def take_bounce(report: IO[bytes]) -> None:
    """Read a delivery report (RFC 3464) from a file or the standard input."""
    raw = report.read()
    with ready_application(), transaction():
        believed = mail.take_bounce(raw)
    said = "Its address is marked." if believed else "No letter of ours: nothing done."
    click.echo(said)
