"""Check an audit log that was exported, without a site, a database or a network."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import click

from cocreate.config import SettingsError, load_settings
from cocreate.kernel import audit
from cocreate.kernel.audit import Checked
from cocreate.kernel.proof import AlteredError, BadKeyError, public_key_of
from cocreate.kernel.signer import signer_of

REFUSED, UNKNOWN = 1, 3
LONGEST_LINE = 1_000_000
MOST_TOLD = 20
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify-log")
@click.argument("file", type=FILE)
@click.option("--key", "keys", multiple=True, help="A public key you trust (z6Mk…).")
@click.option("--earlier", type=FILE, help="An older file: is the log the same so far?")
def verify_log(file: Path, *, keys: tuple[str, ...], earlier: Path | None) -> None:
    """Say whether the audit log in FILE is whole: nothing changed, gone or put in.

    Ends with 0 when it is, 1 when it is not, and 3 when it is but its key is not known
    to be the site's. Without --key, the key of the settings of this machine counts.
    """
    for key in keys:
        require_key(key)
    try:
        was = check(earlier) if earlier else None
        checked = check(file, was)
    except AlteredError as refusal:
        click.echo(f"Refused: {refusal}", err=True)
        raise SystemExit(REFUSED) from refusal
    if not tell(checked, keys or own_key()):
        raise SystemExit(UNKNOWN)


def require_key(key: str) -> None:
    try:
        public_key_of(key)
    except BadKeyError as error:
        raise click.BadParameter(str(error), param_hint="--key") from error


def check(file: Path, was: Checked | None = None) -> Checked:
    with file.open("rb") as opened:
        checked = audit.check_export(
            lines_of(opened),
            earlier=was.entries if was else 0,
            was=was.head if was else "",
        )
    if was and was.key != checked.key:
        raise AlteredError("The two files are signed with different keys.")
    if checked.troubles:
        told = [trouble.why for trouble in checked.troubles[:MOST_TOLD]]
        raise AlteredError(f"{file.name}: {'; '.join(told)}.")
    return checked


def lines_of(opened: BinaryIO) -> Iterator[bytes]:
    readline = opened.readline
    while line := readline(LONGEST_LINE):
        yield line


def own_key() -> tuple[str, ...]:
    """That of the site on this machine, where there is one."""
    with suppress(SettingsError):
        return (signer_of(load_settings()).public_key,)
    return ()


def tell(checked: Checked, keys: tuple[str, ...]) -> bool:
    entries = "entry" if checked.entries == 1 else "entries"
    click.echo(f"{checked.entries:,} {entries}, each follows the one before.")
    click.echo(f"Signed by {checked.site} at {checked.at}.")
    click.echo(f"It ends with {checked.head}")
    if checked.key in keys:
        click.echo("The key is the site's.")
        return True
    click.echo(f"Its key is {checked.key}. Whether that is the site's, nobody here")
    click.echo("knows: compare it with /.well-known/did.json, or give --key KEY.")
    return False
