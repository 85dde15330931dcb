"""Read one field of a line, or say what is wrong with it."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from cocreate.cli.importing.lines import LineError
from cocreate.kernel.clock import now
from cocreate.kernel.text import tidy, tidy_line

LONGEST_KEY = 200
LARGEST_COUNT = 1_000_000_000
LARGEST_FILE = 2**53  # bytes: what every reader of JSON can count
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = timedelta(days=3_650)
TOLERANCE = timedelta(days=1)  # clocks differ, and so do time zones

Fields = dict[str, Any]
Kind = TypeVar("Kind", bound=StrEnum)


def key(fields: Fields, name: str) -> str:
    found = key_or_none(fields, name)
    if found is None:
        raise LineError(f"`{name}` is missing")
    return found


def key_or_none(fields: Fields, name: str) -> str | None:
    """A key as text or whole number: what names a thing in its set."""
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise LineError(f"`{name}` is neither text nor a number")
    text = str(value).strip()
    if not text:
        raise LineError(f"`{name}` is empty")
    if len(text) > LONGEST_KEY:
        raise LineError(f"`{name}` is longer than {LONGEST_KEY} characters")
    if not text.isprintable():
        raise LineError(f"`{name}` holds characters that cannot be kept")
    return text


def line(fields: Fields, name: str, *, most: int) -> str:
    text = tidy_line(written(fields, name, most=most))
    if not text:
        raise LineError(f"`{name}` is empty")
    return text


def line_or_none(fields: Fields, name: str, *, most: int) -> str | None:
    return None if fields.get(name) is None else line(fields, name, most=most)


def prose(fields: Fields, name: str, *, most: int) -> str:
    return tidy(written(fields, name, most=most))


def written(fields: Fields, name: str, *, most: int) -> str:
    value = fields.get(name)
    if value is None:
        raise LineError(f"`{name}` is missing")
    if not isinstance(value, str):
        raise LineError(f"`{name}` is not text")
    if "\x00" in value:
        raise LineError(f"`{name}` holds a NUL character")
    if len(value) > most:
        raise LineError(f"`{name}` is longer than {most:,} characters")
    return value


def moment_or_none(fields: Fields, name: str) -> datetime | None:
    """A moment in ISO 8601; a day is its beginning, no time zone is UTC."""
    found = instant_or_none(fields, name)
    if found is not None and not EARLIEST <= found <= now() + TOLERANCE:
        raise LineError(f"`{name}` lies before 1970 or in the future")
    return found


def moment_to_come(fields: Fields, name: str) -> datetime:
    """The same, of what may not have come yet."""
    found = instant_or_none(fields, name)
    if found is None:
        raise LineError(f"`{name}` is missing")
    if not EARLIEST <= found <= now() + LATEST:
        raise LineError(f"`{name}` lies before 1970 or more than ten years ahead")
    return found


def instant_or_none(fields: Fields, name: str) -> datetime | None:
    value = fields.get(name)
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise LineError(f"`{name}` is not a moment in ISO 8601") from None


def moment(fields: Fields, name: str) -> datetime:
    found = moment_or_none(fields, name)
    if found is None:
        raise LineError(f"`{name}` is missing")
    return found


def count_or_none(
    fields: Fields, name: str, *, most: int = LARGEST_COUNT
) -> int | None:
    value = fields.get(name)
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= most:
        raise LineError(f"`{name}` is not a count")
    return value


def bytes_or_none(fields: Fields, name: str) -> int | None:
    return count_or_none(fields, name, most=LARGEST_FILE)


def lines(fields: Fields, name: str, *, most: int) -> tuple[str, ...]:
    """A list of short texts, each once."""
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise LineError(f"`{name}` is not a list")
    found = [line({name: one}, name, most=most) for one in value]
    return tuple(dict.fromkeys(found))


def yes(fields: Fields, name: str) -> bool:
    value = fields.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise LineError(f"`{name}` is neither true nor false")
    return value


def object_or_none(fields: Fields, name: str) -> Fields | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, dict):
        raise LineError(f"`{name}` is not an object")
    return value


def objects(fields: Fields, name: str, *, most: int) -> list[Fields]:
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise LineError(f"`{name}` is not a list of objects")
    if len(value) > most:
        raise LineError(f"`{name}` holds more than {most}")
    return value


def one_of(fields: Fields, name: str, kinds: type[Kind]) -> Kind:
    found = one_of_or_none(fields, name, kinds)
    if found is None:
        raise LineError(f"`{name}` is missing")
    return found


def one_of_or_none(fields: Fields, name: str, kinds: type[Kind]) -> Kind | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in {str(kind) for kind in kinds}:
        raise LineError(f"`{name}` is none of {', '.join(map(str, kinds))}")
    return kinds(value)
