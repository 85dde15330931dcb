"""Similar ideas while typing: from the last key to the panel on screen, in a Chromium.

And what the question costs by itself, on both databases: the best of five askings
each, so that a busy machine says the same. SQLite works in this process, whose CPU time
is told; of PostgreSQL, how long the answer takes.
"""

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

from bench.kit import databases, report, seeding
from bench.kit.databases import Databases, databases_on
from bench.kit.house import at_home
from bench.kit.servers import ROOT, migrate, python, serve_cocreate
from bench.kit.texts import Text, Texts, some_of
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import STRANGER
from cocreate.surfacing.queries import close_ideas

SIZES, QUICK_SIZES = "10000,100000", "1000"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
DEMO = "next-app"
KEYS_APART = 30  # milliseconds between two keys: somebody who types fast
ASKINGS = 5
SERVICE_GOALS = {10_000: (5.0, 15.0), 100_000: (15.0, 50.0)}  # ms: p50, p95
SCREEN_GOALS = {DEMO: 250.0, "10,000 ideas": 400.0, "100,000 ideas": 400.0}  # ms: p95
LEARN = """
from cocreate.app import create_app
from cocreate.surfacing.actions import learn_missing

with create_app().app_context():
    learn_missing()
"""
# A panel that was asked for before the last key is not the one we wait for.
WATCH = """() => {
  const seen = window.bench = {typed: 0, asked: 0, shown: 0};
  const now = () => performance.now();
  const type = () => { seen.typed = now(); seen.shown = 0; };
  const ask = () => { seen.asked = now(); };
  const show = () => { if (seen.asked > seen.typed) seen.shown = now(); };
  const paint = () => requestAnimationFrame(() => requestAnimationFrame(show));
  document.addEventListener("input", type, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target.id === "similar") ask();
  });
  new MutationObserver(paint).observe(
    document.getElementById("similar"), {childList: true, subtree: true});
}"""
TOOK = "() => bench.shown && bench.shown - bench.typed"


class Figure(NamedTuple):
    where: str
    ideas: int | None
    database: str
    p50: float
    p95: float
    most: float


def main() -> None:
    parser = report.options(__doc__ or "")
    parser.add_argument("--sizes", help=f"numbers of ideas; {SIZES}")
    parser.add_argument("--database", help="sqlite, postgres or both")
    parser.add_argument("--times", type=int, help="ideas that are typed, and asked for")
    asked = parser.parse_args()
    sizes = asked.sizes or (QUICK_SIZES if asked.quick else SIZES)
    times = asked.times or (7 if asked.quick else 60)
    wanted = asked.database or ("sqlite" if asked.quick else "both")
    engines = ("sqlite", "postgres") if wanted == "both" else (wanted,)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for engine in engines:
            for size in sorted(int(size) for size in sizes.split(",")):
                with house(databases_on(engine, folder), Texts(size)) as url:
                    figures.append(ask(url, folder, engine, Texts(size), times * 5))
                    if chromium and engine == engines[0]:
                        texts = [titled(one) for one in texts_of(Texts(size))]
                        where = f"{size:,} ideas"
                        screen = Screen(where, size, engine, seeding.SLUG)
                        figures.append(
                            look(chromium, url, folder, screen, texts, times)
                        )
        if chromium:
            figures.append(look_at_demo(chromium, folder / "demo", times))
    say(figures, chromium=chromium is not None, as_json=asked.json)


@contextmanager
def house(kept: Databases, data: Texts) -> Iterator[str]:
    """A copy of a filled database whose ideas are all learned."""
    sources = [*(ROOT / "cocreate/surfacing").glob("*.py"), ROOT / "bench/kit/texts.py"]
    stamp = databases.fingerprint(data, *sources, *data.files)
    home = databases.KEPT / f"home_similar_{data.ideas}"

    def fill(url: str) -> None:
        report.note(f"{kept.engine}: learning {data.ideas:,} ideas")
        migrate(url, home)
        seeding.seed(url, data)
        python(url, home, "-c", LEARN)

    name = databases.prepare(kept, f"similar_{data.ideas}", stamp, fill)
    copy = f"run_{os.getpid()}_{name}"
    try:
        yield kept.copy(name, copy)
    finally:
        kept.drop(copy)


