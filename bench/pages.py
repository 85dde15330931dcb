"""What pages cost: CPU milliseconds a request of the whole server process tree.

CoCreate beside the reference application, in one run, round by round in turn.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.kit import load, pages, report
from bench.kit.data import Data
from bench.kit.databases import KEPT, Pair, databases_on, drop, pair
from bench.kit.load import Rounds, Target
from bench.kit.pages import Results
from bench.kit.servers import serve_cocreate, serve_reference

SIZES, QUICK_SIZES = "1000,100000,1000000", "1000,5000"
HEAD = ("page", "reader", "server", "on", "ideas", "CPU ms", "/ list of reference")


def main() -> None:
    asked = options().parse_args()
    if not load.is_there():
        report.skip("pages", "wrk is not installed", as_json=asked.json)
        return
    sizes = sizes_of(asked.sizes or (QUICK_SIZES if asked.quick else SIZES))
    rounds = asked.rounds or (1 if asked.quick else 12)
    seconds = asked.seconds or 1
    both = asked.database == "both"
    engines = ("sqlite", "postgres") if both else (asked.database,)
    with ExitStack() as made:
        folder = made.enter_context(workshop())
        pairs = []
        for databases in [databases_on(engine, folder) for engine in engines]:
            for size in sizes:
                one = pair(databases, Data(size), folder)
                made.callback(drop, databases, one)
                pairs.append(one)
        results = measure(pairs, rounds=rounds, seconds=seconds, quick=asked.quick)
    say(results, sizes, asked.database, as_json=asked.json)


def options() -> argparse.ArgumentParser:
    parser = report.options(__doc__ or "")
    parser.add_argument("--sizes", help=f"numbers of ideas; {SIZES}")
    choices = ("sqlite", "postgres", "both")
    parser.add_argument("--database", choices=choices, default="sqlite")
    parser.add_argument("--rounds", type=int, help="rounds of load on every page")
    parser.add_argument("--seconds", type=int, help="seconds a round")
    return parser


def sizes_of(written: str) -> list[int]:
    return sorted(int(size) for size in written.split(","))


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for copies of databases that is gone afterwards."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="run-") as folder:
        yield Path(folder)


def measure(pairs: list[Pair], *, rounds: int, seconds: float, quick: bool) -> Results:
    """All servers run at once, so that all sizes see the same machine."""
    with ExitStack() as running:
        wanted: list[Target] = []
        for one in pairs:
            ours = running.enter_context(serve_cocreate(one.ours, one.folder))
            reference = running.enter_context(
                serve_reference(one.reference, one.folder)
            )
            wanted += pages.targets(one, ours, reference, quick=quick)
        return load.alternate(wanted, rounds=rounds, seconds=seconds)


def say(results: Results, sizes: list[int], database: str, *, as_json: bool) -> None:
    print(f"\nPages on {database}\n")
    report.table(
        (*HEAD, "a second", "p50 ms", "p99 ms", "errors"),
        [row_of(results, target) for target in results],
    )
    promised = pages.goals(results, sizes)
    report.goals(promised)
    rows = [facts_of(target, rounds) for target, rounds in results.items()]
    report.finish(
        "pages",
        as_json=as_json,
        goals=promised,
        database=database,
        sizes=sizes,
        pages=rows,
    )


def row_of(results: Results, target: Target) -> tuple[object, ...]:
    rounds = results[target]
    here = pages.on(results, target.database)
    base = pages.find(here, target.size, pages.REFERENCE, "list", pages.ANONYMOUS)
    facts = facts_of(target, rounds)
    return (
        *(target.page, target.reader, target.server, target.database),
        f"{target.size:,}",
        *(f"{rounds.cost:.3f}", f"{rounds.cost / base:.2f}"),
        *(f"{facts['requests_a_second']:,.0f}", facts["p50_ms"], facts["p99_ms"]),
        rounds.errors,
    )


def facts_of(target: Target, rounds: Rounds) -> dict[str, object]:
    return {
        "page": target.page,
        "reader": target.reader,
        "server": target.server,
        "database": target.database,
        "ideas": target.size,
        "cpu_ms": round(rounds.cost, 4),
        "requests_a_second": round(median(rounds.a_second), 1),
        "p50_ms": round(median(rounds.p50_ms), 2),
        "p99_ms": round(median(rounds.p99_ms), 2),
        "requests": rounds.requests,
        "errors": rounds.errors,
    }


if __name__ == "__main__":
    main()
