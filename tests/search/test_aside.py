"""A process aside reads what an index is made of; nothing hangs on its life."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import pytest

from cocreate.kernel.children import Child, a_child
from cocreate.kernel.ids import ProjectId
from cocreate.search import aside
from cocreate.search.shape import Document, spoken
from cocreate.search.subject import Subject

pytestmark = pytest.mark.sqlite  # it asks no database
MANY = 40


def texts() -> Iterator[Document]:
    for number in range(MANY):
        title = f"Dar sangre, {number}"
        yield Document(
            Subject.IDEA, number, ProjectId(1), title, "La cola de \ud800 hoy"
        )


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """Those that were begun; a lot holds two texts, and the first four need none."""
    begun: list[Child] = []

    @contextmanager
    def noted(module: str) -> Iterator[Child]:
        with a_child(module) as child:
            begun.append(child)
            yield child

    monkeypatch.setattr(aside, "a_child", noted)
    monkeypatch.setattr(aside, "ALONE", 4)
    monkeypatch.setattr(aside, "LOT", 2)
    return begun


@pytest.mark.parametrize("ahead", [0, 4, MANY])
def test_who_reads_a_text_does_not_matter(
    children: list[Child], monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    monkeypatch.setattr(aside, "AHEAD", ahead)
    told = [*aside.heard(texts())]
    assert told == [(one, spoken(one)) for one in texts()]
    assert [child.process.poll() is None for child in children] == [False]


def test_few_texts_need_no_child(children: list[Child]) -> None:
    assert [*aside.heard(islice(texts(), 4))]
    assert children == []


def test_nothing_is_lost_with_a_child(
    children: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "AHEAD", MANY)
    told = aside.heard(texts())
    first = [*islice(told, 10)]
    children[0].process.kill()
    assert [*first, *told] == [(one, spoken(one)) for one in texts()]
