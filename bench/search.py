"""What search costs: CPU milliseconds of a question, of an update, of a whole index.

Asked as the page asks: the index, then the database for what may be seen and is shown.
Both engines, beside SQLite's FTS5 and PostgreSQL's own ranks, which only give keys.
"""

import gc
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from flask import Flask

from bench import retrieval
from bench.kit import report, searchers, seeding
from bench.kit.costs import ENGINES, Figure, Index, goals, tables
from bench.kit.databases import databases_on
from bench.kit.house import at_home, empty_database
from bench.kit.meter import Meter, spread
from bench.kit.questions import Questions
from bench.kit.texts import Texts
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
POSTED = 15  # ideas, each waited for until it is found
WARMING = 15  # questions that are not counted
PROPOSER = Actor(person_id=PersonId(1), role=Role.CUSTOMER, is_verified=True)


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
    parser.add_argument("--only", choices=["speed", "quality"], help="one half")
    asked = parser.parse_args()
    sizes = asked.sizes or (QUICK_SIZES if asked.quick else SIZES)
    times = asked.times or (20 if asked.quick else 150)
    engines = ENGINES if asked.engine == "both" else (asked.engine,)
    figures: list[Figure] = []
    indexes: list[Index] = []
    for size in sorted(int(size) for size in sizes.split(",")):
        for engine in engines if asked.only != "quality" else ():
            found, index_made = of_size(engine, size, times)
            figures += found
            indexes.append(index_made)
    quality = retrieval.shown(quick=asked.quick) if asked.only != "speed" else []
    say(figures, indexes, quality, as_json=asked.json)


def of_size(engine: str, size: int, times: int) -> tuple[list[Figure], Index]:
    """Everything of one engine over so many ideas, each step told as it begins."""
    name = f"{engine}, {size:,} ideas"
    report.note(f"{name}: filling a database")
    with house(engine, Texts(size)) as here:
        report.note(f"{name}: learning what is alike")
        learn_missing()
        report.note(f"{name}: indexing")
        speed = index_all(here)
        report.note(f"{name}: asking")
        figures = measure(here, times)
        report.note(f"{name}: posting")
        until_found = seconds_to_find(here)
        report.note(f"{name}: asking the others")
        figures += others(here, max(20, times // 3))
        return figures, Index(engine, size, speed, until_found)


@contextmanager
def house(engine: str, data: Texts) -> Iterator[House]:
    with ExitStack() as made:
        folder = Path(made.enter_context(tempfile.TemporaryDirectory()))
        databases = databases_on(ENGINES[engine], folder)
        url = made.enter_context(empty_database(databases, folder))
        seeding.seed(url, data)
        app = made.enter_context(at_home(url, folder))
        shown.glances.begin(app, 0)  # nobody reads what is asked here
        yield House(engine, data, app, Meter(databases.roots), url, folder)


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
    """After some for which statements are made ready: of each shape there are few."""
    for _ in range(WARMING):
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
    if figures:
        tables(figures, indexes)
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


if __name__ == "__main__":
    main()
