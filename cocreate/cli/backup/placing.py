"""Where a backup comes to lie: whole under its name, or not at all."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import click

from cocreate.kernel.clock import now

NAMED = re.compile(r"cocreate-\d{4}-\d\d-\d\d-\d{6}\.zip(\.sealed)?")
ON_ITS_WAY = ".part"
FORSAKEN = timedelta(days=1)


def place_of(place: Path, at: datetime, *, is_sealed: bool) -> Path:
    """The file that was asked for; in a folder, a name of its moment."""
    if not place.is_dir():
        return place
    ending = ".zip.sealed" if is_sealed else ".zip"
    return place / f"cocreate-{at.astimezone(UTC):%Y-%m-%d-%H%M%S}{ending}"


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when all of it is on the disk.

    Whoever is killed meanwhile leaves a hidden part, which a later backup drops.
    """
    if path.exists():
        raise click.ClickException(f"{path} is there already.")
    beside = path.with_name(f".cocreate-{os.getpid()}-{path.name}{ON_ITS_WAY}")
    try:
        with opened_for_us_alone(beside) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)  # refuses where another has taken the name meanwhile
        settle(path.parent)
    except OSError as refused:
        reason = refused.strerror or str(refused)
        raise click.ClickException(f"{path} cannot be written: {reason}.") from None
    finally:
        beside.unlink(missing_ok=True)


def opened_for_us_alone(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def settle(folder: Path) -> None:
    """The names in a folder, too, are to outlive a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def drop_forsaken(folder: Path) -> None:
    """What a backup left that was killed; one that is at work writes to its own."""
    until = (now() - FORSAKEN).timestamp()
    for part in folder.glob(f".cocreate-*{ON_ITS_WAY}"):
        if part.stat().st_mtime < until:
            part.unlink(missing_ok=True)


def drop_older(folder: Path, keep: int) -> list[Path]:
    """Drop all but the newest of the backups that we have named here."""
    ours = sorted(one for one in folder.iterdir() if NAMED.fullmatch(one.name))
    older = ours[:-keep]
    for one in older:
        one.unlink()
    return older
