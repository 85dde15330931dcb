"""Do all that is done outside requests, alone."""

import click

from cocreate.cli.application import application, refuse_unready
from cocreate.cli.serving import work_until_stopped
from cocreate.config import current
from cocreate.kernel import running


@click.command("worker")
def work() -> None:
    """Deliver events, send mail, keep the index and the schedules."""
    app = application()
    refuse_unready(app)
    running.share_for_good(current())
    work_until_stopped(app, current())
