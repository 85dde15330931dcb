"""Whether a kept figure is what it counts, asked as the doctor asks."""

from cocreate.cli.doctor.counters import COUNTERS, Drifted


def drifted(figure: str) -> list[Drifted]:
    """The rows whose figure is not what it counts."""
    (counter,) = (counter for counter in COUNTERS if counter.name == figure)
    return counter.drifted()
