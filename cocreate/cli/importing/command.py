"""Import from the shell."""

import time
from pathlib import Path

import click

from cocreate.cli.application import ready_application
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.run import FILES, import_folder
from cocreate.cli.progress import progress_bar
from cocreate.kernel.policy import NOBODY, Actor, Role
from cocreate.people.queries import actor_for, find_by_email

OPERATOR = Actor(person_id=NOBODY, role=Role.ADMINISTRATOR, is_verified=True)


@click.group("import")
def import_group() -> None:
    """Bring ideas, comments and votes in from elsewhere."""


@import_group.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--project", metavar="SLUG", help="Put every idea into this project.")
@click.option("--as", "email", metavar="EMAIL", help="Who opens projects that are new.")
@click.option("--origin", metavar="NAME", help="What the set of files is called.")
def jsonl(
    *, folder: Path, project: str | None, email: str | None, origin: str | None
) -> None:
    """Bring in ideas.jsonl, comments.jsonl, votes.jsonl and their like of a FOLDER.

    Run it as often as you like: what is here already stays as it is, and what an
    interrupted run left out is brought in.
    """
    files = [folder / name for name in FILES if (folder / name).is_file()]
    if not files:
        raise click.ClickException(f"{folder} holds none of {', '.join(FILES)}.")
    began = time.monotonic()
    size = sum(file.stat().st_size for file in files)
    with ready_application(), progress_bar("Importing", size) as advance:
        report = import_folder(
            folder, actor_named(email), name=origin, project=project, advance=advance
        )
    say(report, time.monotonic() - began)


def actor_named(email: str | None) -> Actor:
    """Whoever opens projects: somebody of the team, or the operator for nobody."""
    if email is None:
        return OPERATOR
    person = find_by_email(email)
    if person is None or not (actor := actor_for(person.id)).is_team:
        raise click.ClickException(f"{email} is nobody of the product team.")
    return actor


def say(report: Report, seconds: float) -> None:
    for file in FILES:
        counts = (report.brought[file], report.known[file], report.rejected[file])
        if any(counts):
            brought, known, rejected = counts
            click.echo(
                f"{file:16} {brought:>9,} brought {known:>9,} known"
                f" {rejected:>9,} rejected"
            )
    rate = report.lines / max(seconds, 0.001)
    click.echo(f"{report.lines:,} rows in {seconds:.1f} s: {rate:,.0f} rows/s")
    if report.rejected.total() or report.noted:
        click.echo(f"What was rejected or taken otherwise, and why: {report.path}")
