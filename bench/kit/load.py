"""Load on a server, by wrk, and what it cost: CPU time of a whole process tree."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

from bench.kit.report import note

TICKS = os.sysconf("SC_CLK_TCK")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}
WARM_UP = 40
SCRIPTS = Path(__file__).parent.parent / "load"


@dataclass(frozen=True)
class Target:
    """One kind of request to one server."""

    page: str
    reader: str
    server: str
    size: int
    database: str
    url: str
    roots: tuple[int, ...]  # the processes whose trees answer it
    headers: tuple[str, ...] = ()
    script: str = ""
    warmed: str = ""  # an address that warms up what the script asks for
    arguments: tuple[str, ...] = ()
    turns: int = 1  # in each round: what writes differs more from one to the next


@dataclass
class Rounds:
    """What each round of load on a target gave."""

    cpu_ms: list[float] = field(default_factory=list)
    a_second: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)
    requests: int = 0
    errors: int = 0

    @property
    def cost(self) -> float:
        """CPU milliseconds a request, the least of the rounds.

        What others do on the machine only adds to it, and seldom to every round.
        """
        return min(self.cpu_ms)


def is_there() -> bool:
    return shutil.which("wrk") is not None


def alternate(
    targets: Iterable[Target], *, rounds: int, seconds: float, connections: int = 8
) -> dict[Target, Rounds]:
    """Load every target in turn, round after round, so that all see the same noise."""
    results = {target: Rounds() for target in targets}
    note(f"warming up {len(results)} pages")
    for target in results:
        warm_up(target, connections)
    order = in_turn(results)
    takes = len(order) * seconds
    for number in range(1, rounds + 1):
        note(f"round {number} of {rounds}: {len(order)} turns, {takes:.0f} seconds")
        for target in order:
            load(target, results[target], seconds, connections)
    return results


def in_turn(targets: Iterable[Target]) -> list[Target]:
    """Each as often as it has turns; between two of its own, those of the others."""
    waiting = [*targets]
    most = max(target.turns for target in waiting)
    return [target for turn in range(most) for target in waiting if target.turns > turn]


def warm_up(target: Target, connections: int) -> None:
    """Let both processes make what they keep; wrk cannot run for less than a second."""
    if target.script and not target.warmed:
        load(target, Rounds(), 1, connections)
        return
    headers = dict(header.split(": ", 1) for header in target.headers)
    url = target.warmed or target.url
    for _ in range(WARM_UP):
        with urlopen(Request(url, headers=headers), timeout=30) as answer:
            answer.read()


def load(target: Target, result: Rounds, seconds: float, connections: int) -> None:
    before = cpu_ms(target.roots)
    said = wrk(target, seconds, connections)
    spent = cpu_ms(target.roots) - before
    requests = int(found(r"(\d+) requests in", said))
    result.requests += requests
    result.errors += errors_in(said)
    result.cpu_ms.append(spent / max(requests, 1))
    result.a_second.append(float(found(r"Requests/sec:\s+([\d.]+)", said)))
    result.p50_ms.append(milliseconds(found(r"50%\s+(\S+)", said)))
    result.p99_ms.append(milliseconds(found(r"99%\s+(\S+)", said)))


def wrk(target: Target, seconds: float, connections: int) -> str:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{whole(seconds)}", "--latency"]
    command += ["--timeout", "10s"]
    for header in target.headers:
        command += ["-H", header]
    if target.script:
        command += ["-s", str(SCRIPTS / target.script)]
    command += [target.url]
    if target.arguments:
        command += ["--", *target.arguments]
    asked = subprocess.run(
        command, capture_output=True, text=True, timeout=seconds + 60, check=False
    )
    if "Requests/sec" not in asked.stdout:
        raise RuntimeError(f"wrk failed on {target.url}: {asked.stdout}{asked.stderr}")
    return asked.stdout


def whole(seconds: float) -> str:
    """wrk takes whole seconds."""
    return f"{max(1, round(seconds))}s"


def found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    return match[1] if match else "0"


def milliseconds(written: str) -> float:
    match = re.fullmatch(r"([\d.]+)(us|ms|s|m)", written)
    return float(match[1]) * UNITS[match[2]] if match else 0.0


def errors_in(said: str) -> int:
    refused = int(found(r"Non-2xx or 3xx responses: (\d+)", said))
    sockets = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said
    )
    return refused + (sum(map(int, sockets.groups())) if sockets else 0)


def cpu_ms(roots: Iterable[int]) -> float:
    """What the trees of these processes have spent so far."""
    ticks = 0
    for root in roots:
        for process in tree(root):
            fields = read(f"/proc/{process}/stat").rpartition(")")[2].split()
            if fields:
                ticks += int(fields[11]) + int(fields[12])
    return ticks * 1_000 / TICKS


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    family, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        family.append(process)
        for thread in threads(process):
            children = read(f"/proc/{process}/task/{thread}/children")
            waiting += map(int, children.split())
    return family


def threads(process: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{process}/task")  # noqa: PTH208 - /proc, not a path
    except OSError:
        return []


def memory_mb(root: int) -> float:
    """The tree's memory, shared pages counted once (PSS)."""
    total = 0
    for process in tree(root):
        rollup = read(f"/proc/{process}/smaps_rollup")
        total += int(found(r"(?m)^Pss:\s+(\d+)", rollup))
    return total / 1024


def read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
