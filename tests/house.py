"""What every test finds here, and how tests are asked of both databases."""

import gc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask

from cocreate.app import create_app
from cocreate.config import Settings, load_settings, use
from cocreate.kernel import jobs, outbox
from cocreate.kernel.db import db
from cocreate.people.models import Person
from tests import racing, watching
from tests.client import ForgetfulClient
from tests.databases import ENGINES, database_for, workshop
from tests.mailing import OpenOffice, post_offices
from tests.reading import bring_every_table
from tests.skips import refuse_skips
from tests.sweeping import Sweep, broom
from tests.walking import Walker

BROWSER = Path(__file__).parent / "browser"
# A request leaves little for the collector: it is to look seldom, as on a server.
gc.set_threshold(50_000, 20, 100)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever touches a database is asked of both."""
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize(
            "database_url", engines_of(metafunc), indirect=True, scope="session"
        )


def engines_of(metafunc: pytest.Metafunc) -> list[str]:
    marked = {mark.name for mark in metafunc.definition.iter_markers()} & {*ENGINES}
    if metafunc.definition.path.is_relative_to(BROWSER):
        marked = {"sqlite"}
    chosen = metafunc.config.getoption("--on")
    return [
        engine
        for engine in ENGINES
        if (not marked or engine in marked) and chosen in {None, engine}
    ]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """What takes long goes ahead, so that workers side by side end together.

    Drills take minutes, and are run where they are asked for.
    """
    if "drill" not in config.getoption("markexpr"):
        items[:] = [item for item in items if not item.get_closest_marker("drill")]
    items[:] = [item for item in items if is_meant(item)]
    items.sort(key=turn_of)


def is_meant(item: pytest.Item) -> bool:
    """Whether the values that it is tried with are for this database."""
    marked = {mark.name for mark in item.iter_markers()} & {*ENGINES}
    engine = engine_of(item)
    return engine is None or not marked or engine in marked


def engine_of(item: pytest.Item) -> str | None:
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return cast("str | None", parameters.get("database_url"))


def turn_of(item: pytest.Item) -> tuple[bool, int, bool]:
    """Browsers first, then one database after the other, then what needs none."""
    engine = engine_of(item)
    turn = ENGINES.index(engine) if engine in ENGINES else len(ENGINES)
    in_browser = item.path.is_relative_to(BROWSER)
    return (not in_browser, turn, item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """What every test needs stays: it is not to be looked through again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:
    report = cast("pytest.TestReport", (yield))
    refuse_skips(report)
    return report  # type: ignore[return-value]  # a hook wrapper returns its result


def pytest_sessionfinish() -> None:
    """Collect what is left, once: pytest will do so five times over what stays."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this worker's own; only compiled templates serve every run."""
    folder, compiled = tmp_path_factory.mktemp("var"), workshop() / "templates"
    compiled.mkdir(exist_ok=True)
    (folder / "templates").symlink_to(compiled, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[str]:
    """A migrated, empty database of this worker's own."""
    with database_for(request.param, data_dir) as url:
        yield url


@pytest.fixture(scope="session")
def settings(database_url: str, data_dir: Path) -> Settings:
    return load_settings(
        _env_file=None,
        secret_key="a secret that only the tests know, and no one else",
        database_url=database_url,
        data_dir=data_dir,
        testing=True,
        password_time_cost=1,
        password_memory_kib=8,
        kept_pages_seconds=0,
        mail_together_minutes=0,
        undo_seconds=0,
        second_look_share=0,
        rate_limits_on=False,
        form_least_seconds=0,
    )


@pytest.fixture(scope="session")
def site(settings: Settings) -> Iterator[Flask]:
    """The application, made once for each database."""
    app = create_app(settings)
    app.test_client_class = ForgetfulClient
    bring_every_table()
    watching.start()
    gc.freeze()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def sweep(site: Flask, settings: Settings) -> Iterator[Sweep]:
    with broom(settings.database_url, settings.data_dir) as sweeping:
        yield sweeping


@pytest.fixture
def app(site: Flask, settings: Settings, sweep: Sweep) -> Iterator[Flask]:
    """The application with nothing in it; afterwards whatever was put there is gone."""
    use(settings)
    watching.foreign_writes.clear()
    with site.app_context():
        yield site
        db.session.remove()
        sweep()
    assert watching.foreign_writes == [], "a row is changed by its own capability alone"


@pytest.fixture
def client(app: Flask) -> ForgetfulClient:
    """A browser of somebody who has not signed in."""
    return cast("ForgetfulClient", app.test_client())


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Person], ForgetfulClient]:
    """`signed_in(person)` is a browser of theirs, signed in."""

    def browser_of(person: Person) -> ForgetfulClient:
        return cast("ForgetfulClient", app.test_client()).sign_in(person)

    return browser_of


@pytest.fixture
def walker(app: Flask) -> Callable[..., Walker]:
    """`walker(person)` uses the site by its pages alone, signed in or as a stranger."""

    def walk_as(person: Person | None = None) -> Walker:
        browser = cast("ForgetfulClient", app.test_client())
        return Walker(browser.sign_in(person) if person else browser)

    return walk_as


@pytest.fixture
def queries() -> Callable[..., Any]:
    """`with queries(at_most=4): …` holds a page to a number of statements."""
    return watching.queries


@pytest.fixture
def at_once(app: Flask) -> Callable[..., list[Any]]:
    """`at_once(act, act)` does both at the same moment; gives answers or refusals."""
    return partial(racing.at_once, app)


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """What a worker does until nothing waits: events, the index, mail; how much."""

    def until_done() -> int:
        db.session.commit()
        with app.app_context():
            done = sum(iter(lambda: jobs.work_once(app), 0))
        db.session.rollback()
        return done

    return until_done


@pytest.fixture
def relay_all(app: Flask) -> Callable[[], int]:
    """What the worker does: deliver every event that waits; say how many."""

    def deliver() -> int:
        db.session.commit()
        with app.app_context():
            delivered = outbox.relay_all()
        db.session.rollback()
        return delivered

    return deliver


@pytest.fixture
def open_office() -> Iterator[OpenOffice]:
    """`open_office()` is a mail server; it is closed at the end."""
    with post_offices() as start:
        yield start


@pytest.fixture
def every_event(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody hears of everything, so that everything that happens is recorded."""
    heard = {kind: [lambda _: None] for kind in outbox.Event.__subclasses__()}
    monkeypatch.setattr(outbox, "_subscribers", {**heard, **outbox._subscribers})
