"""Check a certificate of thanks, without a site, a database or a network."""

from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import click

from cocreate.config import SettingsError, load_settings
from cocreate.credits.verifying import (
    Checked,
    Issuer,
    RefusedError,
    check,
    check_status,
    issuer_of,
)
from cocreate.kernel.clock import now
from cocreate.kernel.proof import BadKeyError, public_key_of
from cocreate.kernel.signer import Signer, signer_of

REFUSED, UNKNOWN = 1, 3
LARGEST = 1_000_000
PATIENCE = 10  # seconds
LOCAL = ("localhost", "127.0.0.1")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify-credit")
@click.argument("file", type=FILE)
@click.option("--key", "keys", multiple=True, help="A public key you trust (z6Mk…).")
@click.option("--issuer", type=FILE, help="The issuer's profile, or DID document.")
@click.option("--revoked", type=FILE, help="The issuer's list of what was taken back.")
@click.option("--online", is_flag=True, help="Ask the issuer for both, over the net.")
def verify_credit(
    file: Path,
    *,
    keys: tuple[str, ...],
    issuer: Path | None,
    revoked: Path | None,
    online: bool,
) -> None:
    """Say whether a certificate is whole, whose it is, and that it is in force.

    Ends with 0 when it is, 1 when it is refused, and 3 when nobody altered it but its
    key is not known to be the issuer's.
    """
    try:
        known = who_signs(file, keys, issuer, online=online)
        checked = check(read(file), at=now(), keys=trusted(keys), issuer=known)
        if revoked is not None:
            check_status(checked, read(revoked))
        if online and checked.status_at:
            check_status(checked, fetch(checked.status_at))
    except RefusedError as refusal:
        click.echo(f"Refused: {refusal}", err=True)
        raise SystemExit(REFUSED) from refusal
    tell(checked)
    if not checked.is_known:
        raise SystemExit(UNKNOWN)


def trusted(keys: tuple[str, ...]) -> tuple[str, ...]:
    for key in keys:
        try:
            public_key_of(key)
        except BadKeyError as error:
            raise click.BadParameter(str(error), param_hint="--key") from error
    return keys


def who_signs(
    file: Path, keys: tuple[str, ...], issuer: Path | None, *, online: bool
) -> Issuer | None:
    """Whose signature is looked for: as a file says, as they say, or as we know it."""
    if issuer is not None:
        return issuer_of(read(issuer))
    if online:
        return issuer_of(fetch(address_of(check(read(file), at=now()).issuer)))
    return None if keys else this_site(file)


def this_site(file: Path) -> Issuer | None:
    """Ourselves, where the certificate says that it is from here."""
    with suppress(SettingsError):
        own: Signer = signer_of(load_settings())
        if check(read(file), at=now()).issuer == own.id:
            return Issuer(own.id, frozenset([own.public_key]))
    return None


def read(file: Path) -> str:
    with file.open("rb") as opened:
        octets = opened.read(LARGEST + 1)
    if len(octets) > LARGEST:
        raise RefusedError("It is far too long for a certificate.")
    return octets.decode("utf-8", "replace")


def address_of(issuer: str) -> str:
    """Where a `did:web` says who it is."""
    host = unquote(issuer.removeprefix("did:web:"))
    if host == issuer or set("/?#@") & {*host}:
        raise RefusedError(f"{issuer} cannot be asked over the net.")
    scheme = "http" if host.split(":")[0] in LOCAL else "https"
    return f"{scheme}://{host}/.well-known/did.json"


def fetch(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        raise RefusedError(f"“{address[:80]}” is no address to ask.")
    try:
        with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - checked above
            return str(answer.read(LARGEST).decode("utf-8", "replace"))
    except HTTPError as error:
        with error:
            raise RefusedError(f"{address} does not answer: {error}.") from error
    except (OSError, HTTPException, ValueError) as error:
        raise RefusedError(f"{address} does not answer: {error}.") from error


def tell(checked: Checked) -> None:
    click.echo(f"{checked.person}: {checked.name}")
    click.echo(f"Signed by {checked.issuer_name} ({checked.issuer}), nothing altered.")
    if checked.is_known:
        click.echo("The key is the issuer's.")
        return
    click.echo(f"Its key is {checked.key}. Whether that is the issuer's, nobody here")
    click.echo("knows: compare it, or give --issuer FILE, --key KEY or --online.")
