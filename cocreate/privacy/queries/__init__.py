"""Questions about what is kept of people."""

from cocreate.privacy.queries.agreeing import AgreedTo, agreed_to, history_of
from cocreate.privacy.queries.archives import (
    ArchiveGoneError,
    address_of,
    find_archive,
    get_ready,
    has_work,
    is_ready,
    key_of,
    ready_keys,
)
from cocreate.privacy.queries.runs import LastRun, runs, runs_for

__all__ = [
    "AgreedTo",
    "ArchiveGoneError",
    "LastRun",
    "address_of",
    "agreed_to",
    "find_archive",
    "get_ready",
    "has_work",
    "history_of",
    "is_ready",
    "key_of",
    "ready_keys",
    "runs",
    "runs_for",
]
