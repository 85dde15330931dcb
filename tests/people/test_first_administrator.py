from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.errors import CoCreateError
from cocreate.kernel.policy import Role
from cocreate.people import actions
from cocreate.people.models import FirstCode, Person
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_person

pytestmark = pytest.mark.usefixtures("app")


def form_of(code: str | None) -> dict[str, str]:
    return {
        "code": str(code),
        "name": "Ines Moreau",
        "email": "ines@example.org",
        "password": PASSWORD,
    }


def administrators() -> list[Person]:
    found = select(Person).where(Person.role == Role.ADMINISTRATOR)
    return list(db.session.scalars(found))


def test_the_code_of_the_terminal_makes_and_signs_in_the_first(
    client: ForgetfulClient,
) -> None:
    code = actions.first_code()
    answer = client.post("/first-administrator", data=form_of(code))
    assert answer.status_code == 303
    assert client.get("/administration").status_code == 200
    (first,) = administrators()
    assert first.verified_at is not None


def test_the_code_may_be_typed_as_people_type_it(client: ForgetfulClient) -> None:
    code = str(actions.first_code()).lower().replace("-", " ")
    client.post("/first-administrator", data=form_of(f" {code} "))
    assert len(administrators()) == 1


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", "ключ", "x" * 40])
def test_another_code_makes_nobody_and_keeps_what_was_typed(
    client: ForgetfulClient, code: str
) -> None:
    right = actions.first_code()
    page = client.post("/first-administrator", data=form_of(code))
    assert page.status_code == 422
    assert "ines@example.org" in page.text
    assert PASSWORD not in page.text
    assert administrators() == []
    assert actions.first_code() == right


def test_the_code_stays_the_same_until_it_is_used() -> None:
    code = actions.first_code()
    assert code
    assert actions.first_code() == code
    kept = db.session.scalars(select(FirstCode.seed)).one()
    assert code.replace("-", "") not in kept


def test_the_page_is_gone_once_there_is_an_administrator(
    client: ForgetfulClient,
) -> None:
    code = actions.first_code()
    a_person(role=Role.ADMINISTRATOR)
    assert client.get("/first-administrator").status_code == 404
    late = client.post("/first-administrator", data=form_of(code))
    assert late.status_code == 404
    assert actions.first_code() is None


def test_pressing_start_twice_makes_one(client: ForgetfulClient) -> None:
    code = actions.first_code()
    answers = [
        client.post("/first-administrator", data=form_of(code)) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [303, 404]


def test_of_two_with_the_code_at_once_one_becomes_it(
    at_once: Callable[..., list[Any]],
) -> None:
    code = str(actions.first_code())
    become = [
        partial(
            actions.make_first_administrator,
            code=code,
            name="Ines",
            email=f"ines{number}@example.org",
            password_hash="x",
        )
        for number in range(3)
    ]
    answers = at_once(*become)
    refused = [answer for answer in answers if isinstance(answer, CoCreateError)]
    assert len(refused) == 2
    assert len(administrators()) == 1


def test_two_starts_at_once_print_one_code(at_once: Callable[..., list[Any]]) -> None:
    first, second = at_once(actions.first_code, actions.first_code)
    assert first == second
    assert first
