"""Check a build's file with its manifest, without a site, a database or a network."""

from contextlib import suppress
from pathlib import Path

import click

from cocreate.beta.manifest import Checked, RefusedError, check
from cocreate.cli.verify_credit import address_of, fetch, trusted
from cocreate.config import SettingsError, load_settings
from cocreate.credits.verifying import RefusedError as UnknownIssuerError
from cocreate.credits.verifying import issuer_of
from cocreate.kernel.signer import signer_of

REFUSED, UNKNOWN = 1, 3
LARGEST = 1_000_000
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify-build")
@click.argument("file", type=FILE)
@click.option("--manifest", type=FILE, help="Its manifest; else FILE.manifest.json.")
@click.option("--key", "keys", multiple=True, help="A public key you trust (z6Mk…).")
@click.option("--issuer", type=FILE, help="The site's DID document (did.json).")
@click.option("--online", is_flag=True, help="Ask the site for its key, over the net.")
def verify_build(
    file: Path,
    *,
    manifest: Path | None,
    keys: tuple[str, ...],
    issuer: Path | None,
    online: bool,
) -> None:
    """Say whether a file is the build that its manifest tells of, and who signed that.

    Ends with 0 when it is, 1 when it is refused, and 3 when all fits but the key is not
    known to be the site's.
    """
    try:
        words = read(manifest or file.with_name(f"{file.name}.manifest.json"))
        known = known_keys(words, file, keys, issuer, online=online)
        checked = check(words, file, keys=known)
    except (RefusedError, UnknownIssuerError, OSError) as refusal:
        click.echo(f"Refused: {refusal}", err=True)
        raise SystemExit(REFUSED) from refusal
    tell(checked)
    if not checked.is_known:
        raise SystemExit(UNKNOWN)


def known_keys(
    words: str, file: Path, keys: tuple[str, ...], issuer: Path | None, *, online: bool
) -> set[str]:
    """The keys that are trusted: those named, the site's own, or this very site's."""
    found = {*trusted(keys)}
    if issuer is not None:
        found |= issuer_of(read(issuer)).keys
    if online:
        found |= issuer_of(fetch(address_of(check(words, file).issuer))).keys
    if not found:
        with suppress(SettingsError):
            own = signer_of(load_settings())
            if check(words, file).issuer == own.id:
                found.add(own.public_key)
    return found


def read(file: Path) -> str:
    with file.open("rb") as opened:
        octets = opened.read(LARGEST + 1)
    if len(octets) > LARGEST:
        raise RefusedError("It is far too long for a manifest.")
    return octets.decode("utf-8", "replace")


def tell(checked: Checked) -> None:
    click.echo(f"{checked.version} for {checked.platform}, until {checked.expires}.")
    click.echo(f"Signed by {checked.issuer}, nothing altered.")
    if checked.is_known:
        click.echo("The key is the site's.")
        return
    click.echo(f"Its key is {checked.key}. Whether that is the site's, nobody here")
    click.echo("knows: compare it, or give --issuer FILE, --key KEY or --online.")
