"""Say of a backup, without a site or a database, whether it is whole."""

from pathlib import Path

import click

from cocreate.cli.backup.manifest import Manifest
from cocreate.cli.backup.opened import opened
from cocreate.cli.backup.passphrase import FILE, passphrase_in
from cocreate.cli.progress import progress_bar


@click.command("verify-backup")
@click.argument("file", type=FILE)
@click.option("--passphrase-file", type=FILE, help="Its first line opens the backup.")
def verify_backup(file: Path, *, passphrase_file: Path | None) -> None:
    """Say whether the backup in FILE is whole: every member is read and summed up.

    Ends with 0 when it is, and with 1 when it is not.
    """
    with opened(file, passphrase_in(passphrase_file)) as archive:
        total = len(archive.manifest.members)
        with progress_bar("Verifying", total) as advance:
            archive.verify(advance)
        tell(archive.manifest)


def tell(manifest: Manifest) -> None:
    click.echo(f"Whole: {manifest.site}, made {manifest.made} by {manifest.version}.")
    click.echo(f"{manifest.rows:,} rows of {len(manifest.tables)} tables")
    click.echo(f"{len(manifest.files):,} files, {len(manifest.missing):,} missing")
    if manifest.left_out:
        click.echo(f"{len(manifest.left_out):,} files of builds were left out.")
