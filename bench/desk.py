"""The product managers' desk at 100,000 ideas and 1 million votes, request by request.

Each request is asked of the application in this process, its page and its commit
included: of SQLite its CPU time is told, of PostgreSQL how long the answer takes. How
many statements each runs is counted beside it, and at a hundredth of the size. Similar
ideas are looked for among the first 20,000, so that filling takes minutes: what they
cost at full size `bench/similar.py` tells.
"""

import math
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text

from bench.kit import databases, report, seeding
from bench.kit.data import Data
from bench.kit.databases import Databases, databases_on
from bench.kit.readers import cookie_of, form_token
from bench.kit.servers import ROOT, migrate, python, settings
from cocreate.app import create_app
from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction

IDEAS, VOTES_EACH = 100_000, 10
SMALL = 1_000
MOST = 100.0  # ms, p95
LEARNED = 20_000  # ideas among which similar ones are looked for
LEARN = """
from cocreate.app import create_app
from cocreate.kernel.transaction import transaction
from cocreate.surfacing.actions import sweep
from cocreate.surfacing.actions.words import learn_ideas, unlearned

with create_app().app_context():
    for _ in range({most} // 500):
        if some := unlearned(500):
            with transaction():
                learn_ideas(some)
    sweep()
"""
DRESSING = """
INSERT INTO departments (id, name, made_at)
SELECT id, name, joined_at FROM people WHERE id <= 8;
INSERT INTO department_members (department_id, person_id)
SELECT id, 1 FROM departments WHERE id <= 2;
INSERT INTO routings (idea_id, department_id, project_id, by_id, routed_at)
SELECT id, id % 8 + 1, project_id, 1, proposed_at FROM ideas WHERE id % 4 = 0;
UPDATE ideas SET departments = 1 WHERE id % 4 = 0;
UPDATE ideas SET assignee_id = 1 WHERE id % 50 = 0
"""
PUTTING_OFF = """
INSERT INTO pauses (idea_id, project_id, awaits, until_at, why, by_id, since_at)
SELECT id, project_id, 'day', '2099-{month:02}-{day:02} 00:00:00', '', 1, proposed_at
FROM ideas WHERE id % 15 = 0 AND id % 336 = {turn}
"""


class Figure(NamedTuple):
    page: str
    ideas: int
    database: str
    p50: float
    p95: float
    most: float
    statements: int


