"""How often something was done: counted in one file by every process of this machine.

Counts are lost with the machine and nothing else is: so no write waits for the disk.
Where the file cannot be written, each process counts for itself.
"""

import os
import sqlite3
import threading
from hashlib import blake2b
from typing import Any

from limits.storage import MemoryStorage, Storage

from cocreate.kernel.clock import now

SCHEME = "disk"
PATIENCE = 1.0  # seconds that one waits for another
TIDIED_EVERY = 500
BEGIN = """
CREATE TABLE IF NOT EXISTS counts (
  name TEXT PRIMARY KEY, number INTEGER NOT NULL, ends REAL NOT NULL
) WITHOUT ROWID
"""
# What would end later than it could was counted by a clock that has been put back.
COUNT = """
INSERT INTO counts VALUES (:name, :amount, :ends)
ON CONFLICT (name) DO UPDATE SET
  number = CASE WHEN ends BETWEEN :now AND :ends + 5
           THEN number + :amount ELSE :amount END,
  ends = CASE WHEN ends BETWEEN :now AND :ends + 5 THEN ends ELSE :ends END
RETURNING number
"""


class OnDisk(Storage):
    """The counts of Flask-Limiter; names of people and addresses are not kept."""

    STORAGE_SCHEME = [SCHEME]  # by which the limiter finds it

    def __init__(
        self,
        uri: str,
        wrap_exceptions: bool = False,  # noqa: FBT001, FBT002 - the limiter's signature
        *,
        secret: str = "",
        **_: Any,
    ) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self.file = uri.removeprefix(f"{SCHEME}://")
        self.secret = secret.encode()[:64]
        self.own = threading.local()
        self.spare = MemoryStorage()
        self.is_apart = False  # from the other processes, for now
        self.turn = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def connection(self) -> sqlite3.Connection:
        """One for each thread of each process: none goes through a fork."""
        if getattr(self.own, "process", None) != os.getpid():
            opened = sqlite3.connect(self.file, PATIENCE, isolation_level=None)
            opened.execute("PRAGMA journal_mode = WAL")
            opened.execute("PRAGMA synchronous = OFF")
            opened.execute(BEGIN)
            self.own.connection, self.own.process = opened, os.getpid()
        found: sqlite3.Connection = self.own.connection
        return found

    def name_of(self, key: str) -> str:
        return blake2b(key.encode(), key=self.secret, digest_size=16).hexdigest()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        at = now().timestamp()
        counted = {"amount": amount, "now": at, "ends": at + expiry}
        try:
            self.tidy(at)
            found = self.connection().execute(
                COUNT, {**counted, "name": self.name_of(key)}
            )
            number = int(found.fetchone()[0])
        except sqlite3.Error:
            self.is_apart = True
            return self.spare.incr(key, expiry, amount)
        self.is_apart = False
        return number

    def tidy(self, at: float) -> None:
        self.turn += 1
        if self.turn % TIDIED_EVERY == 0:
            self.connection().execute("DELETE FROM counts WHERE ends <= ?", [at])

    def get(self, key: str) -> int:
        return int(self.row(key)[0])

    def get_expiry(self, key: str) -> float:
        return float(self.row(key)[1])

    def row(self, key: str) -> tuple[int, float]:
        """How often, and until when; now where nothing is counted."""
        at = now().timestamp()
        sought = "SELECT number, ends FROM counts WHERE name = ? AND ends > ?"
        try:
            found = self.connection().execute(sought, [self.name_of(key), at])
            number, ends = found.fetchone() or (0, at)
        except sqlite3.Error:
            return self.spare.get(key), self.spare.get_expiry(key)
        return number, ends

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        self.spare.reset()
        return self.connection().execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        self.spare.clear(key)
        name = self.name_of(key)
        self.connection().execute("DELETE FROM counts WHERE name = ?", [name])
