"""What search costs: CPU milliseconds of a question, of an update, of a whole index.

Asked as the page asks: the index, then the database for what may be seen and is shown.
Both engines, beside SQLite's FTS5 and PostgreSQL's own ranks, which only give keys.
"""

import gc
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from flask import Flask

from bench import retrieval
from bench.kit import report, searchers, seeding
from bench.kit.databases import Databases, databases_on
from bench.kit.meter import Meter, spread
from bench.kit.questions import Questions
from bench.kit.servers import migrate, settings
from bench.kit.texts import Texts
from cocreate.app import create_app
from cocreate.ideas.actions import propose_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.kernel import shown
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.jobs import work_once
from cocreate.kernel.policy import STRANGER, Actor, Role
from cocreate.kernel.transaction import transaction
from cocreate.search import actions, index, keeping
from cocreate.search.queries import Wish, search
from cocreate.search.shape import Document
from cocreate.search.subject import Subject
from cocreate.surfacing.actions import learn_missing
from cocreate.surfacing.queries import close_ideas

SIZES, QUICK_SIZES = "1000,10000,100000", "1000"
ENGINES = {"whoosh": "sqlite", "postgresql": "postgres"}
POSTED = 15  # ideas, each waited for until it is found
GOALS = {1_000: 15.0, 10_000: 15.0, 100_000: 60.0}  # p95
SIMILAR_GOALS = {10_000: 15.0, 100_000: 50.0}
UPDATE_GOALS = {10_000: 15.0, 100_000: 100.0}  # p50
LEAST_A_SECOND = 1_300.0
MOST_SECONDS = 2.0
PROPOSER = Actor(person_id=PersonId(1), role=Role.CUSTOMER, is_verified=True)


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


class House(NamedTuple):
    """CoCreate in this process, with so many ideas in a database of its own."""

    engine: str
    data: Texts
    app: Flask
    meter: Meter
    url: str
    folder: Path


def main() -> None:
    parser = report.options(__doc__ or "")
    parser.add_argument("--sizes", help=f"numbers of ideas; {SIZES}")
    parser.add_argument("--times", type=int, help="questions of each kind")
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    asked = parser.parse_args()
    sizes = asked.sizes or (QUICK_SIZES if asked.quick else SIZES)
    times = asked.times or (20 if asked.quick else 300)
    figures: list[Figure] = []
    indexes: list[Index] = []
    for size in sorted(int(size) for size in sizes.split(",")):
        for engine in ENGINES if asked.engine == "both" else (asked.engine,):
            report.note(f"{engine}: {size:,} ideas")
            with house(engine, Texts(size)) as here:
                learn_missing()
                speed = index_all(here)
                figures += [*measure(here, times), *others(here, times)]
                indexes.append(Index(engine, size, speed, seconds_to_find(here)))
    quality = retrieval.shown(quick=asked.quick)
    say(figures, indexes, quality, as_json=asked.json)


@contextmanager
def house(engine: str, data: Texts) -> Iterator[House]:
    with ExitStack() as made:
        folder = Path(made.enter_context(tempfile.TemporaryDirectory()))
        databases = databases_on(ENGINES[engine], folder)
        url = made.enter_context(database(databases, folder))
        migrate(url, folder)
        seeding.seed(url, data)
        os.environ.update(settings(url, folder))
        app = create_app()
        shown.glances.wake = shown.do_nothing  # nobody reads what is asked here
        with app.app_context():
            yield House(engine, data, app, Meter(databases.roots), url, folder)
            db.session.remove()
            db.engine.dispose()


@contextmanager
def database(databases: Databases, folder: Path) -> Iterator[str]:
    """An empty one, for this run alone."""
    if databases.engine == "sqlite":
        yield f"sqlite:///{folder / 'cocreate.db'}"
        return
    name = f"search_{os.getpid()}"
    yield databases.create(name)
    databases.drop(f"{name}_making")


