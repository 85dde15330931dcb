"""See the doctor from the shell."""

import json
import sys
from dataclasses import asdict, dataclass, field

import click
from flask import Flask

from cocreate.cli.application import application
from cocreate.cli.doctor import (
    backups,
    chain,
    counters,
    deliveries,
    figures,
    inside,
    orphans,
    scores,
    segments,
    trust,
    words,
)
from cocreate.cli.doctor.check import Check, Trouble
from cocreate.kernel import migrate
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.repair import outlived

CHECKS: tuple[Check, ...] = (
    *orphans.CHECKS,  # first: what counts a row that goes must be counted after it
    *counters.CHECKS,
    *figures.CHECKS,
    *inside.CHECKS,  # moves figures that have to be right
    *segments.CHECKS,
    *trust.CHECKS,
    *words.CHECKS,
    *scores.CHECKS,  # rest on figures that have to be right
    *deliveries.CHECKS,
    *chain.CHECKS,
    *backups.CHECKS,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, what was done about it, and what is left."""

    check: str
    troubles: list[Trouble]
    did: str | None = None
    left: list[Trouble] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not self.left


@click.command()
@click.option("--fix", is_flag=True, help="Mend what is wrong, and say what was done.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def doctor(*, fix: bool, as_json: bool) -> None:
    """Look whether figures, rows, files, index and deliveries are in order.

    Ends with 1 when something is wrong and was not mended.
    """
    app = application()
    findings = list(examine(app, fix=fix))
    is_well = all(finding.is_well for finding in findings)
    if as_json:
        found = [asdict(finding) for finding in findings]
        click.echo(json.dumps({"is_well": is_well, "checks": found}))
    else:
        for finding in findings:
            say(finding)
        click.echo("All is well." if is_well else "Something is wrong.")
    sys.exit(0 if is_well else 1)


def examine(app: Flask, *, fix: bool) -> list[Finding]:
    migrations = Check(
        "database: migrations",
        lambda: look_at_migrations(app),
        lambda: apply_migrations(app),
    )
    first = examined(migrations, fix=fix)
    if not first.is_well:
        return [first]  # no other question can be asked of such a database
    with app.app_context():
        return [first, *(examined(check, fix=fix) for check in CHECKS)]


def look_at_migrations(app: Flask) -> list[Trouble]:
    reason = migrate.why_not_ready(app)
    return [Trouble(1, reason)] if reason else []


def apply_migrations(app: Flask) -> str:
    try:
        migrate.upgrade(app)
    except ConflictError:  # of a newer version, which alone could
        return "left the database as it is"
    return "brought the database up to date"


def examined(check: Check, *, fix: bool) -> Finding:
    troubles = seen(check)
    if not troubles or not fix or check.mend is None:
        return Finding(check.name, troubles, left=troubles)
    did = outlived(check.mend)
    if isinstance(did, Exception):
        return Finding(check.name, troubles, f"was not mended: {did!r}", troubles)
    return Finding(check.name, troubles, did, left=seen(check))


def seen(check: Check) -> list[Trouble]:
    """What a check finds, or that it stumbles over what is wrong elsewhere."""
    found = outlived(check.look)
    if isinstance(found, Exception):
        return [Trouble(1, f"check could not be made: {found!r}")]
    return list(found)


def say(finding: Finding) -> None:
    for trouble in finding.troubles:
        click.echo(f"✗ {finding.check:28} {trouble.count:,} {trouble.words}")
    if finding.did:
        click.echo(f"  {'':28} {finding.did}")
    if not finding.troubles:
        click.echo(f"✓ {finding.check}")
