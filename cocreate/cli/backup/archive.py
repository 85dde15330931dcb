"""An archive while it is written: a zip that any tool opens, and that is summed up.

Its comment ends with the SHA-256 of all that stands before, so that one wrong bit is
found wherever it is. Nothing is held but the piece that is on its way, and nothing is
written twice, so that it can be sealed on its way, too.
"""

import hashlib
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cocreate.cli.backup.manifest import Member

LABEL = b"cocreate backup sha256 "
SUM = 64  # letters of a SHA-256
PACKED = 6  # as zlib itself would have it: tables are a tenth of their size
PRIVATE = 0o600 << 16


class Out(Protocol):
    """Where octets go."""

    def write(self, piece: bytes, /) -> int: ...


class Summed(io.RawIOBase):
    """Hands all on but the end, in whose place it puts the sum of what was before."""

    def __init__(self, out: Out) -> None:
        super().__init__()
        self.out, self.sum, self.held = out, hashlib.sha256(), b""

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        octets = bytes(piece)  # type: ignore[call-overload]  # a buffer, as every stream takes
        told = self.held + octets
        passed, self.held = told[:-SUM], told[-SUM:]
        self.sum.update(passed)
        self.out.write(passed)
        return len(octets)

    def finish(self) -> None:
        self.out.write(self.sum.hexdigest().encode())


class Archive:
    """Takes one member after the other, and ends with what tells of all of them."""

    def __init__(self, out: Out, at: datetime) -> None:
        self.summed = Summed(out)
        self.zip = ZipFile(self.summed, "w", ZIP_DEFLATED)
        self.moment = at.timetuple()[:6]
        self.members: list[Member] = []

    def put(self, name: str, pieces: Iterable[bytes], *, packed: bool) -> Member:
        """A member with its size and its sum."""
        digest, size = hashlib.sha256(), 0
        told = ZipInfo(name, date_time=self.moment)
        told.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        told.external_attr = PRIVATE
        with self.zip.open(told, "w", force_zip64=True) as entry:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                entry.write(piece)
        return Member(name=name, size=size, sha256=digest.hexdigest())

    def finish(self) -> None:
        self.zip.comment = LABEL + b"0" * SUM
        self.zip.close()
        self.summed.finish()
