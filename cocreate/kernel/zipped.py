"""An archive that is sent while it is made, in constant memory."""

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile

Named = tuple[str, Iterable[bytes]]


class Sent(io.RawIOBase):
    """What was written since somebody last looked."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        octets = bytes(piece)  # type: ignore[call-overload]  # a buffer, as every stream takes
        self.pieces.append(octets)
        return len(octets)

    def taken(self) -> bytes:
        octets = b"".join(self.pieces)
        self.pieces.clear()
        return octets


def zipped(files: Iterable[Named]) -> Iterator[bytes]:
    """The archive of these files, piece by piece."""
    sent = Sent()
    with ZipFile(sent, "w", ZIP_DEFLATED) as archive:
        for name, pieces in files:
            with archive.open(name, "w", force_zip64=True) as entry:
                for piece in pieces:
                    entry.write(piece)
                    yield sent.taken()
            yield sent.taken()
    yield sent.taken()
