"""What people search for, counted without who asked: in memory, until it is a batch.

A search costs no write. A batch is kept by another thread, after an answer; what a
process had not kept when it ended is lost, for these are figures and no records.
"""

import re
import threading
from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import Flask, Response

from cocreate.kernel.afterwards import keep_soon, word_left
from cocreate.kernel.clock import now
from cocreate.kernel.words import WORD
from cocreate.search import actions

SEARCHED = "searched"  # the name under which a page leaves word
LONGEST_WORDS = 80
FULL = 100  # searches, or
WAITING = timedelta(minutes=1)
MOST_KINDS = 1_000  # different ones in memory
# What may tell of somebody: an address, or a number such as accounts and phones have.
PERSONAL = re.compile(r"\S@\S|\d[\d \-/.]{4,}\d")


class Words(NamedTuple):
    """What was looked for, and in which project; 0 is everywhere."""

    project_id: int
    words: str


class Tally:
    """The searches of this process that have not been kept yet."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.empty()

    def empty(self) -> None:
        self.times: Counter[Words] = Counter()
        self.found_nothing: Counter[Words] = Counter()
        self.since: datetime | None = None

    def note(self, project_id: int, typed: str, *, is_found: bool) -> None:
        words = Words(project_id, said(typed))
        if not words.words:
            return
        with self.lock:
            if words not in self.times and len(self.times) >= MOST_KINDS:
                return
            self.times[words] += 1
            self.found_nothing[words] += not is_found
            self.since = self.since or now()

    def is_due(self) -> bool:
        waiting = self.since is not None and now() - self.since >= WAITING
        return waiting or self.times.total() >= FULL

    def take(self) -> list[actions.Searched]:
        """All of it, once."""
        with self.lock:
            times, nothing = self.times, self.found_nothing
            self.empty()
        return [
            actions.Searched(words.project_id, words.words, number, nothing[words])
            for words, number in sorted(times.items())
        ]


TALLY = Tally()


def said(typed: str) -> str:
    """The words alone, in the one form in which they are counted; or nothing."""
    if PERSONAL.search(typed):
        return ""
    return " ".join(WORD.findall(typed.casefold()))[:LONGEST_WORDS].strip()


def set_up(app: Flask) -> None:
    """Count, after each answer, what its page was asked to find."""

    @app.after_request
    def count(response: Response) -> Response:
        if word := word_left(SEARCHED):
            project_id, typed, is_found = word
            TALLY.note(project_id, typed, is_found=is_found)
            if TALLY.is_due() and not app.testing:  # no thread may outlive a test
                keep_soon(app, keep)
        return response


def keep() -> None:
    actions.keep_searched(TALLY.take())
