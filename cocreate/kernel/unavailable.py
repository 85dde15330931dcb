"""What we cannot do for now, told apart by its cause: in words, and in a status.

Databases, disks and stores each say it in their own way. To whoever sent something all
of it means: nothing was changed, what you typed is here, send it again.
"""

import errno
from http import HTTPStatus

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from cocreate.kernel.errors import CoCreateError

RETRY_SECONDS = 5
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
# What SQLite says, and the classes of what PostgreSQL does (appendix A of its manual).
FULL_SAID = ("database or disk is full", "disk i/o error", "no space left", "53100")
READ_ONLY_SAID = ("readonly database", "25006")
LOCKED_SAID = ("is locked", "55P03", "57014")


class UnavailableError(CoCreateError):
    """Something that we stand on is away; it is asked for again soon."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "We cannot reach our database right now. Try again in a moment."
    cause = "away"
    retry_after = RETRY_SECONDS


class LockedError(UnavailableError):
    message = "We cannot save right now. Nothing was changed; try again soon."
    cause = "locked"


class ReadOnlyError(UnavailableError):
    message = (
        "Everything can be read here, and nothing written at the moment. "
        "Nothing was changed; whoever runs this site has to allow it again."
    )
    cause = "read-only"


class NoRoomError(UnavailableError):
    status = HTTPStatus.INSUFFICIENT_STORAGE
    message = (
        "There is no room left on our disk to save this. "
        "Nothing was changed; whoever runs this site has to make some."
    )
    cause = "full"


class StoreAwayError(UnavailableError):
    message = "We cannot keep files right now. Nothing was changed; try again soon."


class ScannerAwayError(UnavailableError):
    message = "We cannot look at files right now. Nothing was changed; try again soon."


def of_database(failure: SQLAlchemyError) -> UnavailableError | None:
    """What it means that a database failed; none: it is not the database's doing."""
    if isinstance(failure, NoConnectionError):
        return UnavailableError()  # every connection of this process is in use
    original = failure.orig if isinstance(failure, DBAPIError) else None
    said = f"{getattr(original, 'sqlstate', None) or ''} {original}".strip()
    if any(words in said.casefold() for words in FULL_SAID):
        return NoRoomError()
    if any(words in said for words in READ_ONLY_SAID):
        return ReadOnlyError()
    if any(words in said for words in LOCKED_SAID):
        return LockedError()
    return UnavailableError() if isinstance(failure, OperationalError) else None


def of_system(failure: OSError) -> UnavailableError | None:
    """What it means that a file could not be written; none: that was not it."""
    return meaning_of(failure.errno or 0)


def of_store(said: str) -> UnavailableError:
    """What it means that a store did not keep a file: it says the number in words."""
    for number in FULL | READ_ONLY:
        if f"(os error {number})" in said:
            return meaning_of(number) or StoreAwayError()
    return StoreAwayError()


def meaning_of(number: int) -> UnavailableError | None:
    if number in FULL:
        return NoRoomError()
    return ReadOnlyError() if number in READ_ONLY else None
