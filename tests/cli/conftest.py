"""The demo, loaded once a run for each database and put back for each test."""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from flask import Flask

from cocreate.cli.demo import command
from cocreate.cli.demo.telling import tell
from cocreate.cli.demo.world import World
from cocreate.config import Settings, use
from cocreate.search.actions import rebuild
from tests.cli.elsewhere import Place, an_empty_database, own
from tests.cli.running import run
from tests.cli.told import Told
from tests.putting_back import count_onward, keep_all, put_all
from tests.sweeping import Sweep


@pytest.fixture(scope="session")
def told(
    site: Flask, settings: Settings, sweep: Sweep, shared: Callable[[str], Path]
) -> Told:
    """The demo, loaded by whichever worker comes first."""
    use(settings)
    folder = shared(f"demo-{own(settings)}")
    with FileLock(folder / "lock"), site.app_context():
        sweep()  # whatever another test may have left
        if not (folder / "told").exists():
            tell_it(site, settings, folder)
            sweep()
        rebuild()  # so that there is an index to be put back
    return Told(*pickle.loads((folder / "told").read_bytes()))  # noqa: S301 - our own


def tell_it(site: Flask, settings: Settings, folder: Path) -> None:
    worlds: list[World] = []

    def keep(*args: Any, **kwargs: Any) -> World:
        worlds.append(tell(*args, **kwargs))
        return worlds[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(command, "tell", keep)
        first = run(site, "demo")
    assert first.exit_code == 0, first.output
    told = Told(worlds[0], first.output, keep_all(settings, folder))
    (folder / "told").write_bytes(pickle.dumps(tuple(told)))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`shared("name")` is a folder of this run, the same for each of its workers."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def folder(name: str) -> Path:
        made = run / name
        made.mkdir(exist_ok=True)
        return made

    return folder


@pytest.fixture
def world(
    app: Flask,
    settings: Settings,
    sweep: Sweep,
    told: Told,
    shared: Callable[[str], Path],
) -> World:
    """The demo as it stands when it has just been loaded."""
    put_all(settings, sweep, shared(f"demo-{own(settings)}"), told.rows)
    count_onward()
    return told.world


@pytest.fixture
def place(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Place]]:
    """`place("sqlite")` is where another site can be; afterwards it is gone."""
    with ExitStack() as stack:

        def of(engine: str) -> Place:
            folder = tmp_path / "elsewhere"
            folder.mkdir()
            url = stack.enter_context(an_empty_database(engine, folder))
            told = {"data_dir": folder, "database_url": url}
            return Place(settings.model_copy(update=told), monkeypatch)

        yield of
    use(settings)