def index_all(here: House) -> float:
    """Documents a second of CPU, by one process and its database."""
    began = here.meter.spent()
    written = actions.rebuild()
    return 1_000 * written / (here.meter.spent() - began)


def measure(here: House, times: int) -> list[Figure]:
    gc.collect()
    gc.freeze()  # the texts of the bench itself are nobody's garbage
    figures = [
        Figure(here.engine, here.data.ideas, what, *costs(here.meter, act, times))
        for what, act in asking(here).items()
    ]
    gc.unfreeze()
    return figures


def asking(here: House) -> dict[str, Callable[[], object]]:
    made = Questions(here.data)
    keys = itertools.count(here.data.ideas + 1_000)

    def update() -> int:
        title, body = made.text()
        return index.write(
            [Document(Subject.IDEA, next(keys), ProjectId(1), title, body)]
        )

    def again(typing: Callable[[], str], page: int = 1) -> Callable[[], object]:
        return lambda: ask(typing(), page)

    typed = made.typed()
    return {
        **{what: again(typing) for what, typing in typed.items()},
        "last page": again(typed["one common word"], page=10),
        "similar ideas": lambda: close_to(made.text().title, ""),
        "similar ideas, with a body": lambda: close_to(*made.text()),
        "one idea indexed": update,
    }


def ask(typed: str, page: int = 1) -> object:
    keeping.forget()  # as if nobody had asked it before
    found = search(STRANGER, typed, wish=Wish(page))
    db.session.rollback()
    return found


def close_to(title: str, body: str) -> object:
    found = close_ideas(STRANGER, ProjectId(1), title, body)
    db.session.rollback()
    return found


def costs(
    meter: Meter, act: Callable[[], object], times: int
) -> tuple[float, float, float]:
    act()
    return spread([meter.cost(act) for _ in range(times)])


def others(here: House, times: int) -> list[Figure]:
    """What lies in the same database, asked the same in the same run."""
    ideas, meter = here.data.all_ideas(), here.meter
    if here.engine == "whoosh":
        name, opened = "fts5", searchers.fts5(here.folder, ideas)
    else:
        name, opened = "ts_rank", searchers.ts_rank(here.url, ideas)
    found = []
    with opened as find:
        for what, typing in Questions(here.data).typed().items():
            spent = costs(meter, lambda asked=typing: find(asked()), times)  # type: ignore[misc]
            found.append(Figure(name, here.data.ideas, what, *spent))
    return found


def seconds_to_find(here: House) -> float:
    """From the commit of an idea until it is found; the worker's pause is not in it."""
    waited = []
    while work_once(here.app):
        pass
    for number in range(POSTED):
        word = f"zyx{number}abc"
        with transaction():
            draft = IdeaDraft(title=f"Something called {word}", body="It is said once.")
            propose_idea(PROPOSER, seeding.SLUG, draft=draft)
        began = time.monotonic()
        while not search(STRANGER, f"{word} ").number:
            work_once(here.app)
        waited.append(time.monotonic() - began)
    return max(waited)


def say(
    figures: list[Figure],
    indexes: list[Index],
    quality: list[retrieval.Quality],
    *,
    as_json: bool,
) -> None:
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
    promised = goals(figures, indexes) + retrieval.goals(quality)
    report.goals(promised)
    report.finish(
        "search",
        as_json=as_json,
        goals=promised,
        texts="given" if Texts(1).given else "made up",
        figures=[one._asdict() for one in figures],
        indexes=[one._asdict() for one in indexes],
        **retrieval.facts(quality),
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
    slowest = min(one.documents_a_second for one in indexes)
    what = "documents a second of CPU, a whole index"
    longest = max(one.seconds_to_find for one in indexes)
    return [
        *found,
        report.Goal(what, slowest, at_least=LEAST_A_SECOND),
        report.Goal("seconds until an idea is found", longest, MOST_SECONDS),
    ]


if __name__ == "__main__":
    main()