def ask(url: str, folder: Path, engine: str, data: Texts, times: int) -> Figure:
    """What the question costs, whatever asks it: index, likeness, what is shown."""
    chance, some = random.Random(11), texts_of(data)
    with at_home(url, folder):
        clock = time.process_time if engine == "sqlite" else time.perf_counter
        costs = [best_of(clock, chance.choice(some)) for _ in range(times)]
    return figure("the question alone", data.ideas, engine, costs)


def best_of(clock: Callable[[], float], text: Text) -> float:
    found = []
    for _ in range(ASKINGS):
        began = clock()
        close_ideas(STRANGER, ProjectId(seeding.PROJECT), text.title, text.body)
        db.session.rollback()
        found.append(1_000 * (clock() - began))
    return min(found)


def texts_of(data: Texts) -> list[Text]:
    return [Text(idea.title, idea.body) for idea in some_of(data)]


def titled(text: Text) -> str:
    """As much as somebody types before they look up."""
    return " ".join(text.title.split())[:60]


class Screen(NamedTuple):
    where: str
    ideas: int | None
    database: str
    slug: str


def look_at_demo(chromium: str, folder: Path, times: int) -> Figure:
    url = f"sqlite:///{folder / 'cocreate.db'}"
    migrate(url, folder)
    python(url, folder, "-m", "cocreate", "demo")
    screen = Screen(DEMO, None, "sqlite", DEMO)
    words = [
        "Tell me the fee before I pay it and not after",
        "Let me freeze my card at once when I lose it",
        "Show the name of the shop and not of its owner",
        "Let my daughter see her pocket money",
        "One button that gets me a person on the telephone",
    ]
    return look(chromium, url, folder, screen, words, times)


def look(
    chromium: str, url: str, folder: Path, screen: Screen, texts: list[str], times: int
) -> Figure:
    """Type into the composer again and again; how long after the last key it shows."""
    chance = random.Random(13)
    with serve_cocreate(url, folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(ARGUMENTS)
        )
        page = browser.new_page()
        page.goto(f"{server.address}/projects/{screen.slug}/ideas/new")
        page.evaluate(WATCH)
        type_and_wait(page, texts[0])
        waits = [type_and_wait(page, chance.choice(texts)) for _ in range(times)]
        browser.close()
    return figure(screen.where, screen.ideas, screen.database, waits)


def type_and_wait(page: Page, words: str) -> float:
    field = page.locator("#body")
    field.fill("")
    page.wait_for_timeout(300)  # what was asked for the empty field is answered
    field.press_sequentially(words, delay=KEYS_APART)
    took: float = page.wait_for_function(TOOK, timeout=10_000).json_value()
    return took


def figure(where: str, ideas: int | None, engine: str, costs: list[float]) -> Figure:
    costs.sort()
    p50, p95 = costs[len(costs) // 2], costs[int(len(costs) * 0.95)]
    return Figure(where, ideas, engine, p50, p95, costs[-1])


def say(figures: list[Figure], *, chromium: bool, as_json: bool) -> None:
    print("\nSimilar ideas, ms\n")
    if not chromium:
        print("No Chromium is installed: nobody looked at a screen.\n")
    report.table(
        ("what", "ideas", "database", "p50", "p95", "most"),
        [
            (one.where, one.ideas or "", one.database, *map(report.short, one[3:]))
            for one in figures
        ],
    )
    promised = [goal for one in figures for goal in goals_of(one)]
    report.goals(promised)
    facts: list[dict[str, Any]] = [one._asdict() for one in figures]
    report.finish("similar", as_json=as_json, goals=promised, figures=facts)


def goals_of(one: Figure) -> list[report.Goal]:
    if one.where in SCREEN_GOALS:
        what = f"from the last key to the screen, p95, {one.where}"
        return [report.Goal(what, one.p95, SCREEN_GOALS[one.where])]
    if one.ideas not in SERVICE_GOALS or one.where != "the question alone":
        return []
    p50, p95 = SERVICE_GOALS[one.ideas]
    what = f"{one.ideas:,} ideas on {one.database}"
    return [
        report.Goal(f"p50, {what}", one.p50, p50),
        report.Goal(f"p95, {what}", one.p95, p95),
    ]


if __name__ == "__main__":
    main()
