"""A file read at any place, a little at a time, never whole."""

import io
from collections.abc import Callable

from cocreate.beta.packages.facts import BadPackageError

CUT = "The file ends before it should. Make it anew, and bring it again."
Read = Callable[[int, int], bytes]  # from, up to and not including


class Source:
    """So many bytes, wherever they are kept."""

    def __init__(self, size: int, read: Read) -> None:
        self.size = size
        self.read = read

    def take(self, start: int, length: int) -> bytes:
        """Exactly so many bytes; a file that has fewer was cut."""
        if start < 0 or length < 0 or start + length > self.size:
            raise BadPackageError(CUT)
        found = self.read(start, start + length) if length else b""
        if len(found) != length:
            raise BadPackageError(CUT)
        return found


def source_of(content: bytes) -> Source:
    return Source(len(content), lambda start, end: content[start:end])


class Opened(io.RawIOBase):
    """A source as an open file, for those who read files."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begun = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.source.size}
        self.at = max(0, begun[whence] + offset)
        return self.at

    def readinto(self, room: "memoryview") -> int:  # type: ignore[override]  # any buffer
        end = min(self.source.size, self.at + len(room))
        found = self.source.read(self.at, end) if end > self.at else b""
        room[: len(found)] = found
        self.at += len(found)
        return len(found)
