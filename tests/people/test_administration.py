import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from cocreate.config import Settings, use
from cocreate.kernel import mail
from cocreate.kernel.db import db
from cocreate.kernel.errors import CoCreateError
from cocreate.kernel.mail import Letter
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.policy import Role
from cocreate.people import actions, queries
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_person, actor_of, an_account
from tests.mailing import OpenOffice

SignedIn = Callable[[Any], ForgetfulClient]
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture
def boss(signed_in: SignedIn) -> ForgetfulClient:
    return signed_in(an_account("Ines Moreau", role=Role.ADMINISTRATOR))


def test_people_are_found_by_name_and_by_address(boss: ForgetfulClient) -> None:
    a_person("Margit Õunapuu")
    emre = a_person("Emre Aydin")
    by_name = boss.get("/administration?q=margit").text
    assert "Margit Õunapuu" in by_name
    assert "Emre Aydin" not in by_name
    assert "Emre Aydin" in boss.get(f"/administration?q={emre.email}").text
    assert "Nobody like that" in boss.get("/administration?q=zzz%25_").text


def test_people_are_listed_in_pages_that_miss_nobody(boss: ForgetfulClient) -> None:
    for number in range(45):
        a_person(f"Person number {number:02}")
    seen: list[str] = []
    address = "/administration?role=customer"
    while address:
        page = boss.get(address).text
        seen += re.findall(r"Person number \d\d(?=</a>)", page)
        found = re.search(r'href="(/administration[^"]*)" rel="next"', page)
        found = found or re.search(r'href="(/administration[^"]*)"\s+rel="next"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == 45


def test_the_list_asks_as_little_for_many_as_for_few(
    boss: ForgetfulClient, queries: Callable[..., Any]
) -> None:
    for _ in range(25):
        a_person()
    with queries(at_most=3):  # who asks, the segments to cut by, the list
        boss.get("/administration")


@pytest.mark.parametrize("query", ["page=nonsense", "role=king", "q=%00", "page=W10"])
def test_a_strange_address_is_no_mistake_of_ours(
    boss: ForgetfulClient, query: str
) -> None:
    assert boss.get(f"/administration?{query}").status_code == 200


@pytest.mark.usefixtures("every_event")
def test_a_role_is_given_and_remembered(boss: ForgetfulClient) -> None:
    person = a_person()
    for _ in range(2):
        boss.post(f"/administration/people/{person.id}/role", data={"role": "employee"})
    db.session.refresh(person)
    assert person.role is Role.EMPLOYEE
    (change,) = queries.profile_history(person.id)
    assert (change.field, change.was, change.became) == ("role", "customer", "employee")
    assert change.by is not None
    assert change.by.name == "Ines Moreau"
    recorded = db.session.scalars(select(OutboxMessage.kind)).all()
    assert recorded.count("RoleChanged") == 1


def test_a_role_that_is_none_is_refused(boss: ForgetfulClient) -> None:
    person = a_person()
    answer = boss.post(
        f"/administration/people/{person.id}/role", data={"role": "king"}
    )
    assert answer.status_code == 422


def test_the_last_administrator_keeps_the_role(boss: ForgetfulClient) -> None:
    me = db.session.scalars(select(Person)).one()
    a_person("Invited, and not yet here", role=Role.ADMINISTRATOR)
    address = f"/administration/people/{me.id}/role"
    assert boss.post(address, data={"role": "customer"}).status_code == 409
    an_account("A second one", role=Role.ADMINISTRATOR)
    assert boss.post(address, data={"role": "customer"}).status_code == 303
    assert boss.get("/administration").status_code == 303  # signed out, too
    assert boss.sign_in(me).get("/administration").status_code == 403


@pytest.mark.usefixtures("app")
def test_two_administrators_who_demote_each_other_leave_one(
    at_once: Callable[..., list[Any]],
) -> None:
    one = an_account("One", role=Role.ADMINISTRATOR)
    two = an_account("Two", role=Role.ADMINISTRATOR)
    answers = at_once(
        partial(actions.change_role, actor_of(one), two.id, to=Role.CUSTOMER),
        partial(actions.change_role, actor_of(two), one.id, to=Role.CUSTOMER),
    )
    refused = [answer for answer in answers if isinstance(answer, CoCreateError)]
    assert len(refused) == 1
    assert queries.has_administrator()


# ── Invitations ───────────────────────────────────────────────────────────────

TOMASZ = {"name": "Tomasz", "email": "tomasz@example.org", "role": "product_manager"}


def invitation() -> str:
    text = mail.newest_letters(1)[0].text
    found = re.search(r"http://127\.0\.0\.1:8000(/invitation/\S+)", text)
    assert found
    return found[1]


def test_who_is_invited_sets_a_password_and_is_in(
    boss: ForgetfulClient, client: ForgetfulClient
) -> None:
    boss.post("/administration/invitation", data=TOMASZ)
    link = invitation()
    assert "tomasz@example.org" in client.get(link).text
    data = {"name": "Tomasz Keller", "password": PASSWORD}
    assert client.post(link, data=data).status_code == 303
    assert "Tomasz Keller" in client.get("/me").text
    person = queries.find_by_email("tomasz@example.org")
    assert person is not None
    assert (person.role, person.verified_at is None) == (Role.PRODUCT_MANAGER, False)
    again = client.post(link, data={**data, "password": "another lamp here"})
    assert again.headers["Location"].startswith("/sign-in")


def test_an_address_is_invited_once(boss: ForgetfulClient) -> None:
    first = boss.post("/administration/invitation", data=TOMASZ)
    pressed_twice = boss.post("/administration/invitation", data=TOMASZ)
    assert first.headers["Location"] == pressed_twice.headers["Location"]
    assert len(mail.newest_letters()) == 1
    other = boss.post("/administration/invitation", data={**TOMASZ, "name": "Tom"})
    assert other.status_code == 422
    assert "There is an account with this address already." in other.text


def test_an_invitation_is_mailed_again_until_they_came(boss: ForgetfulClient) -> None:
    account = boss.post("/administration/invitation", data=TOMASZ).headers["Location"]
    assert "Mail an invitation" in boss.get(account).text
    assert boss.post(f"{account}/invitation").status_code == 303
    assert len(mail.newest_letters()) == 2


# ── The outbox ────────────────────────────────────────────────────────────────


def test_a_letter_is_read_without_its_looks_and_its_tricks(
    boss: ForgetfulClient,
) -> None:
    mail.post(
        to_address="ada@example.org",
        to_name=HOSTILE,
        subject=f"Hello {HOSTILE}",
        text=f"Hello {HOSTILE}",
        html=f'<div class="letter"><p>Hello</p>{HOSTILE}'
        '<a href="javascript:alert(3)">x</a><a href="https://example.org">on</a></div>',
    )
    db.session.commit()
    letter = db.session.scalars(select(Letter)).one()
    for address in ("/administration/mail", f"/administration/mail/{letter.id}"):
        page = boss.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "javascript:" not in page
    shown = boss.get(f"/administration/mail/{letter.id}").text
    assert '<a href="https://example.org"' in shown


def test_a_letter_that_is_not_there_is_not_found(boss: ForgetfulClient) -> None:
    assert boss.get("/administration/mail/7").status_code == 404


def test_a_test_mail_shows_the_servers_own_answer(
    boss: ForgetfulClient, settings: Settings, open_office: OpenOffice
) -> None:
    office = open_office()
    use(settings.model_copy(update={"mail_url": office.url()}))
    office.says_to["nobody@example.org"] = "550 5.1.1 Nobody of that name here"
    trial = partial(boss.post, "/administration/mail/trial")
    arrived = trial(data={"email": "ines@example.org"})
    assert "250 2.0.0 OK queued as 1" in boss.get(arrived.location).text
    sent = trial(data={"email": "nobody@example.org"})
    assert "550 5.1.1 Nobody of that name here" in boss.get(sent.location).text
    assert len(office.received) == 1
    again = boss.post(sent.location + "/sending")
    assert "Waiting" in boss.get(again.location).text


def test_a_test_mail_needs_an_address_and_keeps_what_was_typed(
    boss: ForgetfulClient,
) -> None:
    page = boss.post("/administration/mail/trial", data={"email": "no address"})
    assert page.status_code == 422
    assert 'value="no address"' in page.text


def test_without_a_server_a_test_mail_stays_here(boss: ForgetfulClient) -> None:
    sent = boss.post("/administration/mail/trial", data={"email": "i@example.org"})
    assert "Kept here" in boss.get(sent.location).text


def test_the_delivery_log_is_searched_by_address_and_state(
    boss: ForgetfulClient,
) -> None:
    for name in ("ada", "ben"):
        mail.post(
            to_address=f"{name}@example.org", to_name=name, subject=name, text="Hi."
        )
    db.session.commit()
    of_ada = boss.get("/administration/mail?to=Ada@example.org&state=kept").text
    assert "ada@example.org" in of_ada
    assert "ben, ben@example.org" not in of_ada
    assert "No such letter" in boss.get("/administration/mail?state=sent").text
