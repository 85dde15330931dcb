"""Terms are gathered in any memory; the index made of them is as Whoosh writes it."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cocreate.kernel.ids import ProjectId
from cocreate.search import index
from cocreate.search.engine import Scope
from cocreate.search.on_disk import writing
from cocreate.search.on_disk.gathering import HEAVIEST, Gathering
from cocreate.search.shape import Document
from cocreate.search.subject import Subject
from cocreate.search.words import Asked
from tests.exploring import examples

TERMS = st.sampled_from(["a", "b", "caf\u00e9", "\u4e2d", "zz", "\U0001f600"])
SAID = st.dictionaries(TERMS, st.integers(1, 300), max_size=5)
WORDS = ("caf\u00e9", "queue", "\u4f60\u597d", "phone", "fees")


@settings(max_examples=examples(40))
@given(st.lists(st.tuples(SAID, SAID), max_size=12), st.sampled_from([1, 900, 10**6]))
def test_every_term_tells_its_documents_in_order(
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[tuple[dict[str, int], dict[str, int]]],
    most: int,
) -> None:
    folder = tmp_path_factory.getbasetemp()
    gathering = Gathering(folder, most=most)
    wanted: dict[tuple[str, bytes], list[tuple[int, int]]] = {}
    for number, fields in enumerate(documents):
        for name, terms in zip(("words", "key"), fields, strict=True):
            gathering.add(name, number, Counter(terms))
            for term, weight in terms.items():
                told = wanted.setdefault((name, term.encode()), [])
                told.append((number, min(HEAVIEST, weight)))
    found = [
        (one.place, list(zip(one.ids, one.weights, strict=True)))
        for one in gathering.sorted()
    ]
    gathering.close()
    assert found == sorted(wanted.items())


@pytest.mark.sqlite
@pytest.mark.usefixtures("app")
def test_an_index_made_whole_finds_what_one_made_bit_by_bit_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = [
        Document(
            Subject.IDEA,
            key,
            ProjectId(1 + key % 3),
            " ".join(WORDS[: key % 5]) + " half a letter \ud800",
            f"{WORDS[key % 4]} " * (key * 4 % 300),
        )
        for key in range(90, 0, -1)
    ]

    def found() -> list[object]:
        asked = [Asked((term,)) for term in ("caf", "queue", "\u4f60\u597d", "fee")]
        scope = Scope((), (ProjectId(2),))
        return [index.find(one, scope, most=500) for one in asked]

    index.write_anew(documents)
    made = found()
    monkeypatch.setattr(writing, "MEGABYTES_TO_MAKE", 0)
    index.write_anew(documents)
    assert found() == made, "with nothing kept in memory"
    index.write_anew([])
    assert found() != made
    index.write(reversed(documents))
    assert found() == made
