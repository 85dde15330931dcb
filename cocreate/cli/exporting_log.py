"""Write the audit log to a file, or to wherever the shell leads it."""

from typing import TextIO

import click

from cocreate.cli.application import ready_application
from cocreate.config import current
from cocreate.kernel import audit
from cocreate.kernel.signer import signer_of
from cocreate.kernel.transaction import transaction


@click.command("export-log")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def export_log(file: TextIO) -> None:
    """Write the audit log to FILE, with a signed head: `verify-log` checks it."""
    with ready_application():
        with transaction():
            audit.note_act("exported")
        file.writelines(audit.exported_lines(signer_of(current())))
