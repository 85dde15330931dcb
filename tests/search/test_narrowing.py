"""Search with operators: what each finds, and what it must never tell."""

from collections.abc import Callable

import pytest

from cocreate.ideas.actions import change_status, respond
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER, Actor
from cocreate.people.models import Person
from cocreate.search.queries import Order, Results, Wish, search
from cocreate.search.subject import Subject
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_decision,
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_idea,
)
from tests.ideas.test_internal_statuses import INSIDE, keeping, moved

SignIn = Callable[[Person], ForgetfulClient]


def asked(
    typed: str, actor: Actor = STRANGER, order: Order = Order.RELEVANCE
) -> list[str]:
    found = search(actor, typed, wish=Wish(order=order))
    return [one.found.title for one in found.results]


def facets(found: Results) -> dict[str, dict[str, int]]:
    return {
        one.operator: {choice.value: choice.number for choice in one.choices}
        for one in found.facets
    }


@pytest.fixture
def town(learn: Callable[[], None]) -> Person:
    """Two projects, three ideas that speak of debits, and who proposed the first."""
    lucia, team = a_person("Lucía Ferrán"), a_product_manager()
    app, cards = a_project(name="Next app"), a_project(name="Cards")
    first = an_idea("Debit alarm", author=lucia, project=app, tags=("Direct debit",))
    second = an_idea("Debit calendar", author=team, project=app, votes=2)
    an_idea("Debit card in violet", project=cards)
    change_status(actor_of(team), first.id, to=Status.PLANNED)
    respond(actor_of(team), first.id, body="In spring.")
    db.session.commit()
    a_vote(first, lucia if first.author_id != lucia.id else a_person())
    a_comment(second, by=lucia, body="A debit comes at night.")
    a_decision(ideas=[second], title="A decision")
    learn()
    return lucia


ALARM, CALENDAR, VIOLET = "Debit alarm", "Debit calendar", "Debit card in violet"


def test_operators_alone_list_ideas(town: Person) -> None:
    for typed, found in {
        "status:planned": {ALARM},
        "status:Planned,new": {ALARM, CALENDAR, VIOLET},
        "-status:planned": {CALENDAR, VIOLET},
        'tag:"direct debit"': {ALARM},
        "author:lucia": {ALARM},
        'author:"lucia ferran"': {ALARM},
        f"author:{town.id}": {ALARM},
        "author:nobody-is-called-so": set(),
        "by:team": {CALENDAR},
        "by:customers project:next-app": {ALARM},
        "-project:next-app": {VIOLET},
        "has:response": {ALARM},
        "has:decision": {CALENDAR},
        "has:comments": {CALENDAR},
        "has:attachment": set(),
        "is:answered": {ALARM},
        "is:open -has:votes": {VIOLET},
        "votes:>1": {CALENDAR},
        "votes:..1": {ALARM, VIOLET},
        "after:2020 before:3000-01": {ALARM, CALENDAR, VIOLET},
        "before:2020": set(),
        "is:mine": set(),
        "is:open -violet": {ALARM, CALENDAR},
        "kind:comment author:lucia": {"A debit comes at night."},
        "kind:decision": {"A decision"},
        "kind:comment by:team": set(),
        "kind:comment status:planned": set(),
    }.items():
        assert set(asked(typed)) == found, typed
    assert asked("is:open", order=Order.VOTES)[0] == CALENDAR
    assert asked("is:open") == [VIOLET, CALENDAR, ALARM]
    me = actor_of(town)
    assert asked("is:mine", me) == asked("author:me", me) == [ALARM]
    assert (
        asked("is:followed", me) == [CALENDAR, ALARM][-len(asked("is:followed", me)) :]
    )


def test_words_and_operators_narrow_each_other(town: Person) -> None:
    assert set(asked("debit status:new")) >= {CALENDAR, VIOLET}
    assert ALARM not in asked("debit status:new")
    assert asked("debit votes:>1") == [CALENDAR]
    assert set(asked("debit is:voted", actor_of(town))) <= {ALARM}
    newest = asked("debit kind:idea", order=Order.NEW)
    assert newest == [VIOLET, CALENDAR, ALARM]
    assert asked("debit kind:idea", order=Order.VOTES)[0] == CALENDAR
    odd = search(STRANGER, "debit colour:red status:sold").odd
    assert [(one.typed, one.is_known) for one in odd] == [
        ("colour:red", False),
        ("status:sold", True),
    ]


