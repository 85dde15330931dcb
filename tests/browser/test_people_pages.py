"""The pages of people, as a stranger, a customer and an administrator see them."""

from playwright.sync_api import expect

from cocreate.kernel.mail import newest_letters
from cocreate.kernel.policy import Role
from cocreate.people import actions
from cocreate.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.looking import PHONE, faults_of
from tests.factories import (
    PASSWORD,
    a_comment,
    a_person,
    a_vote,
    actor_of,
    an_account,
    an_idea,
)

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Montgomery"

FOR_ALL = (
    "/sign-in",
    "/sign-up",
    "/reset",
    "/verification/{token}",
    "/people/{person}",
    "/people/{person}/comments",
)
FOR_MEMBERS = (
    "/me",
    "/me/votes",
    "/me/profile",
    "/me/password",
    "/me/sessions",
    "/me/tokens",
    "/me/data",
    "/me/departure",
)
FOR_ADMINISTRATORS = (
    "/administration",
    "/administration/people/{person}",
    "/administration/invitation",
    "/administration/log",
    "/administration/mail",
)


def a_customer() -> Person:
    person = an_account(LONG)
    idea = an_idea("Tell me before the money leaves", author=person, tags=("alerts",))
    a_comment(idea, by=person)
    a_vote(an_idea(), voter=person)
    profile = actions.Profile(name=LONG, town="Cádiz", bio="I pay by phone. " * 20)
    actions.edit_profile(actor_of(person), profile)
    actions.edit_profile(actor_of(person), actions.Profile(name="Ada", town=LONG))
    actions.make_token(actor_of(person), name=LONG, may_write=True, seed="x")
    actions.sign_up(name="New", email="new@example.org")
    return person


def test_nothing_is_wrong_with_any_page(opens: Opens) -> None:
    person = a_customer()
    token = newest_letters(1)[0].text.partition("/verification/")[2].split()[0]
    for reader, addresses in (
        (None, FOR_ALL),
        (person, (*FOR_ALL[4:], *FOR_MEMBERS)),
        (a_person(role=Role.ADMINISTRATOR), FOR_ADMINISTRATORS),
    ):
        page = opens(reader)
        for address in addresses:
            filled = address.format(person=person.id, token=token)
            assert faults_of(page, filled, widths=(PHONE,)) == []


def test_signing_in_works_without_a_script(opens: Opens) -> None:
    person = an_account()
    page = opens(javascript=False)
    page.goto("/me")
    page.get_by_label("E-mail").fill(str(person.email))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/me")
