"""What search costs, as it is measured, said, and held to."""

from collections.abc import Sequence
from typing import NamedTuple

from bench.kit import report

ENGINES = {"whoosh": "sqlite", "postgresql": "postgres"}
GOALS = {1_000: 15.0, 10_000: 15.0, 100_000: 60.0}  # p95
SIMILAR_GOALS = {10_000: 15.0, 100_000: 50.0}
UPDATE_GOALS = {10_000: 15.0, 100_000: 100.0}  # p50
LEAST_A_SECOND = 1_300.0
MOST_SECONDS = 2.0


class Figure(NamedTuple):
    """CPU milliseconds of one kind of question."""

    engine: str
    ideas: int
    what: str
    p50: float
    p95: float
    most: float


class Index(NamedTuple):
    """A whole index, and one idea more in it."""

    engine: str
    ideas: int
    documents_a_second: float  # of CPU
    seconds_to_find: float  # what was posted, the longest


def tables(figures: Sequence[Figure], indexes: Sequence[Index]) -> None:
    print("\nSearch, CPU ms\n")
    report.table(
        ("what", "engine", "ideas", "p50", "p95", "most"),
        [
            (one.what, one.engine, f"{one.ideas:,}", *map("{:.2f}".format, one[3:]))
            for one in sorted(figures, key=lambda one: one.what)
        ],
    )
    report.table(
        ("a whole index", "ideas", "documents a second of CPU", "s until found"),
        [(one[0], f"{one[1]:,}", f"{one[2]:,.0f}", f"{one[3]:.2f}") for one in indexes],
    )


def goals(figures: Sequence[Figure], indexes: Sequence[Index]) -> list[report.Goal]:
    found = []
    for one in figures:
        at_most, cost = GOALS.get(one.ideas), one.p95
        if one.what.startswith("similar ideas"):
            at_most = SIMILAR_GOALS.get(one.ideas)
        if one.what == "one idea indexed":
            at_most, cost = UPDATE_GOALS.get(one.ideas), one.p50
        if at_most is not None and one.engine in ENGINES:
            name = f"{one.what}, {one.engine}, {one.ideas:,} ideas"
            found.append(report.Goal(name, cost, at_most))
    if not indexes:
        return found
    # A whole index has its own costs, which so few documents say nothing of.
    largest = max(one.ideas for one in indexes)
    speeds = [one.documents_a_second for one in indexes if one.ideas == largest]
    slowest = min(speeds)
    what = f"documents a second of CPU, an index of {largest:,} ideas"
    longest = max(one.seconds_to_find for one in indexes)
    return [
        *found,
        report.Goal(what, slowest, at_least=LEAST_A_SECOND),
        report.Goal("seconds until an idea is found", longest, MOST_SECONDS),
    ]
