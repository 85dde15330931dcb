"""How long groups of opinion take, and whether they are found: surfacing/opinion.py.

Ten thousand people and five hundred ideas, a third of it answered, by three camps that
are known; and every set of real votes, where there are some.
"""

import json
import os

# One thread, as the product has it: beside others, more only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.kit import report
from cocreate.surfacing.clusters import Places
from cocreate.surfacing.common_ground import counts_of, shared, stands
from cocreate.surfacing.opinion import (
    Answered,
    Groups,
    answered_of,
    grouped,
    table_of,
)

VOTES = Path(os.environ.get("BENCH_VOTES", "../shared/data"))
CAMPS, GIVEN, CONVICTION = 3, 0.3, 1.5
SEED = 11
MOST_SECONDS, MOST_CPU, LEAST_FOUND = 5.0, 2.0, 0.99


class Figure(NamedTuple):
    """One set: its size, the time it took, the groups and what they say."""

    name: str
    people: int
    ideas: int
    seconds: float
    cpu: float  # of them
    again: float  # of CPU, once more from where it ended
    groups: list[int]
    sure: bool
    stands: int
    shared: int
    found: float | None  # of the people, whose group is their camp


def main() -> None:
    parser = report.options(__doc__ or "")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--ideas", type=int, default=500)
    asked = parser.parse_args()
    figures = [made_up(asked.people, asked.ideas)]
    sets = sorted(VOTES.glob("*/votes.jsonl"))
    figures += [measured(path.parent.name, answers_in(path)) for path in sets]
    say(figures, as_json=asked.json)


def made_up(people: int, ideas: int) -> Figure:
    """Answers of three camps, each of its own mind, and everybody now and then off."""
    chance = np.random.default_rng(SEED)
    camp = chance.integers(0, CAMPS, people)
    minds = chance.normal(0, 1, (CAMPS, ideas))
    agrees = 1 / (1 + np.exp(-CONVICTION * minds[camp]))
    values = np.where(chance.random((people, ideas)) < agrees, 1, -1).astype(np.int8)
    who, what = np.nonzero(chance.random((people, ideas)) < GIVEN)
    name = f"{people:,} people, {CAMPS} camps"
    return measured(name, Answered(who, what, values[who, what]), camp)


def answers_in(path: Path) -> Answered:
    people: dict[str, int] = {}
    ideas: dict[str, int] = {}
    return answered_of(
        [
            (
                people.setdefault(vote["voter"], len(people)),
                ideas.setdefault(vote["idea"], len(ideas)),
                vote["value"],
            )
            for vote in lines_of(path)
        ]
    )


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def measured(name: str, answered: Answered, camp: Places | None = None) -> Figure:
    began, worked = time.perf_counter(), time.process_time()
    table = table_of(answered)
    groups = grouped(table, seed=SEED)
    if groups is None:
        raise SystemExit(f"{name}: too few answers to tell groups apart")
    counts = counts_of(table, groups)
    apart, together = stands(counts, table.ideas), shared(counts, table.ideas)
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    again = once_more(answered, groups)
    found = None
    if camp is not None:
        found = matched(groups.members, camp[groups.people])
    return Figure(
        name,
        len(table.people),
        len(table.ideas),
        round(seconds, 2),
        round(cpu, 2),
        round(again, 2),
        np.bincount(groups.members).tolist(),
        groups.sure,
        sum(map(len, apart)),
        len(together),
        found,
    )


def once_more(answered: Answered, groups: Groups) -> float:
    """The CPU it takes when it begins where it ended, as the product does."""
    worked = time.process_time()
    grouped(table_of(answered), seed=SEED, began=groups.began)
    return time.process_time() - worked


def matched(own: Places, camp: Places) -> float:
    """The share of people whose group is mostly of their camp."""
    right = sum(np.bincount(camp[own == one]).max() for one in np.unique(own))
    return round(float(right) / len(own), 4)


def say(figures: list[Figure], *, as_json: bool) -> None:
    head = (
        "set",
        "people",
        "ideas",
        "s",
        "CPU",
        "again",
        "groups",
        "sure",
        "stands",
        "shared",
    )
    report.table(
        (*head, "stands", "shared"),
        (
            (
                *(one.name, one.people, one.ideas),
                *(one.seconds, one.cpu, one.again),
                *("/".join(map(str, one.groups)), one.sure, one.stands, one.shared),
            )
            for one in figures
        ),
    )
    first = figures[0]
    goals = [
        report.Goal(
            f"{first.people:,} people and {first.ideas} ideas, seconds",
            first.seconds,
            at_most=MOST_SECONDS,
        ),
        report.Goal("of CPU", first.cpu, at_most=MOST_CPU),
        report.Goal(
            "of them in their own camp", first.found or 0, at_least=LEAST_FOUND
        ),
    ]
    figures_said = [one._asdict() for one in figures]
    report.goals(goals)
    report.finish("groups", as_json=as_json, goals=goals, figures=figures_said)


if __name__ == "__main__":
    main()
