"""The demo, told once for each database and put back for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from cocreate.cli.demo.story import load_story
from cocreate.cli.demo.telling import tell
from cocreate.cli.demo.world import World
from cocreate.config import Settings, use
from tests.cli.elsewhere import Place, an_empty_database
from tests.putting_back import PutBack, remember
from tests.sweeping import Sweep


class Told(NamedTuple):
    """A story that was told, and how to make it stand again."""

    world: World
    put_back: PutBack


@pytest.fixture(scope="session")
def told(
    site: Flask,
    settings: Settings,
    sweep: Sweep,
    tmp_path_factory: pytest.TempPathFactory,
) -> Told:
    use(settings)
    with site.app_context():
        sweep()  # whatever another test may have left
        world = tell(load_story())
        put_back = remember(settings, sweep, tmp_path_factory.mktemp("demo"))
        sweep()
    return Told(world, put_back)


@pytest.fixture
def world(app: Flask, told: Told) -> World:
    """The demo as it stands when it has just been told."""
    told.put_back()
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
