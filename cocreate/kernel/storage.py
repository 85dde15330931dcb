"""Files, on local disk or in any S3-compatible store: one interface over both."""

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from cocreate.config import Settings, current
from cocreate.kernel.errors import NotFoundError, TooLargeError
from cocreate.kernel.unavailable import of_store

CHUNK = 1024 * 1024
_stores: dict[str, ObjectStore] = {}


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that has been kept: its key, size in bytes, and SHA-256 in hex."""

    key: str
    size: int
    sha256: str


def store() -> ObjectStore:
    return store_of(current())


def store_of(settings: Settings) -> ObjectStore:
    place = settings.storage_url or str(Path(settings.data_dir).resolve() / "files")
    if place not in _stores:
        opens = from_url if settings.storage_url else store_on_disk
        _stores[place] = opens(place)
    return _stores[place]


def store_on_disk(place: str) -> LocalStore:
    """Its folder is made by whoever comes first, who may find that none can be."""
    try:
        return LocalStore(place, automatic_cleanup=True, mkdir=True)
    except OSError as failure:
        raise of_store(str(failure)) from failure


def keep(key: str, chunks: Iterable[bytes], *, most: int) -> Stored:
    """Stream chunks into the store in constant memory, counting and hashing.

    What is larger than `most` bytes is refused, and nothing of it stays. A store that
    is full or away is said to be.
    """
    digest = hashlib.sha256()
    size = 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise TooLargeError
            digest.update(chunk)
            yield chunk

    try:
        obstore.put(store(), key, counted(), chunk_size=CHUNK, max_concurrency=2)
    except BaseException as failure:
        drop(key)
        if size > most:
            raise TooLargeError from None
        if isinstance(failure, BaseError):
            raise of_store(str(failure)) from failure
        raise
    return Stored(key, size, digest.hexdigest())


def size_of(key: str) -> int:
    """The size in bytes of a kept file."""
    try:
        return int(obstore.head(store(), key)["size"])
    except (FileNotFoundError, BaseError):
        raise NotFoundError from None


def is_kept(key: str) -> bool:
    try:
        size_of(key)
    except NotFoundError:
        return False
    return True


def read(key: str) -> bytes:
    """A whole small file."""
    try:
        return bytes(obstore.get(store(), key).bytes())
    except (FileNotFoundError, BaseError):
        raise NotFoundError from None


def read_range(key: str, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` up to and not including `end`, in pieces."""
    while start < end:
        upto = min(start + CHUNK, end)
        yield bytes(obstore.get_range(store(), key, start=start, end=upto))
        start = upto


def read_beside(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces of kept files while another is being kept: in a thread of their own.

    A store reads nothing in the thread that it writes from.
    """
    with ThreadPoolExecutor(1) as reader:
        while piece := reader.submit(next, pieces, b"").result():
            yield piece


def drop(key: str) -> None:
    """Forget a file; one that is not there is no error."""
    try:
        obstore.delete(store(), key)
    except (FileNotFoundError, BaseError):
        return


@dataclass(frozen=True, slots=True)
class KeptFile:
    key: str
    kept_at: datetime


def files(folder: str | None = None) -> Iterator[KeptFile]:
    """Every file in the store, or in one of its folders."""
    for some in obstore.list(store(), prefix=folder):
        for found in some:
            yield KeptFile(str(found["path"]), found["last_modified"])


def local_path(key: str) -> Path | None:
    """Where a file lies on this disk, for the server to send it, if here."""
    if current().storage_url:
        return None
    return Path(current().data_dir).resolve() / "files" / key


def tag_of(key: str) -> str:
    """The entity tag that nginx gives a file it sends itself; else none."""
    path = local_path(key)
    if path is None or current().download_hand != "x-accel-redirect":
        return ""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise NotFoundError from None
    return f"{int(found.st_mtime):x}-{found.st_size:x}"


def signed_url(key: str, method: str, seconds: int) -> str:
    """An address at which the store itself gives a file, to anybody, for seconds."""
    signed: Any = obstore.sign
    return str(signed(store(), method, key, timedelta(seconds=seconds)))
