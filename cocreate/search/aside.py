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
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import IO, Any

from cocreate.kernel.children import Child, a_child
from cocreate.search.shape import Document, Spoken, spoken, told_of

ALONE = 300  # documents, of which a child is no use: it needs a moment to begin
LOT = 50  # documents that are sent together
AHEAD = 4  # lots that wait for the child, so that it is never idle
MOST_READY = 40  # lots that may wait for an earlier one
NICER = 5
ENDED = (OSError, ValueError)  # a pipe is broken, an answer not whole

Lot = Sequence[Document]
Heard = list[tuple[Document, Spoken]]


def heard(documents: Iterable[Document]) -> Iterator[tuple[Document, Spoken]]:
    """Each document with what is kept of its text, in their order."""
    coming = iter(documents)
    for document in islice(coming, ALONE):
        yield document, spoken(document)
    if (first := next(coming, None)) is not None:
        yield from heard_by_two(chain([first], coming))


def heard_by_two(coming: Iterator[Document]) -> Iterator[tuple[Document, Spoken]]:
    with a_child(__name__) as child, ThreadPoolExecutor(1) as asker:
        given: deque[Future[Heard]] = deque()
        while lot := [*islice(coming, LOT)]:
            if sum(not one.done() for one in given) < AHEAD:
                given.append(asker.submit(ask, child, lot))
            else:
                given.append(done(hear(lot)))
            while given and (given[0].done() or len(given) > MOST_READY):
                yield from given.popleft().result()
        for one in given:
            yield from one.result()


def hear(lot: Lot) -> Heard:
    return [(document, spoken(document)) for document in lot]


def done(told: Heard) -> Future[Heard]:
    future: Future[Heard] = Future()
    future.set_result(told)
    return future


def ask(child: Child, lot: Lot) -> Heard:
    texts = [(one.title, one.body, one.language) for one in lot]
    try:
        say(child.asks, texts)
        told = json.loads(child.says.readline())
    except ENDED:
        return hear(lot)
    return [
        (document, Spoken(weights, length, in_order, frozenset(languages)))
        for document, (weights, length, in_order, languages) in zip(
            lot, told, strict=True
        )
    ]


def say(pipe: IO[bytes], told: Any) -> None:
    pipe.write(json.dumps(told).encode() + b"\n")
    pipe.flush()


def main() -> None:
    """Read what is sent, until nobody sends any more."""
    os.nice(NICER)
    for line in sys.stdin.buffer:
        told = [told_of(*text) for text in json.loads(line)]
        say(sys.stdout.buffer, [(*one[:-1], [*one.languages]) for one in told])


if __name__ == "__main__":
    main()
