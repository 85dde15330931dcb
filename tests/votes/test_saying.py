from collections.abc import Callable

import pytest

from cocreate.kernel.db import db
from cocreate.people.actions import show_votes
from cocreate.people.models import Person
from cocreate.votes import queries as votes
from cocreate.votes.actions import (
    say_why,
    withdraw_vote,
)
from cocreate.votes.kinds import Importance
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_vote,
    actor_of,
    an_employee,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]
QUOTE = "I would pay for that."


# ── Importance and why ────────────────────────────────────────────────────────


def test_importance_and_why_are_offered_after_the_vote_and_not_before(
    signed_in: SignIn,
) -> None:
    idea = an_idea()
    browser = signed_in(a_person())
    offer = "How much does it matter to you?"
    assert offer not in browser.get(f"/ideas/{idea.id}").text
    answer = browser.post(f"/ideas/{idea.id}/vote", headers={"HX-Request": "true"})
    assert offer in answer.text
    assert offer in browser.get(f"/ideas/{idea.id}").text
    back = browser.post(
        f"/ideas/{idea.id}/vote/withdraw", headers={"HX-Request": "true"}
    )
    assert offer not in back.text


def test_what_is_said_stands_on_the_vote_and_goes_with_it(signed_in: SignIn) -> None:
    idea, voter = an_idea(), a_person()
    browser = signed_in(voter)
    browser.post(f"/ideas/{idea.id}/vote")
    said = browser.post(
        f"/ideas/{idea.id}/vote/reason",
        data={"importance": "must", "why": "My rent depends on it."},
    )
    assert said.status_code == 303
    actor = actor_of(voter)
    own = votes.own_vote(actor, idea.id)
    assert own == (Importance.MUST, "My rent depends on it.", False)
    assert votes.importance_of(idea.id) == ((Importance.MUST, 1),)
    assert "1 must have" in browser.get(f"/ideas/{idea.id}").text
    withdraw_vote(actor, idea.id)
    db.session.commit()
    assert votes.own_vote(actor, idea.id) is None
    assert votes.importance_of(idea.id) == ()


def test_nobody_says_why_without_a_vote(signed_in: SignIn) -> None:
    idea = an_idea()
    said = {"importance": "must", "why": ""}
    assert (
        signed_in(a_person()).post(f"/ideas/{idea.id}/vote/reason", data=said)
    ).status_code == 409


def test_a_reason_too_long_is_explained_and_kept(signed_in: SignIn) -> None:
    idea, voter = an_idea(), a_person()
    a_vote(idea, voter)
    answer = signed_in(voter).post(
        f"/ideas/{idea.id}/vote/reason", data={"importance": "most", "why": "x" * 501}
    )
    assert answer.status_code == 422
    assert "x" * 501 in answer.text


def test_why_is_for_the_company_and_how_much_for_everybody(signed_in: SignIn) -> None:
    idea, voter = an_idea(), a_person()
    a_vote(idea, voter)
    say_why(actor_of(voter), idea.id, importance=Importance.NICE, why="A secret reason")
    db.session.commit()
    for reader, reads in ((a_person(), False), (an_employee(), True)):
        browser = signed_in(reader)
        pages = browser.get(f"/ideas/{idea.id}/votes").text
        assert ("A secret reason" in pages) is reads
        assert "1 nice to have" in browser.get(f"/ideas/{idea.id}").text
        assert "A secret reason" not in browser.get(f"/ideas/{idea.id}").text


# ── Who voted ─────────────────────────────────────────────────────────────────


def test_a_name_is_shown_with_consent_alone(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    idea = an_idea()
    shy, open_hearted = a_person("Shy Sheila"), a_person("Open Olga")
    a_vote(idea, shy)
    a_vote(idea, open_hearted)
    show_votes(actor_of(open_hearted), shows=True)
    db.session.commit()
    assert [face.name for face in votes.latest_faces(idea.id)] == ["Open Olga"]
    page = client.get(f"/ideas/{idea.id}/votes").text
    assert "Open Olga" in page
    assert "Shy Sheila" not in page
    assert "1 person who keeps" in client.get(f"/ideas/{idea.id}/votes").text
    names = client.get(f"/api/v1/ideas/{idea.id}/votes").text
    assert "Open Olga" in names
    assert "Shy Sheila" not in names
    assert "Shy Sheila" in signed_in(an_employee()).get(f"/ideas/{idea.id}/votes").text


def test_the_list_of_voters_is_searched_by_name(client: ForgetfulClient) -> None:
    idea = an_idea()
    for name in ("Open Olga", "Plain Pete"):
        voter = a_vote(idea, a_person(name))
        show_votes(actor_of(voter), shows=True)
    db.session.commit()
    found = client.get(f"/ideas/{idea.id}/votes?q=olg").text
    assert "Open Olga" in found
    assert "Plain Pete" not in found
    assert "Nobody of that name" in client.get(f"/ideas/{idea.id}/votes?q=%25").text


def test_whoever_voted_agrees_and_disagrees_on_their_own_page(
    signed_in: SignIn,
) -> None:
    person = a_person()
    browser = signed_in(person)
    for shows in (True, False):
        browser.post("/me/votes/names", data={"shows": "1" if shows else ""})
        db.session.refresh(person)
        assert person.shows_votes is shows
