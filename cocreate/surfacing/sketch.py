"""About how many different people: a sketch that counts them and knows none of them.

HyperLogLog (Flajolet, Fusy, Gandouet, Meunier, 2007): of each reader's number some bits
choose one of a few places, and how many zeros follow is kept there if it is more than
before. The same reader changes nothing twice; two sketches put together count those
who are in either; nobody can be taken out of one, or be found in it.
"""

import math
from collections.abc import Iterable

PLACES = 128  # one byte each: right to about nine per cent
BITS = 64
CHOOSING = 7  # bits
CORRECTION = 0.7213 / (1 + 1.079 / PLACES)
EMPTY = bytes(PLACES)
WORTH = [2.0**-zeros for zeros in range(BITS + 1)]


def with_readers(sketch: bytes, readers: Iterable[int]) -> bytes:
    """The sketch after these readers, given as numbers that look random."""
    places = bytearray(sketch)
    for reader in readers:
        place, rest = reader % PLACES, reader >> CHOOSING
        zeros = BITS - CHOOSING - rest.bit_length() + 1
        places[place] = max(places[place], zeros)
    return bytes(places)


def together(one: bytes, other: bytes) -> bytes:
    """The sketch of everybody who is in either."""
    return bytes(map(max, one, other))


def people_in(sketch: bytes) -> int:
    """About how many different readers it has seen; of few, nearly exactly."""
    empty = sketch.count(0)
    guess = CORRECTION * PLACES**2 / sum(map(WORTH.__getitem__, sketch))
    if guess <= 2.5 * PLACES and empty:
        guess = PLACES * math.log(PLACES / empty)
    return round(guess)
