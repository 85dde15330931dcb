"""Searches are saved with a name, tell at the reader's pace, and can be changed."""

from collections.abc import Callable

import pytest

from cocreate.ideas.actions import change_status, respond, tag_idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError, NotFoundError
from cocreate.kernel.policy import Role
from cocreate.notices.actions import edit_search, follow_search
from cocreate.notices.kind import Kind
from cocreate.notices.queries import is_following_search, searches_of
from cocreate.people.models import Person
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, actor_of, an_idea
from tests.ideas.test_internal_statuses import keeping, moved
from tests.notices.test_following import told
from tests.walking import Walker

Walk = Callable[[Person], Walker]


def test_a_saved_search_with_operators_tells_of_what_comes_to_fit(
    work: Callable[[], int],
) -> None:
    project, team = a_project(), actor_of(a_product_manager())
    readers = {
        typed: a_person()
        for typed in (
            "wombat status:planned",
            "tag:animals",
            '"wombat for everybody" -kangaroo',
            "wombat -everybody",
            "is:answered by:customers",
            "by:team",
        )
    }
    for typed, reader in readers.items():
        follow_search(actor_of(reader), typed, None)
        assert is_following_search(actor_of(reader), f" {typed.upper()}  ", None)
    db.session.commit()

    def heard() -> set[str]:
        work()
        return {typed for typed, one in readers.items() if told(one) == [Kind.FOUND]}

    idea = an_idea("A wombat for everybody", project=project)
    assert heard() == {'"wombat for everybody" -kangaroo'}
    tag_idea(team, idea.id, names=["Animals"])
    db.session.commit()
    assert heard() == {'"wombat for everybody" -kangaroo', "tag:animals"}
    change_status(team, idea.id, to=Status.PLANNED)
    respond(team, idea.id, body="In spring.")
    db.session.commit()
    assert heard() == {*readers} - {"wombat -everybody", "by:team"}
    assert heard() == {*readers} - {"wombat -everybody", "by:team"}, "and no more"


def test_a_saved_search_never_tells_of_a_status_that_is_kept_inside(
    work: Callable[[], int],
) -> None:
    project = keeping(Status.BUILDING)
    customer, employee = a_person(), a_person(role=Role.EMPLOYEE)
    for reader in (customer, employee):
        follow_search(actor_of(reader), "status:building", project.slug)
    db.session.commit()
    moved(an_idea("A wombat", project=project), Status.PLANNED, Status.BUILDING)
    work()
    assert told(customer) == []


def test_a_search_is_saved_named_changed_and_deleted(walker: Walk) -> None:
    reader = a_person()
    walk = walker(reader)
    walk.visit("/search?q=wombat+status:planned").send("Follow")
    walk.visit("/notices/following").follow("Edit")
    page = walk.send("Save", q="wombat is:open", name="Animals", tells="")
    assert "Animals" in page.text
    actor = actor_of(reader)
    (saved,) = searches_of(actor)
    assert (saved.name, saved.typed, saved.tells) == (
        "Animals",
        "wombat is:open",
        False,
    )
    assert is_following_search(actor, "is:open wombat", None)
    key = saved.key
    walk.visit(f"/notices/searches/edit?key={key}").send("Delete this search")
    assert searches_of(actor) == []


def test_a_search_that_is_changed_is_one_of_ones_own_and_asks_something(
    client: ForgetfulClient,
) -> None:
    reader = a_person()
    actor = actor_of(reader)
    follow_search(actor, "wombat", None)
    follow_search(actor, "kangaroo", None)
    db.session.commit()
    key = next(one.key for one in searches_of(actor) if one.typed == "wombat")
    with pytest.raises(InvalidError):
        edit_search(actor, key, typed="kangaroo", name="", tells=True)
    with pytest.raises(InvalidError):
        edit_search(actor, key, typed="?!", name="", tells=True)
    with pytest.raises(NotFoundError):
        edit_search(actor_of(a_person()), key, typed="wombat", name="", tells=True)
    kept = {"key": key, "q": "wombat is:open", "name": "Pets", "tells": False}
    token = bearer(reader)
    rows = send(client, "PATCH", "/me/searches", json=kept, headers=token).json["rows"]
    assert ("wombat is:open", "Pets") in [(row["q"], row["name"]) for row in rows]
    again = send(client, "PATCH", "/me/searches", json=kept, headers=token)
    assert again.status_code == 404, "what asks for something else has another key"
    assert send(client, "GET", "/me/searches", headers=token).json["rows"] == rows
