"""The passphrase that seals a backup: the first line of a file."""

from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LEAST = 12


def passphrase_in(file: Path | None) -> bytes | None:
    if file is None:
        return None
    first = file.read_bytes().partition(b"\n")[0].strip()
    if len(first) < LEAST:
        raise click.ClickException(
            f"{file} begins with fewer than {LEAST} letters: no passphrase."
        )
    return first
