"""An archive that is read: nothing in it is believed before it was looked at."""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from cocreate.cli.backup.archive import LABEL, SUM
from cocreate.cli.backup.manifest import (
    NAME,
    Manifest,
    Member,
    manifest_from,
)
from cocreate.cli.backup.refusing import DAMAGED, NOT_OURS, BadBackupError
from cocreate.cli.backup.sealing import MAGIC, Unsealed
from cocreate.cli.progress import Advance

PIECE = 1024 * 1024
MOST_MANIFEST = 512 * PIECE
SURE_SIZE = 64 * PIECE  # up to here nobody asks how much it was packed
MOST_PACKED = 200  # times: rows are packed to a tenth or a thirtieth
ENDED = (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, KeyError)


class Opened:
    """A whole archive: its manifest, whose key signed it, and its members."""

    def __init__(self, archive: ZipFile) -> None:
        self.zip = archive
        signed = manifest_from(self.read_manifest())
        self.manifest: Manifest = signed.manifest
        self.key = signed.key
        self.require_members()

    def read_manifest(self) -> Any:
        try:
            told = self.zip.getinfo(NAME)
        except KeyError:
            raise BadBackupError(NOT_OURS) from None
        if told.file_size > MOST_MANIFEST:
            raise BadBackupError("Its manifest is larger than any.")
        with broken_off(), self.zip.open(told) as entry:
            return json.loads(entry.read(MOST_MANIFEST))

    def require_members(self) -> None:
        """Each is told of, is there once, and lies where it may."""
        told = [one.name for one in self.manifest.members]
        there = [one.filename for one in self.zip.infolist() if one.filename != NAME]
        if sorted(told) != sorted(there) or len({*told}) != len(told):
            raise BadBackupError("Its members are others than its manifest tells.")
        for one in self.manifest.members:
            if not one.is_placed:
                raise BadBackupError(f"It holds a name that leads outside: {one.name}")
            self.require_size(one)

    def require_size(self, member: Member) -> None:
        told = self.zip.getinfo(member.name)
        if told.file_size != member.size:
            raise BadBackupError(f"{member.name} has another size than it should.")
        much = member.size > SURE_SIZE
        if much and member.size > MOST_PACKED * max(1, told.compress_size):
            raise BadBackupError(f"{member.name} would unpack to more than any table.")

    def pieces(self, member: Member) -> Iterator[bytes]:
        """What a member holds; refused at its end if that is not what it should be."""
        digest, left = hashlib.sha256(), member.size
        with broken_off(), self.zip.open(member.name) as entry:
            while piece := entry.read(min(PIECE, left + 1)):
                digest.update(piece)
                left -= len(piece)
                yield piece
        if left or digest.hexdigest() != member.sha256:
            raise BadBackupError(f"{member.name} is not what it was.")

    def verify(self, advance: Advance) -> None:
        """Read every member to its end."""
        for member in self.manifest.members:
            lines = sum(piece.count(b"\n") for piece in self.pieces(member))
            if member.rows is not None and lines != member.rows + 1:
                raise BadBackupError(f"{member.name} has other rows than it should.")
            advance(1)


@contextmanager
def broken_off() -> Iterator[None]:
    """Whatever reading stumbles over is damage."""
    try:
        yield
    except ENDED as error:
        raise BadBackupError(DAMAGED) from error


@contextmanager
def opened(path: Path, passphrase: bytes | None) -> Iterator[Opened]:
    """The archive of a file, once its sum is found to be right."""
    with ExitStack() as stack:
        file: BinaryIO = stack.enter_context(path.open("rb"))
        is_sealed = file.read(len(MAGIC)) == MAGIC
        if is_sealed and passphrase is None:
            raise BadBackupError("It is sealed: give --passphrase-file.")
        if is_sealed and passphrase is not None:
            sealed = Unsealed(file, passphrase)
            file = cast("BinaryIO", io.BufferedReader(sealed, PIECE))
        require_sum(file)
        with broken_off():
            archive = stack.enter_context(ZipFile(file))
        yield Opened(archive)


def require_sum(file: BinaryIO) -> None:
    """The whole file says what it said when it was made."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - SUM - len(LABEL)))
    label, told = file.read(len(LABEL)), file.read()
    file.seek(0)
    if label != LABEL:
        raise BadBackupError(DAMAGED if file.read(2) == b"PK" else NOT_OURS)
    file.seek(0)
    digest, left = hashlib.sha256(), size - SUM
    while left and (piece := file.read(min(PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    if digest.hexdigest().encode() != told:
        raise BadBackupError(DAMAGED)
