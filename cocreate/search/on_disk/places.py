"""Where the index lies: a folder with a name of its own, and a file that names it.

A new index is made beside the old one and takes its place in one step. Its name is
never used again, so nobody mistakes one index for another.
"""

import json
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import try_for

from cocreate.config import current
from cocreate.search.shape import SHAPE, IndexBrokenError, IndexBusyError

POINTER = "current.json"
AILING = "ailing"
MAKING = "making.lock"
WRITING = "MAIN_WRITELOCK"  # Whoosh's own name for it
SECONDS_TO_WAIT = 20.0
SETTLED = 500_000_000  # nanoseconds


def folder() -> Path:
    return Path(current().data_dir) / "search"


def index_folder() -> Path:
    """The folder of the index in use; IndexBrokenError when there is none."""
    try:
        named = json.loads((folder() / POINTER).read_bytes())
        if named["shape"] != SHAPE:
            raise IndexBrokenError("made by another version")
        return folder() / str(named["folder"])
    except (OSError, ValueError, LookupError, TypeError) as failure:
        raise IndexBrokenError("there is none") from failure


def mark_of(place: Path) -> int:
    """Another number when a commit was written; 0 while one may be being written.

    Whoosh reads and parses two files to find out. The clock of a file system is coarse:
    what changes right after a change may leave no other mark.
    """
    try:
        changed_at = place.stat().st_mtime_ns
    except OSError:
        return 0
    return changed_at if time.time_ns() - changed_at > SETTLED else 0


def new_folder() -> Path:
    made = folder() / f"index-{secrets.token_hex(6)}"
    made.mkdir(parents=True)
    return made


def put_in_use(made: Path) -> None:
    """From now on this is the index; those who read another may end with it."""
    waiting = folder() / f"{POINTER}.{made.name}"
    waiting.write_text(json.dumps({"folder": made.name, "shape": SHAPE}))
    waiting.replace(folder() / POINTER)
    (folder() / AILING).unlink(missing_ok=True)


def sweep(kept: Path) -> None:
    """Take away what is neither the index in use nor a lock."""
    for path in folder().iterdir():
        if path.name in {kept.name, POINTER, MAKING}:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def call_for_help() -> None:
    """Let the worker know that the index cannot be read."""
    with suppress(OSError):
        (folder() / AILING).touch()


def needs_making() -> bool:
    """There is no index, or somebody could not read it."""
    try:
        return not index_folder().is_dir() or (folder() / AILING).exists()
    except IndexBrokenError:
        return True


def is_being_made() -> bool:
    """Whether some process makes the index anew at this moment."""
    lock = making_lock()
    if lock.acquire():
        lock.release()
        return False
    return True


@contextmanager
def making() -> Iterator[None]:
    """One process at a time makes the index anew."""
    lock = making_lock()
    if not try_for(lock.acquire, timeout=SECONDS_TO_WAIT):
        raise IndexBusyError
    try:
        yield
    finally:
        lock.release()


@contextmanager
def written_by_us(place: Path) -> Iterator[None]:
    """Keep others from writing an index; IndexBusyError when one does, for long."""
    lock = FileStorage(str(place)).lock(WRITING)
    if not try_for(lock.acquire, timeout=SECONDS_TO_WAIT):
        raise IndexBusyError
    try:
        yield
    finally:
        lock.release()


@contextmanager
def nobody_writing(place: Path | None) -> Iterator[None]:
    """Wait for who writes an index, and keep others from it."""
    if place is None or not place.is_dir():
        yield
        return
    lock = FileStorage(str(place)).lock(WRITING)
    is_ours = try_for(lock.acquire, timeout=SECONDS_TO_WAIT)
    try:
        yield
    finally:
        if is_ours:
            lock.release()


def making_lock() -> Any:
    folder().mkdir(parents=True, exist_ok=True)
    return FileStorage(str(folder())).lock(MAKING)
