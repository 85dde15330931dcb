from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from cocreate.config import Settings
from cocreate.search.actions import rebuild
from tests import putting_back
from tests.faults.programs import Open
from tests.faults.running import House
from tests.faults.sending import Walk
from tests.touching import Touched


@pytest.fixture
def touched(app: Flask) -> Iterator[Touched]:
    """Which tables were written to since things were last put back."""
    assert app.testing
    putting_back.count_from_one()
    listening = Touched()
    yield listening
    listening.stop()


@pytest.fixture
def remember(
    settings: Settings, tmp_path: Path, touched: Touched
) -> Callable[[], putting_back.PutBack]:
    """`put_back = remember()`; `put_back()` undoes all that came between."""
    return lambda: putting_back.remember_here(settings, tmp_path, touched)


@pytest.fixture
def opened(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[Open]:
    """`opened(COCREATE_…=…)` is a server with its worker, and an idea to vote for."""
    rebuild()
    houses = []

    def start(**said: str) -> House:
        home = House(settings, tmp_path / "server.log", **said)
        houses.append(home)
        home.start()
        return home

    yield start
    for home in houses:
        home.kill()


@pytest.fixture
def walk(app: Flask, remember: Callable[[], putting_back.PutBack]) -> Iterator[Walk]:
    walking = Walk(app, remember)
    yield walking
    assert walking.stumbles == []
