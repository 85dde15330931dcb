"""A file that only its passphrase opens, written and read a piece at a time.

The STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár 2015) with
ChaCha20-Poly1305: each piece has its number and whether it is the last in its nonce, so
that none can be changed, moved, left out or put at the end. The key is drawn from the
passphrase by scrypt, with a salt of the file's own.
"""

import io
import os
from functools import lru_cache
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from cocreate.cli.backup.archive import Out
from cocreate.cli.backup.refusing import DAMAGED, BadBackupError

MAGIC = b"cocreate sealed backup 1\n"
SALT, PREFIX, TAG = 16, 7, 16
PIECE = 64 * 1024
HEAD = len(MAGIC) + SALT + PREFIX
COST = {"n": 2**15, "r": 8, "p": 1}  # 32 MB and a tenth of a second for each guess


class Sealing(io.RawIOBase):
    """Seals what is written; `finish` writes the last piece."""

    def __init__(self, out: Out, passphrase: bytes) -> None:
        super().__init__()
        salt, self.prefix = os.urandom(SALT), os.urandom(PREFIX)
        self.head = MAGIC + salt + self.prefix
        self.key = key_from(passphrase, salt)
        self.out, self.held, self.number = out, bytearray(), 0
        out.write(self.head)

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        octets = bytes(piece)  # type: ignore[call-overload]  # a buffer, as every stream takes
        self.held += octets
        while len(self.held) > PIECE:
            self.seal(bytes(self.held[:PIECE]), is_last=False)
            del self.held[:PIECE]
        return len(octets)

    def finish(self) -> None:
        self.seal(bytes(self.held), is_last=True)

    def seal(self, piece: bytes, *, is_last: bool) -> None:
        nonce = nonce_of(self.prefix, self.number, is_last=is_last)
        self.out.write(self.key.encrypt(nonce, piece, self.head))
        self.number += 1


class Unsealed(io.RawIOBase):
    """What such a file holds, from any place in it."""

    def __init__(self, file: BinaryIO, passphrase: bytes) -> None:
        super().__init__()
        self.file = file
        size = file.seek(0, io.SEEK_END) - HEAD
        self.pieces = -(-size // (PIECE + TAG))
        self.size = size - self.pieces * TAG
        file.seek(0)
        self.head = file.read(HEAD)
        if self.size < 0 or len(self.head) < HEAD:
            raise BadBackupError(DAMAGED)
        self.key = key_from(passphrase, self.head[len(MAGIC) : -PREFIX])
        self.place = 0
        self.opened = lru_cache(4)(self.open_piece)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.size}
        self.place = max(0, start[whence] + offset)
        return self.place

    def tell(self) -> int:
        return self.place

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any buffer
        if self.place >= self.size:
            return 0
        number, start = divmod(self.place, PIECE)
        found = self.opened(number)[start : start + len(buffer)]
        buffer[: len(found)] = found
        self.place += len(found)
        return len(found)

    def open_piece(self, number: int) -> bytes:
        self.file.seek(HEAD + number * (PIECE + TAG))
        sealed = self.file.read(PIECE + TAG)
        is_last = number == self.pieces - 1
        nonce = nonce_of(self.head[-PREFIX:], number, is_last=is_last)
        try:
            return self.key.decrypt(nonce, sealed, self.head)
        except InvalidTag:
            raise BadBackupError(
                "It does not open: the passphrase is another, or the file was changed."
            ) from None


def key_from(passphrase: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(Scrypt(salt, length=32, **COST).derive(passphrase))


def nonce_of(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])
