from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from cocreate.kernel import afterwards
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.people import actions, presence
from cocreate.people.browsers import browser_name
from cocreate.people.models import AccessToken, SignIn
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_person, an_account

SignedIn = Callable[[Any], ForgetfulClient]


def is_in(client: ForgetfulClient) -> bool:
    return client.get("/me").status_code == 200


def sign_in_ids() -> list[int]:
    return list(db.session.scalars(select(SignIn.id).order_by(SignIn.id)))


def enter(client: ForgetfulClient, email: str | None, **more: str) -> None:
    data = {"email": str(email), "password": PASSWORD, **more}
    assert client.post("/sign-in", data=data).status_code == 303


def test_signing_out_ends_the_sign_in_and_a_second_press_is_fine(
    client: ForgetfulClient,
) -> None:
    enter(client, an_account().email)
    for _ in range(2):
        assert client.post("/sign-out").status_code == 303
    assert sign_in_ids() == []
    assert not is_in(client)


def test_a_copied_cookie_is_worthless_after_signing_out(app: Flask) -> None:
    person = an_account()
    mine: Any = app.test_client()
    enter(mine, person.email)
    stolen: Any = app.test_client()
    cookie = mine.get_cookie("cocreate")
    stolen.set_cookie("cocreate", cookie.value)
    assert is_in(stolen)
    mine.post("/sign-out")
    assert not is_in(stolen)


def test_a_session_ended_elsewhere_ends_the_cookie(signed_in: SignedIn) -> None:
    person = a_person()
    lost, mine = signed_in(person), signed_in(person)
    mine.post(f"/me/sessions/{sign_in_ids()[0]}/end")
    assert not is_in(lost)
    assert is_in(mine)


def test_all_others_can_be_ended_at_once(signed_in: SignedIn) -> None:
    person = a_person()
    others = [signed_in(person), signed_in(person)]
    mine, somebody = signed_in(person), signed_in(a_person())
    assert "End all others" in mine.get("/me/sessions").text
    mine.post("/me/sessions/others/end")
    assert [is_in(browser) for browser in [*others, mine, somebody]] == [
        *[False, False],
        *[True, True],
    ]


def test_nobody_ends_the_session_of_somebody_else(signed_in: SignedIn) -> None:
    victim = signed_in(a_person())
    signed_in(a_person()).post(f"/me/sessions/{sign_in_ids()[0]}/end")
    assert is_in(victim)


def test_a_remembered_browser_stays_when_its_session_is_gone(
    client: ForgetfulClient,
) -> None:
    enter(client, an_account().email, longer="1")
    client.delete_cookie("cocreate")
    assert is_in(client)


def test_a_browser_that_is_not_remembered_keeps_no_other_cookie(
    client: ForgetfulClient,
) -> None:
    enter(client, an_account().email)
    assert client.get_cookie("cocreate_remember") is None


def test_the_remembered_cookie_stops_working_with_its_sign_in(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = an_account()
    enter(client, person.email, longer="1")
    signed_in(person).post("/me/sessions/others/end")
    client.delete_cookie("cocreate")
    assert not is_in(client)


def test_a_remembered_sign_in_lasts_thirty_days_another_two(app: Flask) -> None:
    person = an_account()
    for_long: Any = app.test_client()
    for_now: Any = app.test_client()
    enter(for_long, person.email, longer="1")
    enter(for_now, person.email)
    with time_machine.travel(now().timestamp() + 3 * 86400, tick=False):
        assert [is_in(for_long), is_in(for_now)] == [True, False]
    with time_machine.travel(now().timestamp() + 31 * 86400, tick=False):
        assert not is_in(for_long)
        assert actions.forget_sign_ins(100) == 2
        assert sign_in_ids() == []


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: ForgetfulClient,
) -> None:
    data = {"email": an_account().email, "password": PASSWORD, "longer": "1"}
    answer = client.post("/sign-in", data=data)
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in line and "SameSite=Lax" in line for line in cookies)


