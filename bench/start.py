"""What a start of web and worker takes until the first page: CPU, and memory then."""

import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from bench.kit import load, report
from bench.kit.servers import migrate, serve_cocreate

MOST_SECONDS, MOST_MB = 1.5, 160
SETTLED = 2.0  # seconds after which the worker, too, has all it needs


def main() -> None:
    asked = report.options(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        url = f"sqlite:///{folder / 'cocreate.db'}"
        migrate(url, folder)
        starts = [start(url, folder) for _ in range(1 if asked.quick else 3)]
    seconds = median([cpu for cpu, _ in starts])
    megabytes = median([memory for _, memory in starts])
    print("\nA cold start, until the first page\n")
    head = ("what", "CPU s", "memory MB")
    report.table(head, [("web and worker", f"{seconds:.2f}", f"{megabytes:.0f}")])
    found = [
        report.Goal("CPU seconds to the first page", seconds, MOST_SECONDS),
        report.Goal("MB of memory, shared pages once", megabytes, MOST_MB),
    ]
    report.goals(found)
    report.finish(
        "start", as_json=asked.json, goals=found, cpu_seconds=seconds, mb=megabytes
    )


def start(url: str, folder: Path) -> tuple[float, float]:
    with serve_cocreate(url, folder, with_worker=True) as server:
        with urlopen(f"{server.address}/projects", timeout=30) as answer:
            answer.read()
        seconds = load.cpu_ms([server.process]) / 1_000
        time.sleep(SETTLED)
        return seconds, load.memory_mb(server.process)


if __name__ == "__main__":
    main()
