"""A form whose session has ended loses no word, and writes nothing before its time."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select

from cocreate.discussion.models import Comment
from cocreate.ideas.models import Draft, Idea, Response
from cocreate.kernel.db import db
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.policy import Role
from cocreate.people.models import Person
from cocreate.people.models import SignIn as SignInRow
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_comment, a_project, an_account, an_idea
from tests.walking import Walker

SAID = "Show the shop's name on my statement. I never know its owner's."
SignIn = Callable[[Person], ForgetfulClient]


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def renew(browser: ForgetfulClient) -> None:
    """Signed in anew in another tab: what older pages hold is a token of before."""
    with browser.session_transaction() as session:
        session["csrf_token"] = fresh_token()


def test_a_guest_whose_cookies_are_cleared_presses_once_more(
    client: ForgetfulClient,
) -> None:
    walker = Walker(client).visit(f"/projects/{a_project().slug}/ideas/new")
    client.delete_cookie("cocreate")
    walker.send("Share my idea", body=SAID, tags="cards", status=400)
    assert "Your session had ended" in walker.text
    assert SAID in walker.text
    assert count(Draft) == 0
    walker.send("Share my idea")
    assert "Who is it from?" in walker.text
    assert db.session.scalars(select(Draft.tags)).one() == "cards"


def test_whoever_was_signed_out_signs_in_and_has_said_it(signed_in: SignIn) -> None:
    person, idea = an_account(), an_idea()
    browser = signed_in(person)
    walker = Walker(browser).visit(f"/ideas/{idea.id}")
    browser.delete_cookie("cocreate")
    walker.send("Post comment", body=SAID, status=401)
    assert "You were signed out" in walker.text
    assert SAID in walker.text
    walker.send(
        "Sign in and send it", email=str(person.email), password="not it", status=422
    )
    assert count(Comment) == 0
    walker.send("Sign in and send it", email=str(person.email), password=PASSWORD)
    assert db.session.scalars(select(Comment.body)).all() == [SAID]
    assert walker.address.endswith(f"#comment-{db.session.scalar(select(Comment.id))}")


def test_a_sign_in_that_has_ended_is_asked_for_and_nothing_is_lost(
    signed_in: SignIn,
) -> None:
    person = an_account()
    comment = a_comment()
    walker = Walker(signed_in(person)).visit(f"/comments/{comment.id}/replies/new")
    db.session.execute(delete(SignInRow))
    walker.send("Post reply", body=SAID, status=401)
    walker.send("Sign in and send it", email=str(person.email), password=PASSWORD)
    assert SAID in db.session.scalars(select(Comment.body)).all()


def test_a_page_of_before_a_new_session_shows_what_was_typed(signed_in: SignIn) -> None:
    person = an_account()
    idea = an_idea(author=person)
    comment = a_comment(idea, by=person)
    browser = signed_in(person)
    walker = Walker(browser)
    for address, button in (
        (f"/ideas/{idea.id}", "Post comment"),
        (f"/comments/{comment.id}/replies/new", "Post reply"),
        (f"/comments/{comment.id}/edit", "Save"),
        (f"/ideas/{idea.id}/edit", "Save"),
    ):
        walker.visit(address)
        renew(browser)
        walker.send(button, body=f"{button}: {SAID}", status=400)
        assert f"{button}: {SAID}" in walker.text
        walker.send(button)
    assert db.session.scalar(select(Idea.body)) == f"Save: {SAID}"
    said = db.session.scalars(select(Comment.body).order_by(Comment.id)).all()
    assert sorted(said) == sorted(
        f"{b}: {SAID}" for b in ("Save", "Post comment", "Post reply")
    )


def test_an_answer_typed_at_the_desk_is_sent_with_one_more_press(
    signed_in: SignIn,
) -> None:
    manager = an_account(role=Role.PRODUCT_MANAGER)
    ideas = [an_idea(), an_idea()]
    browser = signed_in(manager)
    walker = Walker(browser).visit(f"/ideas/{ideas[0].id}/response")
    renew(browser)
    walker.send("Answer", response=SAID, status=400)
    assert "Your session had ended" in walker.text
    walker.send("Send it now")
    walker.visit(f"/ideas/{ideas[1].id}/response")
    db.session.execute(delete(SignInRow))
    walker.send("Answer", response=SAID, status=401)
    walker.send("Sign in and send it", email=str(manager.email), password=PASSWORD)
    assert db.session.scalars(select(Response.body)).all() == [SAID, SAID]


def test_a_new_password_is_never_shown_again(signed_in: SignIn) -> None:
    browser = signed_in(an_account())
    typed = {"current": PASSWORD, "password": "a long enough new password"}
    headers = {"Origin": "http://localhost"}
    sent = browser.post("/me/password", data=typed, headers=headers, csrf=False)
    assert sent.status_code == 400
    assert typed["password"] not in sent.text


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_another_site_typed_is_shown_to_nobody(
    signed_in: SignIn, said: dict[str, str]
) -> None:
    idea, browser = an_idea(), signed_in(an_account())
    for address in (
        f"/projects/{a_project().slug}/ideas",
        f"/ideas/{idea.id}/comments",
    ):
        sent = browser.post(address, data={"body": SAID}, headers=said, csrf=False)
        assert sent.status_code == 400
        assert "Show the shop" not in sent.text
    assert (count(Draft), count(Comment)) == (0, 0)


def test_a_script_of_ours_is_given_a_fresh_token(client: ForgetfulClient) -> None:
    address = f"/projects/{a_project().slug}/drafts"
    data = {"body": SAID, "key": "k", "version": "0"}
    said = {"HX-Request": "true", "Origin": "http://localhost"}
    refused = client.post(address, data=data, headers=said, csrf=False)
    assert (refused.status_code, count(Draft)) == (400, 0)
    said["X-CSRFToken"] = refused.headers["X-CSRFToken"]
    assert client.post(address, data=data, headers=said, csrf=False).status_code == 200
