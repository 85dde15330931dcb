"""What Lighthouse says of the demo's pages: signed out, on a phone; 100 is the best."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.kit import report
from bench.kit.servers import ROOT, Server, free_port, python, running, settings

INSTALLED = ROOT / "node_modules/.bin/lighthouse"
PAGES = {
    "home": "/",
    "project": "/projects/next-app",
    "list": "/projects/next-app/ideas",
    "idea": "/ideas/1",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
LEAST = 95
ROUNDS, SECONDS, TRIES = 3, 180, 4
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
Scores = dict[str, Any]


def main() -> None:
    asked = options()
    if missing := what_is_missing():
        report.skip("lighthouse", missing, as_json=asked.json)
        sys.exit(missing if asked.demand else 0)
    with tempfile.TemporaryDirectory() as place, demo(Path(place)) as server:
        rounds = 1 if asked.quick else ROUNDS
        scores = [
            look_at(name, server.address + path, Path(place), rounds)
            for name, path in PAGES.items()
            if name != "home" or not asked.quick
        ]
    goals = goals_of(scores)
    say(scores)
    report.goals(goals)
    report.finish("lighthouse", as_json=asked.json, goals=goals, pages=scores)
    sys.exit(asked.demand and not all(goal.met for goal in goals))


def options() -> Any:
    parser = report.options(__doc__ or "")
    words = "fail where a goal is not met, or a tool is missing"
    parser.add_argument("--demand", action="store_true", help=words)
    return parser.parse_args()


def what_is_missing() -> str:
    if shutil.which("node") is None:
        return "node and npm are not installed (Node.js 18.16 or newer)"
    if not INSTALLED.exists():
        return "Lighthouse is not installed: `make lighthouse` does that with npm"
    return "" if browser() else "no Chromium is installed"


def browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def demo(folder: Path) -> Iterator[Server]:
    """The demo, served as anybody would meet it."""
    url = f"sqlite:///{folder / 'cocreate.db'}"
    port = free_port()
    python(url, folder, "-m", "cocreate", "migrate")
    python(url, folder, "-m", "cocreate", "demo")
    command = [sys.executable, "-m", "cocreate", "serve", "--port", str(port)]
    with running(command, settings(url, folder), folder, port) as server:
        yield server


def look_at(name: str, url: str, folder: Path, rounds: int) -> Scores:
    """The best of a few looks: a busy machine only ever takes points away."""
    reports = [lighthouse(url, folder / "report.json") for _ in range(rounds)]
    points = {category: of_category(reports, category) for category in CATEGORIES}
    waits = {time: of_time(reports, time) for time in TIMES}
    return {"page": name, **points, **waits, "lost": lost_by(reports[-1])}


def lighthouse(url: str, out: Path) -> Any:
    command = [str(INSTALLED), url, "--quiet", "--output=json", f"--output-path={out}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    environment = os.environ | {"CHROME_PATH": browser() or ""}
    tried = 1
    # "Please run Lighthouse again", it says, when Chromium lost its first trace.
    while subprocess.run(
        command, env=environment, check=False, timeout=SECONDS
    ).returncode:
        if (tried := tried + 1) > TRIES:
            raise RuntimeError(f"Lighthouse does not get to see {url}.")
    return json.loads(out.read_text())


def of_category(reports: list[Any], category: str) -> int:
    scores = [float(one["categories"][category]["score"]) for one in reports]
    return round(100 * max(scores))


def of_time(reports: list[Any], time: str) -> int:
    return round(min(float(one["audits"][time]["numericValue"]) for one in reports))


def lost_by(found: Any) -> list[str]:
    """Which audits cost points, for whoever mends them."""
    weighed = [
        audit["id"]
        for category in found["categories"].values()
        for audit in category["auditRefs"]
        if audit["weight"]
    ]
    scores = {name: found["audits"][name]["score"] for name in weighed}
    return [name for name, score in scores.items() if score is not None and score < 0.9]


def say(scores: list[Scores]) -> None:
    print("\nLighthouse, signed out, on a phone\n")
    head = ("page", *CATEGORIES, "first ms", "largest ms", "blocked ms")
    columns = ("page", *CATEGORIES, *TIMES)
    report.table(head, [[score[column] for column in columns] for score in scores])
    for score in scores:
        if score["lost"]:
            print(f"{score['page']} loses points by {', '.join(score['lost'])}\n")


def goals_of(scores: list[Scores]) -> list[report.Goal]:
    return [
        report.Goal(f"{score['page']}: {category}", score[category], at_least=LEAST)
        for score in scores
        for category in CATEGORIES
    ]


if __name__ == "__main__":
    main()
