from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from cocreate.discussion.actions import edit_comment, hide_comment, withdraw_comment
from cocreate.discussion.queries import is_following
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.revisions import GRACE
from tests.client import ForgetfulClient
from tests.discussion.many import many_comments
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    actor_of,
    an_entry,
    an_idea,
)
from tests.walking import Walker

SignedIn = Callable[[Any], ForgetfulClient]


def test_a_customer_joins_the_discussion(signed_in: SignedIn) -> None:
    idea = an_idea()
    walker = Walker(signed_in(a_person("Lucía Ferrán")))
    walker.visit(f"/ideas/{idea.id}").send("Post comment", body="At six, please.")
    assert "At six, please." in walker.text
    assert "Discussion 1" in walker.text


def test_a_customer_answers_another(signed_in: SignedIn) -> None:
    idea = an_idea()
    a_comment(idea, by=a_person("Jonas Lindqvist"))
    walker = Walker(signed_in(a_person()))
    walker.visit(f"/ideas/{idea.id}").follow("Reply to Jonas Lindqvist")
    walker.send("Post reply", body="I agree with you.")
    assert "I agree with you." in walker.text


def test_the_reply_form_comes_alone_to_a_script(signed_in: SignedIn) -> None:
    comment = a_comment()
    page = signed_in(a_person()).get(
        f"/comments/{comment.id}/replies/new", headers={"HX-Request": "true"}
    )
    assert "<form" in page.text
    assert "<html" not in page.text


def test_an_empty_comment_is_sent_back_with_the_reason(signed_in: SignedIn) -> None:
    idea, comment = an_idea(), a_comment()
    browser = signed_in(a_person())
    for address in [f"/ideas/{idea.id}/comments", f"/comments/{comment.id}/replies"]:
        page = browser.post(address, data={"body": "   "})
        assert page.status_code == 422
        assert "Say something first." in page.text


def test_what_was_typed_too_long_is_kept(signed_in: SignedIn) -> None:
    idea = an_idea()
    page = signed_in(a_person()).post(
        f"/ideas/{idea.id}/comments", data={"body": "long " * 3000}
    )
    assert page.status_code == 422
    assert "long long long" in page.text


def test_a_stranger_is_asked_to_sign_in(client: ForgetfulClient) -> None:
    idea = an_idea()
    a_comment(idea)
    page = client.get(f"/ideas/{idea.id}")
    assert "Sign in to take part" in page.text
    assert '<form method="post"' not in page.text.partition('id="talk"')[2]
    answer = client.post(f"/ideas/{idea.id}/comments", data={"body": "Hello."})
    assert answer.status_code == 401


def test_an_author_edits_and_the_earlier_words_stay(signed_in: SignedIn) -> None:
    ada = a_person()
    comment = a_comment(by=ada, body="At five.")
    walker = Walker(signed_in(ada)).visit(f"/comments/{comment.id}/edit")
    with time_machine.travel(now() + GRACE):
        walker.send("Save", body="At six.")
    walker.follow("edited")
    assert "At five." in walker.text
    assert "At six." in walker.text


def test_an_author_takes_a_comment_back(signed_in: SignedIn) -> None:
    ada = a_person()
    idea = an_idea()
    comment = a_comment(idea, by=ada, body="Never mind.")
    Walker(signed_in(ada)).visit(f"/comments/{comment.id}/edit").send("Take my")
    page = signed_in(a_person()).get(f"/ideas/{idea.id}")
    assert "Withdrawn by its author" in page.text
    assert "Never mind." not in page.text


def test_nobody_else_gets_the_form_to_edit(signed_in: SignedIn) -> None:
    comment = a_comment()
    page = signed_in(a_person()).get(f"/comments/{comment.id}/edit")
    assert page.status_code == 403


def test_the_link_of_a_comment_leads_to_its_window(client: ForgetfulClient) -> None:
    idea = an_idea()
    comments = many_comments(idea, 100)
    answer = client.get(f"/comments/{comments[-1].id}", follow_redirects=True)
    assert f'id="comment-{comments[-1].id}"' in answer.text
    assert client.get(f"/comments/{comments[0].id}").location == (
        f"/ideas/{idea.id}#comment-{comments[0].id}"
    )


def test_windows_lead_to_each_other(client: ForgetfulClient) -> None:
    idea = an_idea()
    comments = many_comments(idea, 100)
    walker = Walker(client).visit(f"/ideas/{idea.id}").follow("Later comments")
    assert f'id="comment-{comments[-1].id}"' in walker.page.text  # type: ignore[union-attr]  # it was visited
    walker.follow("Earlier comments")
    assert f'id="comment-{comments[0].id}"' in walker.page.text  # type: ignore[union-attr]  # it was visited