def main() -> None:
    parser = report.options(__doc__ or "")
    parser.add_argument("--ideas", type=int, default=0, help=f"ideas; {IDEAS}")
    parser.add_argument("--database", help="sqlite, postgres or both")
    parser.add_argument("--times", type=int, help="how often each is asked")
    asked = parser.parse_args()
    ideas = asked.ideas or (SMALL if asked.quick else IDEAS)
    times = asked.times or (20 if asked.quick else 100)
    wanted = asked.database or ("sqlite" if asked.quick else "both")
    engines = ("sqlite", "postgres") if wanted == "both" else (wanted,)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as place:
        for engine in engines:
            for size in sorted({ideas, max(ideas // 100, 200)}):
                with house(databases_on(engine, Path(place)), size) as url:
                    figures += ask(
                        url, Path(place) / f"home{size}", engine, size, times
                    )
    say(figures, ideas, as_json=asked.json)


@contextmanager
def house(kept: Databases, ideas: int) -> Iterator[str]:
    """A copy of a filled database with departments, and with scores."""
    data = Data(ideas, VOTES_EACH)
    sources = [*(ROOT / "cocreate/surfacing").rglob("*.py"), Path(__file__)]
    stamp = databases.fingerprint(data, *sources)
    home = databases.KEPT / f"home_desk_{ideas}"

    def fill(url: str) -> None:
        report.note(f"{kept.engine}: filling a desk of {ideas:,} ideas")
        migrate(url, home)
        seeding.seed(url, data)
        dress(url, home)
        report.note(f"{kept.engine}: learning and scoring them")
        learn(url, home)

    name = databases.prepare(kept, f"desk_{ideas}", stamp, fill)
    copy = f"run_{os.getpid()}_{name}"
    try:
        yield kept.copy(name, copy)
    finally:
        kept.drop(copy)


def dress(url: str, home: Path) -> None:
    """What people did at the desk: departments, routes, owners, what is put off."""
    os.environ.update(settings(url, home))
    with create_app().app_context():
        with transaction():
            for statement in (*DRESSING.split(";"), *putting_off()):
                db.session.execute(text(statement))
            db.session.execute(text("ANALYZE"))
        db.session.remove()
        db.engine.dispose()


def learn(url: str, home: Path) -> None:
    """Know the words of some ideas, and score all."""
    os.environ["PGOPTIONS"] = "-c synchronous_commit=off"  # only while it is filled
    try:
        python(url, home, "-c", LEARN.format(most=LEARNED))
    finally:
        del os.environ["PGOPTIONS"]


def putting_off() -> Iterator[str]:
    """Until many days, as people do: a few ideas to each."""
    for turn in range(336):
        month, day = divmod(turn, 28)
        yield PUTTING_OFF.format(month=month + 1, day=day + 1, turn=turn)


def ask(
    url: str, folder: Path, engine: str, ideas: int, times: int
) -> Iterator[Figure]:
    os.environ.update(settings(url, folder))
    app = create_app()
    with counting(app) as statements:
        desk = Desk(app, Data(ideas, VOTES_EACH))
        clock = time.process_time if engine == "sqlite" else time.perf_counter
        for page, press in desk.presses().items():
            for _ in range(3):
                press()
            costs, before = [], len(statements)
            for _ in range(times):
                began = clock()
                press()
                costs.append(1_000 * (clock() - began))
            asked = (len(statements) - before) // times
            costs.sort()
            p50, p95 = costs[times // 2], costs[math.ceil(times * 0.95) - 1]
            yield Figure(page, ideas, engine, p50, p95, costs[-1], asked)
    with app.app_context():
        db.engine.dispose()


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    """Every statement that the database is sent."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


class Desk:
    """A product manager who presses, each time about another idea."""

    def __init__(self, app: Flask, data: Data) -> None:
        self.browser: FlaskClient = app.test_client(use_cookies=False)
        self.cookie = cookie_of(seeding.MANAGER)
        self.token = form_token()
        chance = random.Random(5)
        new = [key for key in range(1, data.ideas + 1) if data.status_of(key) == "new"]
        chance.shuffle(new)
        self.new = iter(new * 3)
        self.desk = f"/projects/{seeding.SLUG}/triage"
        self.last = ""

    def presses(self) -> dict[str, Callable[[], None]]:
        return {
            "inbox": lambda: self.get(self.desk),
            "inbox, an idea": lambda: self.get(f"{self.desk}?idea={next(self.new)}"),
            "inbox, mine": lambda: self.get(f"{self.desk}?queue=mine"),
            "inbox, ours": lambda: self.get(f"{self.desk}?queue=ours"),
            "inbox, nobody's": lambda: self.get(f"{self.desk}?queue=nobodys"),
            "inbox, late": lambda: self.get(f"{self.desk}?queue=late"),
            "inbox, put off": lambda: self.get(f"{self.desk}?queue=off"),
            "a status": self.change_status,
            "a merge": self.merge,
            "an undo": self.undo,
            "the log": lambda: self.get(f"{self.desk}/log"),
            "a score": lambda: self.get(f"/ideas/{next(self.new)}/score"),
            "the scores": lambda: self.get(f"/projects/{seeding.SLUG}/scores"),
        }

    def change_status(self) -> None:
        said = {"status": "planned", "note": "Next spring.", "queue": "waiting"}
        self.post(f"/ideas/{next(self.new)}/status", said)

    def merge(self) -> None:
        said = {"into": str(next(self.new)), "queue": "waiting"}
        self.post(f"/ideas/{next(self.new)}/merge", said)

    def undo(self) -> None:
        self.post(self.to_undo(), {"queue": "waiting"})

    def to_undo(self) -> str:
        with self.browser.application.app_context():
            latest = db.session.scalar(
                text("SELECT max(id) FROM verdicts WHERE undone_at IS NULL")
            )
            db.session.rollback()
        return f"/verdicts/{latest}/withdraw"

    def get(self, address: str) -> None:
        answer = self.browser.get(address, headers={"Cookie": self.cookie})
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{address} answered {answer.status}")

    def post(self, address: str, said: dict[str, str]) -> None:
        answer = self.browser.post(
            address,
            data={**said, "csrf_token": self.token},
            headers={"Cookie": self.cookie},
        )
        if answer.status_code != HTTPStatus.SEE_OTHER:
            told = re.sub(r"<[^>]+>|\s+", " ", answer.text)[-600:]
            raise SystemExit(f"{address} answered {answer.status}: {told}")


def say(figures: list[Figure], ideas: int, *, as_json: bool) -> None:
    print("\nThe desk, ms a request\n")
    report.table(
        ("page", "ideas", "database", "p50", "p95", "most", "statements"),
        [
            (*one[:3], *map(report.short, one[3:6]), one.statements)
            for one in sorted(figures, key=lambda one: (one.database, one.page))
        ],
    )
    promised = [*goals_of(figures, ideas)]
    report.goals(promised)
    facts: list[dict[str, Any]] = [one._asdict() for one in figures]
    report.finish("desk", as_json=as_json, goals=promised, figures=facts)


def goals_of(figures: list[Figure], ideas: int) -> Iterator[report.Goal]:
    """Each in time at the full size, by no more statements than at the small one."""
    small = {
        (one.page, one.database): one.statements for one in figures if one.ideas < ideas
    }
    for one in figures:
        if one.ideas == ideas:
            what = f"{one.page}, {one.ideas:,} ideas on {one.database}"
            yield report.Goal(f"p95, {what}", one.p95, MOST)
            few = small[one.page, one.database]
            yield report.Goal(f"statements, {what}", one.statements, few)


if __name__ == "__main__":
    main()
