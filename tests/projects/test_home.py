from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine

from cocreate.ideas.actions import respond
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.moderation.actions import flag_idea
from cocreate.moderation.reason import Reason
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_decision,
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    a_prompt,
    a_release,
    a_vote,
    actor_of,
    an_entry,
    an_idea,
)

SignedIn = Callable[[Any], ForgetfulClient]


def test_a_customer_finds_what_their_voice_changed(signed_in: SignedIn) -> None:
    margit = a_person("Margit Õunapuu")
    idea = an_idea("Tell me before the money leaves", author=margit)
    decision = a_decision(title="The evening notice", ideas=[idea])
    a_release(title="The one that tells you", decisions=[decision])
    page = signed_in(margit).get("/").text
    assert "What your voice changed" in page
    assert "Tell me before the money leaves" in page
    assert "The evening notice" in page
    assert "The one that tells you" in page
    assert "You said" in page
    assert "Grace Hopper" in page
    other = signed_in(a_person("Somebody Else")).get("/").text
    assert "What your voice changed" not in other
    assert "Nothing waits" in other


def test_everybody_sees_what_was_decided_lately(client: ForgetfulClient) -> None:
    a_decision(title="The evening notice")
    secret = a_project(private=True)
    a_decision(title="Quiet plans", project=secret)
    page = client.get("/").text
    assert "Decided lately" in page
    assert "The evening notice" in page
    assert "Quiet plans" not in page


def test_everybody_finds_what_is_asked_where_ideas_are_open(
    client: ForgetfulClient,
) -> None:
    a_prompt("What should it never do?")
    decided = an_entry("Enough", project=a_project(phase=Phase.DECIDE))
    a_prompt("Which was the best of them?", entry=decided)
    page = client.get("/").text
    assert "What should it never do?" in page
    assert "Which was the best of them?" not in page


def test_an_unpublished_decision_is_not_told(signed_in: SignedIn) -> None:
    margit = a_person()
    idea = an_idea(author=margit)
    a_decision(title="Not yet", ideas=[idea], published=False)
    assert "Not yet" not in signed_in(margit).get("/").text


def test_a_voter_sees_what_was_answered(signed_in: SignedIn) -> None:
    idea = an_idea("Freeze my card in one tap")
    voter = a_vote(idea)
    manager = actor_of(a_product_manager())
    respond(manager, idea.id, body="We will, this summer.")
    db.session.commit()
    page = signed_in(voter).get("/").text
    assert "Answered since you voted" in page
    assert "Freeze my card in one tap" in page


def test_the_team_sees_who_waits_and_who_waits_too_long(signed_in: SignedIn) -> None:
    project = a_project("The next app")
    with time_machine.travel(now() - timedelta(days=30)):
        an_idea(project=project)
    an_idea(project=project)
    page = signed_in(a_product_manager()).get("/").text
    assert "2 ideas without an answer" in page
    assert "in The next app, 1 longer than promised" in page


def test_a_moderator_sees_what_to_judge(signed_in: SignedIn) -> None:
    idea = an_idea("Buy my watches")
    flag_idea(actor_of(a_person()), idea.id, reason=Reason.SPAM)
    db.session.commit()
    assert "1 case to judge" in signed_in(a_moderator()).get("/").text
    assert "to judge" not in signed_in(a_product_manager()).get("/").text


def test_somebody_unverified_is_told_what_to_do(signed_in: SignedIn) -> None:
    newcomer = a_person(verified=False)
    assert "Confirm your e-mail address" in signed_in(newcomer).get("/").text


def test_home_asks_the_same_of_the_database_however_much_there_is(
    signed_in: SignedIn, queries: Any
) -> None:
    margit = a_person()
    for _ in range(3):
        a_decision(ideas=[an_idea(author=margit, project=a_project())])
    theirs = signed_in(margit)
    with queries(at_most=24):
        theirs.get("/")
    manager = signed_in(a_product_manager())
    with queries(at_most=10):
        manager.get("/")


def test_an_employee_is_asked_what_customers_tell_them(signed_in: SignedIn) -> None:
    page = signed_in(a_person("Henrik Aas", role=Role.EMPLOYEE)).get("/").text
    assert "What you heard at the counter or on the phone belongs here, too" in page
    assert "belongs here, too" not in signed_in(a_product_manager()).get("/").text