def test_an_idea_page_takes_as_many_queries_for_fifty_comments_as_for_one(
    signed_in: SignedIn, queries: Any
) -> None:
    few, many = an_idea(), an_idea()
    a_comment(few)
    many_comments(many, 50)
    browser = signed_in(a_person())
    with queries(at_most=12) as for_few:
        browser.get(f"/ideas/{few.id}")
    with queries(at_most=len(for_few)):
        browser.get(f"/ideas/{many.id}")


def test_following_is_one_press_and_back(signed_in: SignedIn) -> None:
    idea, ada = an_idea(), a_person()
    walker = Walker(signed_in(ada)).visit(f"/ideas/{idea.id}").send("Follow")
    assert is_following(actor_of(ada), idea.id)
    walker.send("Following")
    assert not is_following(actor_of(ada), idea.id)


def test_a_script_gets_the_follow_button_alone(signed_in: SignedIn) -> None:
    idea = an_idea()
    answer = signed_in(a_person()).post(
        f"/ideas/{idea.id}/follow", headers={"HX-Request": "true"}
    )
    assert 'aria-pressed="true"' in answer.text
    assert "token-goes-here" not in answer.text


def test_a_project_can_be_followed(signed_in: SignedIn) -> None:
    idea, ada = an_idea(), a_person()
    browser = signed_in(ada)
    slug = projects_slug(idea)
    for address in ["follow", "follow", "follow/withdraw", "follow/withdraw"]:
        answer = browser.post(f"/projects/{slug}/{address}")
        assert answer.status_code == 303


def projects_slug(idea: Any) -> str:
    from cocreate.projects.models import Project  # noqa: PLC0415 - one test's need

    return db.session.get_one(Project, idea.project_id).slug


def test_the_author_of_a_hidden_comment_reads_the_reason(signed_in: SignedIn) -> None:
    idea, ada = an_idea(), a_person()
    comment = a_comment(idea, by=ada, body="Something rude.")
    hide_comment(actor_of(a_moderator()), comment.id, reason="It demeans a person.")
    own = signed_in(ada).get(f"/ideas/{idea.id}").text
    assert "It demeans a person." in own
    others = signed_in(a_person()).get(f"/ideas/{idea.id}").text
    assert "It demeans a person." not in others
    assert "Something rude." not in others


@pytest.mark.parametrize("what", ["history", "edit", "replies/new", ""])
def test_the_pages_of_a_hidden_comment_are_not_found(
    signed_in: SignedIn, what: str
) -> None:
    comment = a_comment()
    edit_comment(
        actor_of(db.session.get_one(type(a_person()), comment.author_id)),
        comment.id,
        body="Other words.",
    )
    hide_comment(actor_of(a_moderator()), comment.id, reason="Abuse")
    address = f"/comments/{comment.id}/{what}".rstrip("/")
    assert signed_in(a_person()).get(address).status_code == 404


def test_a_double_press_leads_to_the_same_comment(signed_in: SignedIn) -> None:
    idea = an_idea()
    browser = signed_in(a_person())
    places = [
        browser.post(f"/ideas/{idea.id}/comments", data={"body": "Once."}).location
        for _ in range(2)
    ]
    assert places[0] == places[1]


def test_a_withdrawn_comment_cannot_be_edited(signed_in: SignedIn) -> None:
    ada = a_person()
    comment = a_comment(by=ada)
    withdraw_comment(actor_of(ada), comment.id)
    answer = signed_in(ada).post(f"/comments/{comment.id}", data={"body": "Again."})
    assert answer.status_code == 403


def test_a_journal_entry_is_discussed(signed_in: SignedIn) -> None:
    entry = an_entry()
    walker = Walker(signed_in(a_person())).visit(f"/journal/{entry.id}")
    walker.send("Post comment", body="Thank you for asking.")
    assert "Thank you for asking." in walker.text
    assert "Discussion 1" in walker.text


def test_a_draft_of_the_journal_takes_no_comments(signed_in: SignedIn) -> None:
    entry = an_entry(published=False)
    answer = signed_in(a_product_manager()).post(
        f"/journal/{entry.id}/comments", data={"body": "Too early."}
    )
    assert answer.status_code == 403


def test_an_empty_comment_under_an_entry_is_sent_back(signed_in: SignedIn) -> None:
    entry = an_entry()
    page = signed_in(a_person()).post(f"/journal/{entry.id}/comments", data={})
    assert page.status_code == 422
    assert "Say something first." in page.text
