"""How figures are said: a table for people; with --json, one object as last line."""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """What was promised, and what was measured."""

    goal: str
    measured: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool:
        low = self.at_least is None or self.measured >= self.at_least
        return low and (self.at_most is None or self.measured <= self.at_most)

    @property
    def limit(self) -> str:
        low, high = self.at_least, self.at_most
        return f"at most {high:g}" if low is None else f"at least {low:g}"


def options(about: str) -> argparse.ArgumentParser:
    """The options that every benchmark takes."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--quick", action="store_true", help="under a minute")
    parser.add_argument("--json", action="store_true", help="last line: one object")
    return parser


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "python": platform.python_version()}


def note(words: str) -> None:
    """What goes on, for whoever waits: on standard error, with the time."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as what stands in them; the first to the left."""
    written = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    for row in written:
        cells = [row[0].ljust(widths[0])]
        cells += [
            cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        print("  ".join(cells).rstrip())
    print()


def goals(found: Sequence[Goal]) -> None:
    table(
        ("goal", "measured", "goal is", ""),
        ((goal.goal, short(goal.measured), goal.limit, passed(goal)) for goal in found),
    )


def passed(goal: Goal) -> str:
    return "pass" if goal.met else "FAIL"


def short(figure: float) -> str:
    return f"{figure:.2f}" if figure < 100 else f"{figure:,.0f}"


def finish(
    bench: str, *, as_json: bool, goals: Sequence[Goal] = (), **facts: Any
) -> None:
    """The last line for machines, where it was asked for."""
    if not as_json:
        return
    said = {
        "bench": bench,
        "machine": machine(),
        **facts,
        "goals": [fact(goal) for goal in goals],
        "met": all(goal.met for goal in goals),
    }
    print(json.dumps(said))


def fact(goal: Goal) -> dict[str, Any]:
    known = {name: value for name, value in asdict(goal).items() if value is not None}
    return known | {"met": goal.met}


def skip(bench: str, reason: str, *, as_json: bool) -> None:
    print(f"{bench}: skipped, {reason}")
    if as_json:
        print(json.dumps({"bench": bench, "skipped": reason, "goals": [], "met": None}))
