from collections.abc import Callable

import pytest

from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.people.actions import Customer
from cocreate.people.models import Person
from cocreate.triage.actions import merge_ideas
from cocreate.votes import queries as votes
from cocreate.votes.actions import (
    Heard,
    cast_vote,
    hear_vote,
    withdraw_heard,
    withdraw_vote,
)
from cocreate.votes.kinds import Channel
from cocreate.votes.queries import count_votes
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_employee,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]
QUOTE = "I would pay for that."


def heard(name: str = "Mina Holt", email: str = "") -> Heard:
    customer = Customer(name=name, email=email)
    return Heard(customer=customer, channel=Channel.PHONE, quote=QUOTE)


def test_an_employee_votes_for_a_customer_once(signed_in: SignIn) -> None:
    idea, colleague = an_idea(), a_product_manager()
    browser = signed_in(an_employee("Henrik Heard"))
    form = {"name": "Mina Holt", "channel": "phone", "quote": QUOTE}
    for _ in range(2):
        assert browser.post(f"/ideas/{idea.id}/votes", data=form).status_code == 303
    assert count_votes(idea.id) == 1
    other = signed_in(colleague).post(f"/ideas/{idea.id}/votes", data=form)
    assert other.status_code == 409
    page = browser.get(f"/ideas/{idea.id}/votes").text
    assert "heard by" in page
    assert "Henrik Heard" in page
    assert QUOTE in page


def test_whom_the_company_heard_is_nobodys_business(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    idea = an_idea()
    hear_vote(actor_of(an_employee()), idea.id, heard=heard())
    db.session.commit()
    person = db.session.query(Person).filter_by(name="Mina Holt").one()
    for browser in (client, signed_in(a_person())):
        for path in (f"/ideas/{idea.id}", f"/ideas/{idea.id}/votes"):
            page = browser.get(path).text
            assert "Mina Holt" not in page
            assert QUOTE not in page
        for path in (f"/people/{person.id}", f"/people/{person.id}/comments"):
            assert browser.get(path).status_code == 404
    assert signed_in(an_employee()).get(f"/people/{person.id}").status_code == 200


def test_a_vote_for_somebody_with_an_account_is_theirs() -> None:
    idea, customer = an_idea(), a_person("Mina Holt")
    assert customer.email
    employee = actor_of(an_employee())
    hear_vote(employee, idea.id, heard=heard(email=customer.email))
    cast_vote(actor_of(customer), idea.id)
    db.session.commit()
    assert count_votes(idea.id) == 1
    withdraw_vote(actor_of(customer), idea.id)
    db.session.commit()
    assert count_votes(idea.id) == 0


def test_nobody_takes_back_what_a_customer_cast() -> None:
    idea = an_idea()
    voter = a_vote(idea)
    with pytest.raises(ForbiddenError):
        withdraw_heard(actor_of(an_employee()), idea.id, voter_id=voter.id)


def test_a_vote_heard_by_mistake_is_taken_back(signed_in: SignIn) -> None:
    idea, employee = an_idea(), an_employee()
    hear_vote(actor_of(employee), idea.id, heard=heard())
    db.session.commit()
    person = db.session.query(Person).filter_by(name="Mina Holt").one()
    browser = signed_in(employee)
    for _ in range(2):
        browser.post(f"/ideas/{idea.id}/votes/{person.id}/withdraw")
    db.session.refresh(idea)
    assert idea.votes == count_votes(idea.id) == 0


def test_customers_vote_for_nobody_else(signed_in: SignIn) -> None:
    idea = an_idea()
    with pytest.raises(ForbiddenError):
        hear_vote(actor_of(a_person()), idea.id, heard=heard())
    assert signed_in(a_person()).get(f"/ideas/{idea.id}/votes/new").status_code == 403


def test_what_an_employee_forgot_is_said_and_the_rest_kept(signed_in: SignIn) -> None:
    idea = an_idea()
    answer = signed_in(an_employee()).post(
        f"/ideas/{idea.id}/votes", data={"quote": QUOTE, "email": "no address"}
    )
    assert answer.status_code == 422
    for words in (QUOTE, "Say who it was.", "Say where you heard it.", "an address"):
        assert words in answer.text


def test_what_is_said_survives_a_merge() -> None:
    manager = actor_of(a_product_manager())
    project = a_project()
    idea, into = an_idea(project=project), an_idea(project=project)
    hear_vote(manager, idea.id, heard=heard())
    merge_ideas(manager, idea.id, into_id=into.id)
    db.session.commit()
    (said,) = votes.said_with(manager, into.id)
    assert (said.face.name, said.quote) == ("Mina Holt", QUOTE)
