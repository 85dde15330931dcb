"""How much spam is found by what learned from verdicts, and how much that is none.

Each set is drawn in halves by chance, several times: one half is learned from, the
other judged. Then a set is judged by what another taught; and by what fewer verdicts
taught. Two things are asked: how much is caught where one of a hundred good texts would
be held (whatever score that is), and what the product itself does, which draws its line
from the verdicts it learned from, before it has seen what it judges.
"""

import json
import os
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from statistics import mean
from time import process_time
from typing import NamedTuple

# Before numpy is loaded: for sums as short as these, threads wait more than they add.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from bench.kit import report
from bench.kit.report import Goal
from cocreate.moderation.spam.learning import (
    Read,
    fit,
    held_back,
    read_all,
)
from cocreate.moderation.spam.threshold import threshold_of

GIVEN = Path(os.environ.get("BENCH_SPAM", "../shared/data"))
NO_SETS = f"no spam_*.jsonl in {GIVEN}: name a folder in BENCH_SPAM"
WRONG = 0.01  # of good texts, at most
CURVE = (100, 500, 1_000)
DRAWS, QUICK_DRAWS = 10, 3
LEAST_CAUGHT = 85.0


class Set(NamedTuple):
    name: str
    read: Read
    spam: NDArray[np.bool_]


class Found(NamedTuple):
    """What was found, in points of 100; the last two as the product draws its line."""

    learned: str
    judged: str
    verdicts: int
    caught: float
    held: float
    wrong: float
    draws: int


def main() -> None:
    parser = report.options(__doc__ or "")
    parser.add_argument("--draws", type=int, help="how often each set is halved")
    asked = parser.parse_args()
    draws = asked.draws or (QUICK_DRAWS if asked.quick else DRAWS)
    sets = list(sets_given())
    if not sets:
        report.skip("spam", NO_SETS, as_json=asked.json)
        return
    within = [measured(each, len(each.spam) // 2, draws) for each in sets]
    across = [taught(one, other) for one, other in permutations(sets, 2)]
    curve = [
        measured(each, size, draws)
        for each in sets
        for size in CURVE
        if size < len(each.spam) // 2
    ]
    say(within, across, curve)
    finish(within, across, curve, as_json=asked.json)


def sets_given() -> Iterator[Set]:
    for file in sorted(GIVEN.glob("spam_*.jsonl")):
        began = process_time()
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        told = [line for line in lines if line["label"] in {"spam", "ham"}]
        read = read_all([line["text"] for line in told])
        spam = np.array([line["label"] == "spam" for line in told], dtype=bool)
        name = file.stem.removeprefix("spam_")
        spent = process_time() - began
        report.note(f"{name}: {len(told):,} texts read in {spent:.1f} s of CPU")
        yield Set(name, read, spam)


def measured(data: Set, verdicts: int, draws: int) -> Found:
    """Learned from some verdicts of one half, judged on the other; over the draws."""
    report.note(f"{data.name}: {draws} times {verdicts:,} verdicts")
    found = [judged(data, *halves(data.spam, verdicts, draw)) for draw in range(draws)]
    caught, held, wrong = (mean(values) for values in zip(*found, strict=True))
    return Found(data.name, data.name, verdicts, caught, held, wrong, draws)


Places = NDArray[np.intp]
Figures = tuple[float, float, float]


def halves(spam: NDArray[np.bool_], verdicts: int, draw: int) -> tuple[Places, Places]:
    """Two halves drawn by chance; of the first as many as there are verdicts."""
    order = np.random.default_rng(draw).permutation(len(spam))
    half = len(spam) // 2
    return order[:half][:verdicts], order[half:]


def judged(data: Set, seen: Places, rest: Places) -> Figures:
    learned = data.read.some(seen), data.spam[seen]
    return figures_of(*learned, data.read.some(rest), data.spam[rest])


def taught(one: Set, other: Set) -> Found:
    """All of one set learned, all of the other judged."""
    report.note(f"{other.name}: judged by what {one.name} taught")
    caught, held, wrong = figures_of(one.read, one.spam, other.read, other.spam)
    return Found(one.name, other.name, len(one.spam), caught, held, wrong, 1)


def figures_of(
    read: Read, spam: NDArray[np.bool_], rest: Read, truth: NDArray[np.bool_]
) -> Figures:
    """What is caught at one wrong of a hundred; and what our own line catches."""
    if spam.all() or not spam.any():
        return 0.0, 0.0, 0.0  # one kind alone teaches nothing
    scores = fit(read, spam).scores(rest)
    line = threshold_of(held_back(read, spam)[~spam].tolist())
    good = np.sort(scores[~truth])[::-1]
    at = good[int(WRONG * len(good))]  # so many of the good ones lie above
    above = scores > line
    return share(scores[truth] > at), share(above[truth]), share(above[~truth])


def share(of: NDArray[np.bool_]) -> float:
    return 100 * float(np.mean(of))


def say(
    within: Sequence[Found], across: Sequence[Found], curve: Sequence[Found]
) -> None:
    head = ("learned from", "judged", "verdicts", "caught at 1 %", "held", "wrong")
    for title, found in (
        ("Half of a set learned, the other half judged", within),
        ("Across sets", across),
        ("By how many verdicts are learned from", curve),
    ):
        print(f"\n{title}, points of 100\n")
        report.table(
            head,
            [
                (*one[:2], f"{one.verdicts:,}", *(f"{part:.1f}" for part in one[3:6]))
                for one in found
            ],
        )


def finish(
    within: Sequence[Found],
    across: Sequence[Found],
    curve: Sequence[Found],
    *,
    as_json: bool,
) -> None:
    goals = [
        Goal(
            f"{one.judged}: caught where 1 of 100 good texts is held",
            one.caught,
            at_least=LEAST_CAUGHT,
        )
        for one in within
    ]
    report.goals(goals)
    report.finish(
        "spam",
        as_json=as_json,
        goals=goals,
        within=[one._asdict() for one in within],
        across=[one._asdict() for one in across],
        curve=[one._asdict() for one in curve],
    )


if __name__ == "__main__":
    main()
