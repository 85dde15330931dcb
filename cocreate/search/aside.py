"""While a whole index is made, a process aside reads its texts, too.

To tell the terms of a text is most of the work and needs no database: two processors
make an index in little more than half the time. The child only reads what it is sent,
is nicer to others than we are, and ends with us. Where it is slow or killed, we read
what is left.
"""

import json
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from select import select
from typing import Any

from cocreate.kernel.children import Child, a_child
from cocreate.search.shape import Document, Spoken, spoken, told_of

ALONE = 300  # documents, of which a child is no use: it needs a moment to begin
LOT = 50  # documents that are sent together
AHEAD = 4  # lots that wait for the child, so that it is never idle
MOST_READY = 40  # lots that may wait for an earlier one
NICER = 5
MOST_READ = 1024 * 1024  # bytes

Heard = tuple[Document, Spoken]


class Lot:
    """Some documents, and what was heard of them so far."""

    def __init__(self, documents: list[Document]) -> None:
        self.documents = documents
        self.heard: list[Heard] = []

    @property
    def is_heard(self) -> bool:
        return len(self.heard) == len(self.documents)

    def hear_one(self) -> None:
        document = self.documents[len(self.heard)]
        self.heard.append((document, spoken(document)))


def heard(documents: Iterable[Document]) -> Iterator[Heard]:
    """Each document with what is kept of its text, in their order."""
    coming = iter(documents)
    for document in islice(coming, ALONE):
        yield document, spoken(document)
    if (first := next(coming, None)) is not None:
        yield from heard_by_two(chain([first], coming))


def heard_by_two(coming: Iterator[Document]) -> Iterator[Heard]:
    with a_child(__name__) as child:
        listener = Listener(child)
        given: deque[Lot] = deque()
        while documents := [*islice(coming, LOT)]:
            given.append(lot := Lot(documents))
            if listener.is_free:
                listener.ask(lot)
            else:
                for _ in documents:
                    lot.hear_one()
                    listener.exchange()
            while given and (given[0].is_heard or len(given) > MOST_READY):
                yield from listener.all_of(given.popleft())
        for lot in given:
            yield from listener.all_of(lot)


class Listener:
    """What a child was asked and has not answered yet.

    Neither waits for the other: what can be sent and read now, is. A thread that did
    it would get its turn too late, as we compute all the time.
    """

    def __init__(self, child: Child) -> None:
        self.asks, self.says = child.asks.fileno(), child.says.fileno()
        for pipe in (self.asks, self.says):
            os.set_blocking(pipe, False)
        self.asked: deque[Lot] = deque()
        self.unsent, self.unread = bytearray(), bytearray()
        self.has_ended = False

    @property
    def is_free(self) -> bool:
        return len(self.asked) < AHEAD and not self.has_ended

    def ask(self, lot: Lot) -> None:
        self.asked.append(lot)
        texts = [(one.title, one.body, one.language) for one in lot.documents]
        self.unsent += line_of(texts)
        self.exchange()

    def all_of(self, lot: Lot) -> list[Heard]:
        """What was heard of a lot, once the child has answered if it was asked."""
        while lot in self.asked:
            select([self.says], [self.asks] if self.unsent else [], [])
            self.exchange()
        while not lot.is_heard:
            lot.hear_one()
        return lot.heard

    def exchange(self) -> None:
        try:
            with suppress(BlockingIOError):
                self.send()
            with suppress(BlockingIOError):
                self.read()
        except OSError:  # it was ended: what it did not answer is ours
            self.has_ended = True
            self.asked.clear()

    def send(self) -> None:
        if self.unsent:
            del self.unsent[: os.write(self.asks, self.unsent)]

    def read(self) -> None:
        if not self.asked:
            return
        piece = os.read(self.says, MOST_READ)
        if not piece:
            raise BrokenPipeError
        self.unread += piece
        *answers, self.unread = self.unread.split(b"\n")
        for answer in answers:
            self.take(json.loads(answer))

    def take(self, told: list[Any]) -> None:
        lot = self.asked.popleft()
        lot.heard = [
            (document, Spoken(weights, length, in_order, frozenset(languages)))
            for document, (weights, length, in_order, languages) in zip(
                lot.documents, told, strict=True
            )
        ]


def line_of(told: Any) -> bytes:
    return json.dumps(told).encode() + b"\n"


def main() -> None:
    """Hear what is sent, until nobody sends any more."""
    os.nice(NICER)
    for line in sys.stdin.buffer:
        told = [told_of(*text) for text in json.loads(line)]
        answer = [(*one[:-1], [*one.languages]) for one in told]
        sys.stdout.buffer.write(line_of(answer))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