def test_a_browser_is_noted_as_seen_every_ten_minutes(
    app: Flask, signed_in: SignedIn
) -> None:
    signed_in(a_person())
    (sign_in_id,) = sign_in_ids()
    sign_in = db.session.get_one(SignIn, sign_in_id)
    before = sign_in.last_seen_at
    assert not presence.is_due(before)
    with time_machine.travel(now().timestamp() + 601, tick=False):
        assert presence.is_due(before)
        afterwards.keep(app, actions.note_seen, sign_in_id)
    db.session.rollback()  # what is read below is newer than what was read above
    db.session.refresh(sign_in)
    assert (sign_in.last_seen_at - before).total_seconds() >= 600


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS) Version/18 Safari/6", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Edg/130", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130", "Chrome on Android"),
        ("", "A browser"),
        ("<script>alert(1)</script>", "A browser"),
    ],
)
def test_a_browser_is_named_as_its_owner_would(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


# ── Password ──────────────────────────────────────────────────────────────────


def test_a_new_password_needs_the_present_one(signed_in: SignedIn) -> None:
    browser = signed_in(an_account())
    data = {"current": "not this", "password": "another lamp here"}
    refused = browser.post("/me/password", data=data)
    assert refused.status_code == 422
    assert "not your present password" in refused.text
    data["current"] = PASSWORD
    assert browser.post("/me/password", data=data).status_code == 303


def test_a_new_password_ends_every_other_sign_in(signed_in: SignedIn) -> None:
    person = an_account()
    thief, mine = signed_in(person), signed_in(person)
    mine.post(
        "/me/password", data={"current": PASSWORD, "password": "another lamp here"}
    )
    assert [is_in(thief), is_in(mine)] == [False, True]


# ── Tokens ────────────────────────────────────────────────────────────────────


def tokens() -> list[AccessToken]:
    return list(db.session.scalars(select(AccessToken)))


def test_a_token_is_shown_once_and_kept_as_a_hash(signed_in: SignedIn) -> None:
    browser = signed_in(a_person())
    page = browser.post("/me/tokens", data={"name": "My phone", "seed": "abc"})
    (made,) = tokens()
    shown = page.text.partition("<code>")[2].partition("</code>")[0]
    assert shown.startswith("cc_")
    assert made.token_hash not in page.text
    assert not made.may_write
    assert shown not in browser.get("/me/tokens").text


def test_pressing_make_twice_makes_one_token(signed_in: SignedIn) -> None:
    browser = signed_in(a_person())
    data = {"name": "My phone", "may_write": "1", "seed": "abc"}
    pages = [browser.post("/me/tokens", data=data).text for _ in range(2)]
    shown = {page.partition("<code>")[2].partition("</code>")[0] for page in pages}
    assert len(shown) == len(tokens()) == 1


def test_the_same_seed_gives_two_people_two_tokens(signed_in: SignedIn) -> None:
    for _ in range(2):
        signed_in(a_person()).post("/me/tokens", data={"name": "x", "seed": "abc"})
    assert len({token.token_hash for token in tokens()}) == 2


def test_a_token_is_revoked_by_its_owner_alone(signed_in: SignedIn) -> None:
    owner = signed_in(a_person())
    owner.post("/me/tokens", data={"name": "My phone"})
    (token,) = tokens()
    signed_in(a_person()).post(f"/me/tokens/{token.id}/withdraw")
    assert len(tokens()) == 1
    for _ in range(2):
        assert owner.post(f"/me/tokens/{token.id}/withdraw").status_code == 303
    assert tokens() == []


def test_a_token_says_when_it_was_last_used(app: Flask, signed_in: SignedIn) -> None:
    browser = signed_in(a_person())
    browser.post("/me/tokens", data={"name": "My phone"})
    (token,) = tokens()
    assert "last used" not in browser.get("/me/tokens").text
    afterwards.keep(app, actions.note_use, token.id)
    assert "last used" in browser.get("/me/tokens").text
