"""The restored site's database as a file beside the one in use."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from cocreate.cli.backup.placing import settle
from cocreate.config import Settings
from cocreate.kernel.running import StillRunningError

BESIDE = ("-wal", "-shm", "-journal")
PATIENCE = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class FileBeside:
    """One file that becomes another in one step of the file system."""

    live: Path

    @classmethod
    def of(cls, settings: Settings) -> "FileBeside":
        return cls(Path(str(make_url(settings.database_url).database)))

    @property
    def file(self) -> Path:
        return self.live.with_name(f"{self.live.name}.restoring")

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    @property
    def is_there(self) -> bool:
        return self.live.exists()

    def begin(self) -> None:
        """Empty, whatever an earlier restore left that was killed."""
        self.live.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.drop()

    def drop(self) -> None:
        for ending in ("", *BESIDE):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)

    def require_nobody(self) -> None:
        """Who else has the file open is found when it is to be left behind."""

    def put_in_place(self, aside: str | None) -> str:
        """Let it be the site's; what was there is kept under another name, or gone."""
        gather(self.file)
        kept = self.live.with_name(f"{self.live.name}.{aside}")
        if self.live.exists():
            leave_behind(self.live, kept)
            if aside:
                os.link(self.live, kept)
        self.file.replace(self.live)
        settle(self.live.parent)
        return str(kept) if aside else ""


def gather(file: Path) -> None:
    """Bring what lies in a log beside it into the file, and the file to the disk."""
    with closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    number = os.open(file, os.O_RDONLY)
    os.fsync(number)
    os.close(number)


def leave_behind(live: Path, kept: Path) -> None:
    """Part the live file from its log, which must never meet the file that comes."""
    try:
        gather(live)
    except sqlite3.OperationalError:
        raise StillRunningError from None
    except sqlite3.DatabaseError:  # no database any more: kept with all that it had
        for ending in BESIDE:
            log = Path(f"{live}{ending}")
            if log.exists():
                log.replace(f"{kept}{ending}")
