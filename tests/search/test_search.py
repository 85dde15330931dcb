import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from flask import Flask

from cocreate.ideas.actions import hide_idea
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.people.models import Person
from cocreate.search import actions, index, keeping
from cocreate.search.meanings import Operator
from cocreate.search.queries import search
from cocreate.search.subject import Subject
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_entry,
    an_idea,
)
from tests.search.finding import titles

QUICK = 0.2  # seconds of CPU
ATTEMPTS = 3
HOSTILE = [
    "*",
    "**",
    "[TO]",
    "NOT " * 60,
    "(" * 200,
    "title:",
    "a OR",
    '"',
    "\x00",
    "~",
    '"' * 4_000,
    ":" * 4_000,
    'status:"' * 500,
    "-" * 4_000,
    "w" * 4_000,
    "e\u0301" * 2_000,
    "\u202e\u200f\ufeff-word",
    "author:%_' votes:99999999999 project:; tag:--",
    'author:"' + "%" * 90 + '" by:\\',
    "before:9999-99-99 after:0000 after:99999999d is:nothing",
    "-a -b -c -d is:open",
    " ".join(f"is:open,{number}" for number in range(40)),
    " ".join(f"wombst{letter}" for letter in "abcdefghijklmnopqrst"),
    "日本語" * 300,
]
SignIn = Callable[[Person], ForgetfulClient]


def test_an_idea_is_found_by_its_words_however_they_are_bent(
    learn: Callable[[], None],
) -> None:
    an_idea("Announce every direct débit the evening before")
    learn()
    for typed in ("direct debits", "DEBIT", "announcing", "evening deb", "annou"):
        assert titles(typed) == ["Announce every direct débit the evening before"], (
            typed
        )


def test_search_answers_in_any_thread_of_a_server(
    app: Flask, learn: Callable[[], None]
) -> None:
    an_idea("Announce every direct debit the evening before")
    learn()

    def ask() -> list[str]:
        with app.app_context():
            return titles("debit")

    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(ask).result()
    assert found == ["Announce every direct debit the evening before"]


def test_every_word_counts_and_some_are_better_than_nothing(
    learn: Callable[[], None],
) -> None:
    an_idea("Freeze my card in one tap")
    an_idea("Freeze the whole account")
    learn()
    assert titles("freeze card") == ["Freeze my card in one tap"]
    some = search(STRANGER, "freeze rocket")
    assert some.some_words
    assert len(some.results) == 2


def test_a_comment_is_found_and_its_words_are_marked(
    learn: Callable[[], None],
) -> None:
    idea = an_idea()
    a_comment(idea, body="At six in the evening I can still do something.")
    learn()
    (result,) = search(STRANGER, "evening", kind=Subject.COMMENT).results
    assert [piece.words for piece in result.words if piece.is_hit] == ["evening"]


def test_a_comment_is_found_with_what_it_is_about(
    learn: Callable[[], None], client: ForgetfulClient
) -> None:
    idea = an_idea("Tell me before the money leaves")
    entry = an_entry("We were wrong about the evening")
    a_comment(idea, body="At six in the evening.")
    a_comment(entry_id=entry.id, body="Evening comes late here.")
    learn()
    page = client.get("/search?q=evening&kind=comment").text
    for title in (idea.title, entry.title):
        assert f"<span data-user-content>{title}</span>" in page
    rows = client.get("/api/v1/search?q=evening").get_json()["rows"]
    abouts = {(row["kind"], row["about"]) for row in rows}
    assert abouts == {("comment", idea.title), ("comment", entry.title), ("entry", "")}


def test_what_is_hidden_is_gone_at_once_before_any_indexing(
    learn: Callable[[], None],
) -> None:
    idea = an_idea("A neighbour's full name")
    learn()
    hide_idea(actor_of(a_moderator()), idea.id, reason="personal data")
    db.session.commit()
    assert titles("neighbour") == []
    learn()
    assert f"idea:{idea.id}" not in index.prints_kept()


def test_a_private_project_is_found_by_its_people_alone(
    learn: Callable[[], None],
) -> None:
    manager = a_product_manager()
    project = a_project(private=True)
    an_idea("Clear letters for everybody", author=manager, project=project)
    learn()
    assert titles("letters") == []
    assert search(actor_of(a_person()), "letters").number == 0
    assert len(search(actor_of(manager), "letters").results) == 1


def mixed() -> Iterator[str]:
    """Operators, signs and words, in any order that nobody thought of."""
    chance = Random(7)  # noqa: S311 - nothing is secret
    parts = [f"{one}:" for one in Operator] + ["-", '"', ",", " ", "wombat", "..", ">3"]
    parts += ["2026-05", "me", "new", "open", "votes", "%", "\\", "\u0301", "-1", "7d"]
    for _ in range(25):
        yield "".join(chance.choices(parts, k=9))


def test_any_text_is_a_search_and_takes_no_time(
    client: ForgetfulClient, learn: Callable[[], None]
) -> None:
    for number in range(3):
        a_comment(an_idea(f"A wombat for everybody, number {number}"))
    learn()
    a_reader = a_product_manager()
    client.get("/search?q=wombat")  # what is made once is made
    slow = {}
    for typed in HOSTILE:
        for address in ("/search", "/search.atom", "/api/v1/search"):
            asked = {"q": typed, "sort": "new"}
            spent: list[float] = []
            while not spent or (min(spent) > QUICK and len(spent) < ATTEMPTS):
                keeping.forget()
                begun = time.process_time()
                answer = client.get(address, query_string=asked)
                spent.append(time.process_time() - begun)
                assert answer.status_code in {200, 422}, (typed, address)
            if min(spent) > QUICK:  # once, memory may have been swept meanwhile
                slow[typed[:40], address] = spent
    assert not slow
    for typed in mixed():
        assert search(actor_of(a_reader), typed).number >= 0, typed
    for broken in (b"%ED%A0%80", b"%FF%FE", b"%00", b"a%00%22"):
        assert client.get(f"/search?q={broken.decode()}").status_code == 200


def test_drift_is_seen_and_mended(learn: Callable[[], None]) -> None:
    idea = an_idea("Move the salary date, move the bills")
    learn()
    assert not actions.find_drift()
    index.write([], [f"idea:{idea.id}"])
    assert actions.find_drift().missing == {f"idea:{idea.id}"}
    actions.mend_drift()
    assert not actions.find_drift()
    assert titles("salary") == ["Move the salary date, move the bills"]


def test_a_rebuild_that_is_cut_short_forgets_no_change(
    learn: Callable[[], None],
    relay_all: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    an_idea("Keep my place in the queue")
    relay_all()

    def end(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.rebuild(end)
    learn()
    assert titles("queue") == ["Keep my place in the queue"]
