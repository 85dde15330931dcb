"""Sixteen people vote at once: how many votes a second, beside the driver alone."""

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

import psycopg

from bench.kit import load, report
from bench.kit.data import Data
from bench.kit.databases import KEPT, Pair, databases_on, drop, pair
from bench.kit.load import Rounds, Target
from bench.kit.readers import write_ballots
from bench.kit.servers import serve_cocreate

IDEAS, WRITERS = 5_000, 16
PRAGMAS = ("synchronous=NORMAL", "busy_timeout=15000", "cache_size=-65536")
VOTE = "INSERT INTO votes VALUES ({}, {}, 1) ON CONFLICT DO NOTHING"
COUNT = "UPDATE ideas SET vote_count = vote_count + 1 WHERE id = {}"
DRIFT = (
    "SELECT count(*) FROM ideas WHERE votes <> "
    "(SELECT count(*) FROM votes WHERE votes.idea_id = ideas.id)"
)
Vote = Callable[[int, int], None]


def main() -> None:
    parser = report.options(__doc__ or "")
    choices = ("sqlite", "postgres")
    parser.add_argument("--database", choices=choices, default="sqlite")
    asked = parser.parse_args()
    if not load.is_there():
        report.skip("writers", "wrk is not installed", as_json=asked.json)
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    rounds, seconds = (1, 2) if asked.quick else (5, 3)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="run-") as place:
        databases = databases_on(asked.database, Path(place))
        one = pair(databases, Data(IDEAS), Path(place))
        alone, voting = measure(one, rounds=rounds, seconds=seconds)
        wrong = drifted(one)
        drop(databases, one)
    say(alone, voting, wrong, asked.database, as_json=asked.json)


def measure(one: Pair, *, rounds: int, seconds: int) -> tuple[list[float], Rounds]:
    """The driver alone and sixteen voters, round by round in turn."""
    alone: list[float] = []
    voting = Rounds()
    with serve_cocreate(one.ours, one.folder) as server:
        target = voters(one, server.address, (server.process, *one.roots))
        load.load(target, Rounds(), 1, WRITERS)  # both processes warm
        for number in range(1, rounds + 1):
            report.note(f"round {number} of {rounds}")
            alone.append(by_the_driver(one, seconds))
            load.load(target, voting, seconds, WRITERS)
    return alone, voting


def voters(one: Pair, address: str, roots: tuple[int, ...]) -> Target:
    ballots = write_ballots(one.folder / "ballots.txt", one.data)
    return Target(
        page="vote",
        reader="voters",
        server="cocreate",
        size=IDEAS,
        database=one.database,
        url=f"{address}/",
        roots=roots,
        script="vote.lua",
        arguments=(str(ballots), "button"),
    )


def by_the_driver(one: Pair, seconds: float) -> float:
    """Votes a second by one connection that checks nothing: an insert, a counter."""
    chance = random.Random(time.monotonic_ns())
    done, until = 0, time.monotonic() + seconds
    with driver(one) as cast:
        while time.monotonic() < until:
            cast(chance.randint(1, one.data.people), chance.randint(1, IDEAS))
            done += 1
    return done / seconds


@contextmanager
def driver(one: Pair) -> Iterator[Vote]:
    opened = on_sqlite(one) if one.database == "sqlite" else on_postgres(one)
    with opened as cast:
        yield cast


@contextmanager
def on_sqlite(one: Pair) -> Iterator[Vote]:
    path = one.reference.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

        def cast(voter: int, idea: int) -> None:
            connection.execute("BEGIN IMMEDIATE")
            values = {"voter": voter, "idea": idea}
            if connection.execute(VOTE.format(":voter", ":idea"), values).rowcount:
                connection.execute(COUNT.format(":idea"), values)
            connection.execute("COMMIT")

        yield cast


@contextmanager
def on_postgres(one: Pair) -> Iterator[Vote]:
    with psycopg.connect(plain(one.reference), autocommit=True) as connection:

        def cast(voter: int, idea: int) -> None:
            with connection.transaction():
                marks = VOTE.format("%s", "%s")
                if connection.execute(marks, (voter, idea)).rowcount:
                    connection.execute(COUNT.format("%s"), (idea,))

        yield cast


def drifted(one: Pair) -> int:
    """Ideas whose figure is not the number of their votes."""
    if one.database == "sqlite":
        with closing(sqlite3.connect(one.ours.removeprefix("sqlite:///"))) as opened:
            return int(opened.execute(DRIFT).fetchone()[0])
    with psycopg.connect(plain(one.ours)) as connection:
        (ideas,) = connection.execute(DRIFT).fetchone() or (0,)
        return int(ideas)


def plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def say(
    alone: list[float], voting: Rounds, wrong: int, database: str, *, as_json: bool
) -> None:
    ours, driven = median(voting.a_second), median(alone)
    print(f"\nVotes on {database}\n")
    report.table(
        ("who", "votes a second", "p50 ms", "p99 ms", "errors"),
        [
            ("the driver, one connection", f"{driven:,.0f}", "", "", ""),
            (
                f"cocreate, {WRITERS} at once",
                f"{ours:,.0f}",
                f"{median(voting.p50_ms):.1f}",
                f"{median(voting.p99_ms):.1f}",
                voting.errors,
            ),
        ],
    )
    promised = [
        report.Goal("share of what the driver alone commits", ours / driven, None, 0.3),
        report.Goal("votes that failed", voting.errors, 0),
        report.Goal("ideas whose figure is not their votes", wrong, 0),
    ]
    report.goals(promised)
    report.finish(
        "writers",
        as_json=as_json,
        goals=promised,
        database=database,
        writers=WRITERS,
        votes_a_second=round(ours, 1),
        driver_a_second=round(driven, 1),
        errors=voting.errors,
        drifted=wrong,
    )


if __name__ == "__main__":
    main()
