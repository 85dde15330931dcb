"""Who was forgotten, kept outside the database: a backup of before knows them still.

An empty mark lies in the store for each, named after a number and a moment. The number
leads to nobody, and the moment tells them from somebody who has it later.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cocreate.kernel import storage
from cocreate.kernel.ids import PersonId

FOLDER = "erased"
CONTENT = b"{}"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


class Erasure(NamedTuple):
    """Somebody, by number, and when they were forgotten."""

    person_id: PersonId
    at: datetime


def keep_erasure(erasure: Erasure) -> None:
    """Mark it; twice is once."""
    ticks = (erasure.at - EPOCH) // TICK
    key = f"{FOLDER}/{erasure.person_id}-{ticks}"
    storage.keep(key, [CONTENT], most=len(CONTENT))


def kept_erasures() -> Iterator[Erasure]:
    for file in storage.files(FOLDER):
        number, _, ticks = file.key.removeprefix(f"{FOLDER}/").partition("-")
        if number.isdecimal() and ticks.isdecimal():
            yield Erasure(PersonId(int(number)), EPOCH + int(ticks) * TICK)


def is_of_erasure(key: str) -> bool:
    return key.startswith(f"{FOLDER}/")