def test_a_phrase_is_met_as_it_was_typed(learn: Callable[[], None]) -> None:
    one = "A direct d\u00e9bit, then direct mail and a debit"
    for title in (one, "Direct debits", "Debit it direct"):
        an_idea(title)
    learn()
    for typed, found in {
        '"direct debit"': [one],
        '"DIRECT D\u00c9BITS"': ["Direct debits"],
        '"direct debited"': [],
        '"debit" direct': ["Debit it direct", one],
        'direct -"debits"': ["Debit it direct", one],
        '"direct debit" -mails': [],
        'is:open -"direct debit"': ["Debit it direct", "Direct debits"],
    }.items():
        assert sorted(asked(typed)) == sorted(found), typed
    bent = search(STRANGER, '"direct debited" is:open')
    assert bent.meant == "direct debited is:open", "without quotes it is found"
    assert search(STRANGER, '"directly owed"').meant is None
    result = search(STRANGER, '"direct debit"', wish=Wish(with_facets=True))
    assert result.number == 1
    assert facets(result)["kind"] == {"idea": 1}
    marks = [piece.words for piece in result.results[0].title if piece.is_hit]
    assert marks == ["direct d\u00e9bit"], "the words alone are not marked"
    both = search(STRANGER, '"direct debit" mail').results[0].title
    assert [piece.words for piece in both if piece.is_hit] == [
        "direct d\u00e9bit",
        "mail",
    ]


def test_what_was_found_is_counted_and_each_count_narrows(
    town: Person, client: ForgetfulClient
) -> None:
    found = search(STRANGER, "debit", wish=Wish(with_facets=True))
    counted = facets(found)
    assert sorted(counted.pop("project").values()) == [1, 3]
    assert counted == {
        "kind": {"idea": 3, "comment": 1},
        "status": {"new": 2, "planned": 1},
        "tag": {"direct-debit": 1},
        "by": {"team": 1, "customer": 3},
    }
    page = client.get("/search?q=debit").text
    assert "/search?q=debit+status%3Aplanned" in page
    narrowed = client.get("/search?q=debit+status%3Aplanned").text
    assert 'href="/search?q=debit"' in narrowed
    assert "<mark>Debit</mark> alarm" in narrowed
    told = client.get("/api/v1/search?q=debit+votes:>1+xy:z&facets=true").get_json()
    assert told["not_understood"] == ["xy:z"]
    assert "Nothing here" not in page
    assert "asks for nothing here" in client.get("/search?q=debit+colour:red").text


def test_a_status_kept_inside_is_found_out_by_no_operator_and_no_count(
    learn: Callable[[], None],
) -> None:
    project = keeping(Status.BUILDING)
    idea = moved(an_idea("Debit alarm", project=project), Status.PLANNED)
    moved(idea, Status.BUILDING)
    learn()
    customer, team = actor_of(a_person()), actor_of(a_product_manager())
    own = f'status:"{INSIDE}, Building"'
    for actor in (STRANGER, customer):
        for words in ("", "debit "):
            assert asked(f"{words}status:building", actor) == []
            assert asked(f"{words}status:planned", actor) == ["Debit alarm"]
            assert asked(f"{words}-status:building", actor) == ["Debit alarm"]
        found = search(actor, "debit", wish=Wish(with_facets=True))
        assert facets(found)["status"] == {"planned": 1}
        assert [one.is_known for one in search(actor, own).odd] == [True]
    for words in ("", "debit "):
        assert asked(f"{words}status:building", team) == ["Debit alarm"]
        assert asked(f"{words}{own}", team) == ["Debit alarm"]
        assert asked(f"{words}status:planned", team) == []
    found = search(team, "debit", wish=Wish(with_facets=True))
    assert facets(found)["status"] == {"building": 1}
    keeping(Status.BUILDING, Status.PLANNED, project=project)
    assert asked("debit status:planned", customer) == [], "at once, before indexing"


def test_a_private_project_cannot_be_called(learn: Callable[[], None]) -> None:
    project = a_project(name="Hidden lake", private=True)
    manager = a_product_manager()
    an_idea("Debit alarm", author=manager, project=project)
    learn()
    for typed in ("project:hidden-lake", "status:new", "by:team"):
        assert asked(typed) == []
    assert [one.is_known for one in search(STRANGER, "project:hidden-lake").odd] == [
        True
    ]
    assert asked("project:hidden-lake", actor_of(manager)) == ["Debit alarm"]
    assert search(STRANGER, "debit", kind=Subject.IDEA).number == 0
