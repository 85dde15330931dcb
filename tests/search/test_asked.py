"""All that can be asked of an index besides words, answered alike by both engines."""

import pytest
from flask import Flask

from cocreate.kernel.ids import ProjectId
from cocreate.kernel.words import all_terms
from cocreate.search import index
from cocreate.search.engine import Scope
from cocreate.search.shape import Document
from cocreate.search.subject import Subject
from cocreate.search.words import Asked, said_in

SAID = {
    1: ("Direct debit", "Announce every direct debit the evening before", "status:new"),
    2: ("Debit it direct", "An alarm for direct mail and a debit", "status:planned"),
    3: ("Alarm clock", "Nothing of the kind", "status:planned"),
    4: ("Quiet hours", "No direct debit at night", "tag:quiet"),
}
BOTH = ("direct", "debit")


def found(asked: Asked, scope: Scope | None = None, *, some: bool = False) -> list[int]:
    find = index.find_some if some else index.find
    return sorted(one.id for one in find(asked, scope or Scope(), most=10).best)


def terms(*words: str) -> tuple[str, ...]:
    return tuple(all_terms(" ".join(words)))


@pytest.fixture(params=["made whole", "taught"])
def taught(request: pytest.FixtureRequest, app: Flask) -> None:
    documents = [
        Document(
            Subject.IDEA, key, ProjectId(key % 2), title, body, frozenset({fact}), key
        )
        for key, (title, body, fact) in SAID.items()
    ]
    if request.param == "taught":
        index.write(documents)
    else:
        index.write_anew(reversed(documents))


@pytest.mark.usefixtures("taught")
def test_everything_that_is_asked_is_answered() -> None:
    both = Asked(terms(*BOTH))
    debit = (BOTH,)
    assert found(both) == [1, 2, 4]
    assert found(both._replace(phrases=debit)) == [1, 4]
    assert found(both._replace(phrases=(("direct", "debits"),))) == []
    assert found(both._replace(without_phrases=debit)) == [2]
    assert found(both._replace(without=said_in("nights"))) == [1, 2]
    assert found(both._replace(without_phrases=(("nights",),))) == [1, 2, 4]
    assert found(both._replace(without=said_in("unsaid"))) == [1, 2, 4]
    planned = frozenset({"status:planned"})
    assert found(both._replace(facts=(planned,))) == [2]
    assert found(Asked((), facts=(planned,))) == [2, 3]
    assert found(Asked((), facts=(planned | {"tag:quiet"},))) == [2, 3, 4]
    assert found(Asked((), facts=(planned, frozenset({"tag:quiet"})))) == []
    assert found(Asked((), facts=(planned,)), Scope((), (ProjectId(0),))) == [2]
    assert found(both._replace(without_facts=planned)) == [1, 4]
    assert found(both._replace(after=2)) == [2, 4]
    assert found(both._replace(after=2, before=4)) == [2]
    assert found(Asked((), before=3)) == [1, 2]
    assert found(Asked((), without=said_in("alarm"))) == [1, 4]
    assert found(Asked(())) == []


@pytest.mark.usefixtures("taught")
def test_some_words_are_better_than_none() -> None:
    some = Asked(terms("alarm", "unsaid"))
    assert found(some) == []
    assert found(some, some=True) == [2, 3]
    assert found(some._replace(without=said_in("clock")), some=True) == [2]
    assert found(some._replace(after=3), some=True) == [3]
    many = Scope((Subject.IDEA,), tuple(map(ProjectId, range(1, 60))))
    assert found(Asked(terms(*BOTH)), many) == [1]


@pytest.mark.usefixtures("taught")
def test_the_best_come_first() -> None:
    hits = index.find(Asked(terms("debit")), Scope(), most=10)
    assert [one.id for one in hits.best][-1] == 4  # said in passing
    assert hits.number == 3
    assert not hits.is_cut
