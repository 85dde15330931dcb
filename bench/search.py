"""What search costs: CPU milliseconds of a question, of an update, of a whole index.

Asked as the page asks: the index, then the database for what may be seen and is shown.
"""

import gc
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench import retrieval
from bench.kit import report, seeding
from bench.kit.servers import migrate, settings
from bench.kit.texts import Text, Texts, some_of
from cocreate.app import create_app
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import STRANGER
from cocreate.search import actions, index
from cocreate.search.queries import Wish, search
from cocreate.search.shape import Document
from cocreate.search.subject import Subject
from cocreate.surfacing.actions import learn_missing
from cocreate.surfacing.queries import close_ideas

SIZES, QUICK_SIZES = "1000,10000,100000", "1000,5000"
LEAST = 5  # letters of a word that is begun or misspelt
GOALS = {1_000: 15.0, 10_000: 15.0, 100_000: 60.0}  # p95
SIMILAR_GOALS = {10_000: 15.0, 100_000: 50.0}
UPDATE_GOALS = {10_000: 15.0, 100_000: 100.0}  # p50
LEAST_A_SECOND = 1_300.0


class Figure(NamedTuple):
    ideas: int
    what: str
    p50: float
    p95: float
    most: float


def main() -> None:
    parser = report.options(__doc__ or "")
    parser.add_argument("--sizes", help=f"numbers of ideas; {SIZES}")
    parser.add_argument("--times", type=int, help="questions of each kind")
    asked = parser.parse_args()
    sizes = asked.sizes or (QUICK_SIZES if asked.quick else SIZES)
    times = asked.times or (40 if asked.quick else 300)
    figures: list[Figure] = []
    speeds: dict[int, float] = {}
    for size in sorted(int(size) for size in sizes.split(",")):
        with house(Texts(size)) as data:
            learn_missing()
            speeds[size] = index_all()
            figures += measure(data, times)
    quality = retrieval.shown(quick=asked.quick)
    say(figures, speeds, quality, as_json=asked.json)


@contextmanager
def house(data: Texts) -> Iterator[Texts]:
    """CoCreate in this process, with so many ideas in a database of its own."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        url = f"sqlite:///{folder / 'cocreate.db'}"
        migrate(url, folder)
        seeding.seed(url, data)
        os.environ.update(settings(url, folder))
        with create_app().app_context():
            yield data
            db.session.remove()
            db.engine.dispose()


def index_all() -> float:
    """Documents a second of CPU, by one process."""
    began = time.process_time()
    written = actions.rebuild()
    return written / (time.process_time() - began)


def measure(data: Texts, times: int) -> list[Figure]:
    gc.collect()
    gc.freeze()  # the texts of the bench itself are nobody's garbage
    figures = [
        Figure(data.ideas, what, *spread(ask, times))
        for what, ask in questions(data).items()
    ]
    gc.unfreeze()
    return figures


def questions(data: Texts) -> dict[str, Callable[[], object]]:
    chance = random.Random(11)
    some = [Text(idea.title, idea.body) for idea in some_of(data)]
    words = [word for text in some for word in text.title.lower().split()]
    long = [word for word in words if len(word) >= LEAST and word.isalpha()]
    common = sorted(set(words), key=words.count)[-12:]
    keys = iter(range(data.ideas + 1, data.ideas + 1_000_000))

    def update() -> int:
        one = chance.choice(some)
        made = Document(Subject.IDEA, next(keys), ProjectId(1), one.title, one.body)
        return index.write([made])

    return {
        "words of a title": lambda: ask(chance.choice(some).title + " "),
        "three words": lambda: ask(three_of(chance, chance.choice(some).body)),
        "one common word": lambda: ask(chance.choice(common) + " "),
        "four letters": lambda: ask(chance.choice(long)[:4]),
        "misspelt": lambda: ask(misspelt(chance, chance.choice(long)) + " "),
        "last page": lambda: ask(chance.choice(common) + " ", page=10),
        "similar ideas": lambda: close_to(chance.choice(some).title, ""),
        "similar ideas, with a body": lambda: close_to(*chance.choice(some)),
        "one idea indexed": update,
    }


def ask(typed: str, page: int = 1) -> Any:
    found = search(STRANGER, typed, wish=Wish(page))
    db.session.rollback()
    return found


def close_to(title: str, body: str) -> Any:
    found = close_ideas(STRANGER, ProjectId(1), title, body)
    db.session.rollback()
    return found


def three_of(chance: random.Random, body: str) -> str:
    words = [word for word in body.split() if word.isalpha()] or ["nothing"]
    return " ".join(chance.sample(words, min(3, len(words)))) + " "


def misspelt(chance: random.Random, word: str) -> str:
    place = chance.randrange(1, len(word))
    return (
        word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :]
    )


def spread(ask: Callable[[], object], times: int) -> tuple[float, float, float]:
    """CPU milliseconds: the median, what one in twenty costs more than, the most."""
    ask()
    costs = []
    for _ in range(times):
        began = time.process_time()
        ask()
        costs.append(1_000 * (time.process_time() - began))
    costs.sort()
    return costs[times // 2], costs[int(times * 0.95)], costs[-1]


def say(
    figures: list[Figure],
    speeds: dict[int, float],
    quality: list[retrieval.Quality],
    *,
    as_json: bool,
) -> None:
    print("\nSearch, CPU ms\n")
    report.table(
        ("what", "ideas", "p50", "p95", "most"),
        [
            (one.what, f"{one.ideas:,}", *(f"{cost:.2f}" for cost in one[2:]))
            for one in sorted(figures, key=lambda one: one.what)
        ],
    )
    report.table(
        ("a whole index", "documents a second of CPU"),
        [(f"{size:,}", f"{speed:,.0f}") for size, speed in speeds.items()],
    )
    promised = goals(figures, speeds) + retrieval.goals(quality)
    report.goals(promised)
    facts = [one._asdict() for one in figures]
    report.finish(
        "search",
        as_json=as_json,
        goals=promised,
        texts="given" if Texts(1).given else "made up",
        figures=facts,
        documents_a_second=speeds,
        **retrieval.facts(quality),
    )


def goals(figures: list[Figure], speeds: dict[int, float]) -> list[report.Goal]:
    found = []
    for one in figures:
        at_most, cost = GOALS.get(one.ideas), one.p95
        if one.what.startswith("similar ideas"):
            at_most = SIMILAR_GOALS.get(one.ideas)
        if one.what == "one idea indexed":
            at_most, cost = UPDATE_GOALS.get(one.ideas), one.p50
        if at_most is not None:
            name = f"{one.what}, {one.ideas:,} ideas"
            found.append(report.Goal(name, cost, at_most))
    what = "documents a second of CPU, a whole index"
    slowest = min(speeds.values())
    found.append(report.Goal(what, slowest, at_least=LEAST_A_SECOND))
    return found


if __name__ == "__main__":
    main()
