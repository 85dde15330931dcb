from collections.abc import Callable

import pytest
from flask import Flask

from cocreate.search import actions
from cocreate.search.jobs import index_changes


@pytest.fixture(autouse=True)
def empty_index(app: Flask) -> None:
    actions.rebuild()


@pytest.fixture
def learn(relay_all: Callable[[], int]) -> Callable[[], None]:
    """What the worker does in the quarter of a second after a commit."""

    def deliver_and_index() -> None:
        relay_all()
        index_changes()

    return deliver_and_index
