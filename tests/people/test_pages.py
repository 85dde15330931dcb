from collections.abc import Callable
from typing import Any

import pytest

from cocreate.kernel.policy import Role
from tests.client import ForgetfulClient
from tests.factories import a_person

SignedIn = Callable[[Any], ForgetfulClient]

OWN = ["/me", "/me/profile", "/me/password", "/me/sessions", "/me/tokens"]
ADMINISTRATION = [
    "/administration",
    "/administration/mail",
    "/administration/invitation",
]


@pytest.mark.parametrize("address", OWN)
def test_ones_own_pages_are_for_members(
    client: ForgetfulClient, signed_in: SignedIn, address: str
) -> None:
    assert signed_in(a_person()).get(address).status_code == 200
    turned_away = client.get(address)
    assert turned_away.status_code == 303
    assert turned_away.headers["Location"].startswith("/sign-in?next=/me")


@pytest.mark.parametrize("address", ADMINISTRATION)
def test_the_administration_is_for_administrators(
    client: ForgetfulClient, signed_in: SignedIn, address: str
) -> None:
    administrator = a_person(role=Role.ADMINISTRATOR)
    assert signed_in(administrator).get(address).status_code == 200
    assert signed_in(a_person(role=Role.MODERATOR)).get(address).status_code == 403
    assert client.get(address).status_code == 303
