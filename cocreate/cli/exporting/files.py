"""Copy files out of storage, each under the SHA-256 of its bytes."""

import hashlib
from pathlib import Path

from cocreate.cli.importing.beside import SHA256
from cocreate.cli.importing.hanging import FOLDER
from cocreate.kernel import storage
from cocreate.kernel.errors import NotFoundError


class Files:
    """The folder beside the lines, and which of its files this export wrote."""

    def __init__(self, folder: Path, name: str = FOLDER) -> None:
        self.folder = folder / name
        self.copied: set[str] = set()
        self.lost: list[str] = []

    def copy(self, key: str) -> str | None:
        """The SHA-256 of a file of storage, which stands here now; none of one lost."""
        try:
            content = storage.read(key)
        except NotFoundError:
            self.lost.append(key)
            return None
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 not in self.copied:
            self.folder.mkdir(exist_ok=True)
            beside = self.folder / f"{sha256}.part"
            beside.write_bytes(content)
            beside.replace(self.folder / sha256)
            self.copied.add(sha256)
        return sha256

    def copy_build(self, key: str, sha256: str, size: int) -> None:
        """The file of a build, piece by piece; one that is not what it was, is lost."""
        if sha256 in self.copied:
            return
        if not storage.is_kept(key):
            self.lost.append(key)
            return
        self.folder.mkdir(exist_ok=True)
        beside, found = self.folder / f"{sha256}.part", hashlib.sha256()
        with beside.open("wb") as file:
            for piece in storage.read_range(key, 0, size):
                found.update(piece)
                file.write(piece)
        if found.hexdigest() != sha256:
            beside.unlink()
            self.lost.append(key)
            return
        beside.replace(self.folder / sha256)
        self.copied.add(sha256)

    def forget_others(self) -> None:
        """Drop what an earlier export wrote here and this one did not."""
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if SHA256.fullmatch(path.name) and path.name not in self.copied:
                path.unlink()
        if not any(self.folder.iterdir()):
            self.folder.rmdir()
