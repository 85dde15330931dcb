"""What of the figures is trouble, and how bad."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cocreate.kernel.safe_elsewhere import is_overdue

WORKER, CLOCKWORK, INDEX, WRITE = "worker", "clockwork", "index", "write"
"""What beats, each saying that it works."""

LATE = timedelta(minutes=5)
SILENT = timedelta(minutes=1)
CLOCK_SILENT = timedelta(minutes=5)
ADRIFT = timedelta(seconds=5)
LEAST_FREE = 200 * 1024 * 1024


class Status(StrEnum):
    READY = "ready"
    IMPAIRED = "impaired"  # people are served, and something is late
    UNREADY = "unready"


class Check(StrEnum):
    DATABASE = "database"
    MIGRATIONS = "migrations"
    CLOCK = "clock"
    DISK = "disk"
    WORKER = "worker"
    CLOCKWORK = "clockwork"
    EVENTS = "events"
    MAIL = "mail"
    BROWSERS = "browsers"
    SEARCH = "search"
    RATE_LIMITS = "rate limits"
    BACKUP = "backup"
    SCANNER = "scanner"


FATAL = {Check.DATABASE, Check.MIGRATIONS}
"""Without these nobody can write; without the others all that people do still works."""


@dataclass(slots=True)
class Figures:
    """What was seen at one moment; none: that it could not be seen."""

    at: datetime
    cause: str = ""  # why nothing can be written
    is_current: bool | None = None
    database_at: datetime | None = None
    beats: dict[str, datetime] = field(default_factory=dict)
    events_waiting: int | None = None
    events_failed: int | None = None
    events_since: datetime | None = None
    letters_waiting: int | None = None
    letters_since: datetime | None = None
    pushes_waiting: int | None = None
    pushes_since: datetime | None = None
    changes_waiting: int | None = None
    cases_waiting: int | None = None
    index_is_sound: bool = True
    free_bytes: int | None = None
    keeps_files: bool = True
    limits_are_shared: bool = True
    scanner_answers: bool = True
    backed_up_at: datetime | None = None

    def age_of(self, since: datetime | None) -> float:
        """In seconds; nothing that waits is no age."""
        return max(0.0, (self.at - since).total_seconds()) if since else 0.0


def troubles_of(seen: Figures) -> dict[Check, str]:
    """What is wrong, each in a sentence that tells nobody more than that."""
    found = {
        Check.DATABASE: f"Nothing can be written: {seen.cause}." * bool(seen.cause),
        Check.MIGRATIONS: "The database is not of this version."
        * (seen.is_current is False),
        Check.CLOCK: "This machine's clock and the database's differ."
        * is_adrift(seen),
        Check.DISK: trouble_with_disk(seen),
        Check.WORKER: "No worker is at work." * is_silent(seen, WORKER, SILENT),
        Check.CLOCKWORK: "What is done by the clock is not done."
        * is_silent(seen, CLOCKWORK, CLOCK_SILENT),
        Check.EVENTS: "Events wait to be delivered." * is_late(seen, seen.events_since),
        Check.MAIL: "Letters wait to be sent." * is_late(seen, seen.letters_since),
        Check.BROWSERS: "Notices wait to be shown in browsers."
        * is_late(seen, seen.pushes_since),
        Check.SEARCH: "The search index is being made anew, or is late."
        * (not seen.index_is_sound or is_silent(seen, INDEX, LATE)),
        Check.RATE_LIMITS: "Limits are counted by each process for itself."
        * (not seen.limits_are_shared),
        Check.BACKUP: "The last backup is more than a week old."
        * is_overdue(seen.backed_up_at, seen.at),
        Check.SCANNER: "The scanner of files does not answer; none is taken."
        * (not seen.scanner_answers),
    }
    return {check: said for check, said in found.items() if said}


def status_of(troubles: dict[Check, str]) -> Status:
    if FATAL & troubles.keys():
        return Status.UNREADY
    return Status.IMPAIRED if troubles else Status.READY


def is_adrift(seen: Figures) -> bool:
    """Clocks that differ; or what was seen at work is still to come."""
    of_database = seen.database_at or seen.at
    ahead = max((beat - seen.at for beat in seen.beats.values()), default=timedelta())
    return abs(of_database - seen.at) > ADRIFT or ahead > ADRIFT


def trouble_with_disk(seen: Figures) -> str:
    if not seen.keeps_files:
        return "No file can be kept."
    return "The disk is nearly full." * is_nearly_full(seen)


def is_nearly_full(seen: Figures) -> bool:
    return seen.free_bytes is not None and seen.free_bytes < LEAST_FREE


def is_silent(seen: Figures, name: str, patience: timedelta) -> bool:
    """Whether it has not been seen for long; where nothing can be seen, none knows."""
    if seen.is_current is not True:
        return False
    return name not in seen.beats or seen.at - seen.beats[name] > patience


def is_late(seen: Figures, since: datetime | None) -> bool:
    return since is not None and seen.at - since > LATE
