"""Back up from the shell, while the site serves."""

from pathlib import Path

import click
from flask import Flask

from cocreate.cli.application import ready_application
from cocreate.cli.backup import placing
from cocreate.cli.backup.making import Wanted, make
from cocreate.cli.backup.manifest import Manifest
from cocreate.cli.backup.passphrase import FILE, passphrase_in
from cocreate.cli.progress import progress_bar
from cocreate.config import current
from cocreate.kernel import audit
from cocreate.kernel.clock import now
from cocreate.kernel.places import own_folder
from cocreate.kernel.transaction import transaction

SETTINGS = Path(".env")
MEGABYTE = 1_000_000


@click.command()
@click.argument("place", type=click.Path(path_type=Path), required=False)
@click.option("--without-builds", is_flag=True, help="Leave files of builds out.")
@click.option("--passphrase-file", type=FILE, help="Seal it: its first line opens it.")
@click.option("--with-settings", is_flag=True, help=".env too; only if it is sealed.")
@click.option("--keep", type=click.IntRange(1), help="Drop older ones, but so many.")
def backup(
    *,
    place: Path | None,
    without_builds: bool,
    passphrase_file: Path | None,
    with_settings: bool,
    keep: int | None,
) -> None:
    """Write all of the site into one file, while it serves: PLACE, or a name in it.

    Without PLACE it lies in `backups` of the data folder. It holds every row as it
    stands at one moment and every file that these rows name; no secret of .env. Ends
    with 0 when it is whole, with 1 when there is none, and says why.
    """
    passphrase = passphrase_in(passphrase_file)
    if with_settings and not passphrase:
        raise click.UsageError(
            "The secret of .env lies in no file that anybody can open: "
            "give --passphrase-file, too."
        )
    wanted = Wanted(
        at=now(),
        passphrase=passphrase,
        with_builds=not without_builds,
        settings_file=settings_file() if with_settings else None,
    )
    with ready_application() as app:
        path = make_in(app, place or own_folder(current(), "backups"), wanted)
        with transaction():
            audit.note_act("backed_up")
    for gone in placing.drop_older(path.parent, keep) if keep else ():
        click.echo(f"Dropped {gone.name}.")


def settings_file() -> Path:
    if not SETTINGS.is_file():
        raise click.ClickException("There is no .env here.")
    return SETTINGS


def make_in(app: Flask, place: Path, wanted: Wanted) -> Path:
    path = placing.place_of(place, wanted.at, is_sealed=bool(wanted.passphrase))
    placing.drop_forsaken(path.parent)
    with placing.written_whole(path) as file:
        manifest = make(app, file, wanted, bar=progress_bar)
    tell(path, manifest)
    return path


def tell(path: Path, manifest: Manifest) -> None:
    files = manifest.files
    megabytes = path.stat().st_size / MEGABYTE
    click.echo(f"{path}  {megabytes:,.1f} MB")
    click.echo(f"{manifest.rows:,} rows of {len(manifest.tables)} tables")
    click.echo(f"{len(files):,} files of {sum(one.size for one in files):,} bytes")
    if manifest.left_out:
        click.echo(f"{len(manifest.left_out):,} files of builds left out")
    for key in manifest.missing:
        click.echo(f"A file that a row names was gone: {key}", err=True)
