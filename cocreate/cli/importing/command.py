"""Import from the shell."""

import time
from pathlib import Path
from typing import TextIO

import click

from cocreate.cli.application import ready_application
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.run import FILES, import_folder
from cocreate.cli.progress import progress_bar
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.policy import NOBODY, Actor, Role
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import Outcome, batches_of, keep_rows, sheet_of
from cocreate.people.queries import actor_for, find_by_email

OPERATOR = Actor(person_id=NOBODY, role=Role.ADMINISTRATOR, is_verified=True)


@click.group("import")
def import_group() -> None:
    """Bring ideas, comments, votes and what is known of customers in."""


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
    size = sum(file.stat().st_size for file in files)
    with ready_application(), progress_bar("Importing", size) as advance:
        began = time.monotonic()
        report = import_folder(
            folder, actor_named(email), name=origin, project=project, advance=advance
        )
        took = time.monotonic() - began
    say(report, took)


@import_group.command("attributes")
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@click.option("--as", "email", metavar="EMAIL", help="The administrator who says so.")
def bring_attributes(*, file: TextIO, email: str | None) -> None:
    """Bring in what is known of customers: a FILE of comma-separated values.

    The first line names the columns: email or external_id, and attributes by their
    names. Lines that cannot be read are left out and said why.
    """
    began = time.monotonic()
    with ready_application():
        outcome = keep_file(file, actor_named(email))
    for line, reason in sorted(outcome.rejected):
        click.echo(f"line {line}: {reason}", err=True)
    lines = outcome.changed + outcome.unchanged + len(outcome.rejected)
    rate = lines / max(time.monotonic() - began, 0.001)
    click.echo(
        f"{outcome.changed:,} people changed, {outcome.unchanged:,} as before,"
        f" {len(outcome.rejected):,} lines left out: {rate:,.0f} lines/s"
    )


def keep_file(file: TextIO, actor: Actor) -> Outcome:
    """Some lines in one transaction, then the next: nobody waits for the whole."""
    outcome = Outcome()
    try:
        for rows in batches_of(sheet_of(file), outcome):
            with transaction():
                keep_rows(actor, rows, outcome)
    except (InvalidError, UnicodeDecodeError) as refusal:
        raise click.ClickException(str(refusal)) from None
    return outcome


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
