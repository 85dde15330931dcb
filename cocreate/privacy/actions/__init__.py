"""What may be done about what is kept of people. The only writer of its tables."""

from cocreate.privacy.actions.archives import (
    Making,
    ask_for_archive,
    claim_archive,
    drop_every_archive,
    finish_archive,
    forget_old_archives,
    write_archive,
)
from cocreate.privacy.actions.runs import PastRun, bring_runs, note_run

__all__ = [
    "Making",
    "PastRun",
    "ask_for_archive",
    "bring_runs",
    "claim_archive",
    "drop_every_archive",
    "finish_archive",
    "forget_old_archives",
    "note_run",
    "write_archive",
]
