"""Restore from the shell."""

import sys
from pathlib import Path
from shutil import rmtree

import click
from flask import Flask

from cocreate.beta.actions import hold_back_absent
from cocreate.cli.application import application_of
from cocreate.cli.backup.manifest import Manifest
from cocreate.cli.backup.opened import Opened, opened
from cocreate.cli.backup.passphrase import FILE, passphrase_in
from cocreate.cli.doctor import deliveries, scores
from cocreate.cli.doctor.command import examine, say
from cocreate.cli.progress import progress_bar
from cocreate.cli.restore import files
from cocreate.cli.restore.forgetting import erasures_in_database, erasures_in_log
from cocreate.cli.restore.preparing import (
    Beside,
    beside_of,
    is_lived_in,
    make_site,
    prepared,
    refuse_newer,
    say_key,
)
from cocreate.config import Settings, load_settings, use
from cocreate.kernel import audit, running
from cocreate.kernel.clock import now
from cocreate.kernel.places import own_folder
from cocreate.kernel.signer import signer_of
from cocreate.kernel.transaction import transaction
from cocreate.people.erasures import Erasure, keep_erasure, kept_erasures
from cocreate.search.actions import rebuild

NOT_WELL = 3
AT_THE_END = {
    True: "All is well; what waits is done by the worker when it begins.",
    False: "Something is wrong: see above.",
}
WORKERS = {one.name for one in (*deliveries.CHECKS, *scores.CHECKS)}
"""What waited when the backup was made, its worker does when it begins."""


@click.command()
@click.argument("file", type=FILE)
@click.option("--passphrase-file", type=FILE, help="Its first line opens the backup.")
@click.option(
    "--replace", is_flag=True, help="Keep what is here aside, and replace it."
)
@click.option("--erased", type=FILE, multiple=True, help="A log: who left since then.")
def restore(
    *,
    file: Path,
    passphrase_file: Path | None,
    replace: bool,
    erased: tuple[Path, ...],
) -> None:
    """Put the site of the backup in FILE in place of an empty one, or --replace one.

    The whole file is verified, and a whole site made beside, before anything that is
    here is touched. Whoever was forgotten since then is forgotten again. Ends with 0;
    with 1 when it was refused and nothing has changed; with 3 when the site is in its
    place and the doctor found something.
    """
    settings = load_settings()
    use(settings)
    own_folder(settings)
    with (
        running.alone(settings),
        opened(file, passphrase_in(passphrase_file)) as archive,
    ):
        beside = beside_of(settings)
        aside = look(settings, beside, archive, replace=replace)
        erasures = erasures_known(settings, beside, erased)
        is_well = put(settings, beside, archive, erasures, aside)
    sys.exit(0 if is_well else NOT_WELL)


def look(
    settings: Settings, beside: Beside, archive: Opened, *, replace: bool
) -> str | None:
    """Refuse what has to be; how what is here is to be called, if it is kept."""
    refuse_newer(archive.manifest)
    beside.require_nobody()
    is_there = is_lived_in(settings, beside)
    if is_there and not replace:
        raise click.ClickException(
            "Somebody lives here: this site is not empty. With --replace it is kept "
            "aside, and the backup's takes its place."
        )
    files.require_room(settings, archive.manifest)
    say_key(archive.key, signer_of(settings).public_key)
    with progress_bar("Verifying", len(archive.manifest.members)) as advance:
        archive.verify(advance)
    return f"before-{now():%Y-%m-%d-%H%M%S}" if is_there else None


def erasures_known(
    settings: Settings, beside: Beside, logs: tuple[Path, ...]
) -> set[Erasure]:
    found = {*kept_erasures()}
    for log in logs:
        found.update(erasures_in_log(log))
    if beside.is_there:
        found.update(erasures_in_database(settings.database_url))
    return found


def put(
    settings: Settings,
    beside: Beside,
    archive: Opened,
    erasures: set[Erasure],
    aside: str | None,
) -> bool:
    """Make the site beside, bring its files, and change the two in one step."""
    with prepared(settings, beside) as apart:
        wanted, again = make_site(apart, archive, erasures)
        use(settings)
        brought = files.put_files(archive, wanted)
        kept = files.keep_aside(settings, aside) if aside else ""
        rmtree(settings.data_dir / "search", ignore_errors=True)  # of other rows
        database = beside.put_in_place(aside)
    for erasure in erasures:
        keep_erasure(erasure)
    if aside:
        files.drop_unnamed(settings, wanted)
        click.echo(f"What was here is kept: {database}; {kept}.")
    tell(archive.manifest, brought, again)
    if path := files.settings_beside(archive, settings):
        click.echo(f"The settings of the backup are in {path}; compare, then drop it.")
    return finish(application_of(settings), archive.manifest)


def tell(manifest: Manifest, brought: int, again: int) -> None:
    click.echo(f"{manifest.site}, as it stood at {manifest.made}")
    click.echo(f"{manifest.rows:,} rows of {manifest.rows:,}, table by table")
    click.echo(f"{brought:,} files of {len(manifest.files):,}")
    click.echo(f"{again:,} people forgotten again; every sign-in has ended")


def finish(app: Flask, manifest: Manifest) -> bool:
    """Make the index, note it in the log, and see whether everything agrees."""
    with app.app_context(), audit.asked_by_operator("restore"):
        with transaction():
            audit.note_act("restored", made=manifest.made)
            held = hold_back_absent()
        if held:
            click.echo(f"{held:,} builds are held back: their files did not come")
        click.echo(f"{rebuild():,} documents can be found")
    left = [one for one in examine(app, fix=False) if not one.is_well]
    for finding in left:
        say(finding)
    is_well = {one.check for one in left} <= WORKERS
    click.echo(AT_THE_END[is_well])
    return is_well
