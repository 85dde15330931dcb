"""What is searched for is counted, and nobody who searches."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.policy import Role
from cocreate.kernel.transaction import transaction
from cocreate.people.models import Person
from cocreate.search import actions, tally
from cocreate.search.actions import forget_old_searches
from cocreate.search.models import SearchedWords
from cocreate.search.queries import searched
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, actor_of, an_idea

SignIn = Callable[[Person], ForgetfulClient]


def keep() -> None:
    with transaction():
        tally.keep()


def test_what_is_searched_for_is_told_to_the_team_without_who_asked(
    client: ForgetfulClient, learn: Callable[[], None]
) -> None:
    tally.TALLY.take()
    project, manager = a_project(), a_product_manager()
    an_idea("Debit alarm", project=project)
    learn()
    here = f"project={project.slug}"
    for typed in ("DEBIT alarm", "debit alarm status:new", "wombat", "Wombat", "once"):
        assert (
            client.get("/search", query_string=f"q={typed}&{here}").status_code == 200
        )
    for typed in ("ada@example.org", "call 0170 1234567", "wombat&page=2", "is:open"):
        client.get(f"/search?q={typed}&{here}")
    assert db.session.query(SearchedWords).count() == 0, "no search costs a write"
    keep()
    client.get(f"/search?q=wombat&{here}")
    keep()
    report = searched(actor_of(manager), project.id)
    assert report.most == [("wombat", 3, 3), ("debit alarm", 2, 0)]
    assert report.in_vain == [("wombat", 3, 3)]
    assert report.times == 6
    assert searched(actor_of(manager), a_project().id).most == []
    with pytest.raises(ForbiddenError):
        searched(actor_of(a_person()), project.id)


def test_the_report_is_a_page_a_table_and_an_answer_of_the_api(
    signed_in: SignIn,
) -> None:
    project = a_project()
    with transaction():
        actions.keep_searched([actions.Searched(project.id, "wombat", 3, 3)])
    manager = a_product_manager()
    team, admin = signed_in(manager), signed_in(a_person(role=Role.ADMINISTRATOR))
    at = f"/projects/{project.slug}/searched"
    assert "wombat" in team.get(at).text
    assert team.get(f"{at}.csv").text.splitlines()[1] == "wombat,3,3"
    assert admin.get("/administration/searched.csv").text.count("wombat") == 1
    assert "wombat" in admin.get("/administration/searched").text
    assert team.get(f"/api/v1{at}").get_json()["in_vain"][0]["words"] == "wombat"
    assert team.get("/api/v1/searched").status_code == 403


def test_a_day_has_room_for_so_many_words_and_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, client: ForgetfulClient
) -> None:
    monkeypatch.setattr(actions, "MOST_WORDS_A_DAY", 2)
    with transaction():
        actions.keep_searched(
            [actions.Searched(0, words, 3, 1) for words in ("one", "two", "three")]
        )
        actions.keep_searched([actions.Searched(0, "two", 2, 0)])
        actions.keep_searched([actions.Searched(0, "four", 1, 0)])
    administrator = actor_of(a_person(role=Role.ADMINISTRATOR))
    report = searched(administrator, None)
    assert report.most == [("two", 5, 1), ("one", 3, 1)]
    assert report.times == 12, "others are counted, without their words"
    with time_machine.travel(now() + timedelta(days=100)):
        assert forget_old_searches(100)
    assert db.session.query(SearchedWords).count() == 0
