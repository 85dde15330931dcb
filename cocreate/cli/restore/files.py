"""The files of a backup, put where the site keeps its own."""

import hashlib
import os
from pathlib import Path

import click

from cocreate.cli.backup.manifest import SETTINGS, Manifest
from cocreate.cli.backup.opened import Opened
from cocreate.cli.backup.placing import opened_for_us_alone
from cocreate.cli.progress import progress_bar
from cocreate.config import Settings
from cocreate.kernel import storage
from cocreate.kernel.errors import NotFoundError
from cocreate.people.erasures import is_of_erasure


def require_room(settings: Settings, manifest: Manifest) -> None:
    """Before anything is written: a restore must not end on a full disk."""
    needed = sum(one.size for one in manifest.members)
    found = os.statvfs(settings.data_dir)
    if found.f_bavail * found.f_frsize < needed:
        raise click.ClickException(
            f"{settings.data_dir} has not room enough: it takes {needed:,} bytes."
        )


def put_files(archive: Opened, wanted: set[str]) -> int:
    """Put each file that a row names; one that is there already stays.

    Of another content under the same name there is none but a damaged one: names are
    drawn by lot or from what is in a file.
    """
    members = [one for one in archive.manifest.files if one.key in wanted]
    with progress_bar("Files", len(members)) as advance:
        for member in members:
            if sum_of(member.key) != member.sha256:
                storage.keep(member.key, archive.pieces(member), most=member.size)
            advance(1)
    return len(members)


def sum_of(key: str) -> str:
    digest = hashlib.sha256()
    try:
        for piece in storage.read_range(key, 0, storage.size_of(key)):
            digest.update(piece)
    except NotFoundError:
        return ""
    return digest.hexdigest()


def keep_aside(settings: Settings, aside: str) -> str:
    """The files of the site that is replaced, by a second name each: no copies."""
    files = settings.data_dir / "files"
    if settings.storage_url:
        return "its files are in the store still, until `doctor --fix` drops them"
    kept = settings.data_dir / f"files.{aside}"
    for path in files.rglob("*"):
        if path.is_file():
            second = kept / path.relative_to(files)
            second.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.link(path, second)
    return str(kept)


def drop_unnamed(settings: Settings, known: set[str]) -> None:
    """What only the replaced site named; where it is kept aside by another name."""
    if settings.storage_url:
        return
    spare = [file.key for file in storage.files() if file.key not in known]
    for key in spare:
        if not is_of_erasure(key):
            storage.drop(key)


def settings_beside(archive: Opened, settings: Settings) -> Path | None:
    """What the backup has of .env: put where somebody can read it, and not in force."""
    told = [one for one in archive.manifest.members if one.name == SETTINGS]
    if not told:
        return None
    path = settings.data_dir / "restored-settings.env"
    path.unlink(missing_ok=True)
    with opened_for_us_alone(path) as file:
        file.writelines(archive.pieces(told[0]))
    return path
