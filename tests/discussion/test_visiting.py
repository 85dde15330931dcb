"""What is new since somebody's last visit, and a long discussion window by window."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from cocreate.discussion.actions import note_visit
from cocreate.discussion.models import Visit
from cocreate.discussion.queries import VISIT, standing_of_idea
from cocreate.discussion.queries.thread import LATEST, WINDOW
from cocreate.ideas.models import Idea
from cocreate.kernel import afterwards
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.discussion.many import many_comments
from tests.factories import a_comment, a_person, actor_of, an_idea
from tests.walking import Walker

SignedIn = Callable[[Person], ForgetfulClient]
pytestmark = pytest.mark.usefixtures("app")
A_DAY = timedelta(hours=20)


def reads(person: Person, idea: Idea) -> None:
    note_visit(person.id, idea.id)
    db.session.commit()


def news(page: str) -> int:
    return page.count('<span class="tag tag--new">')


def test_who_comes_the_first_time_is_told_of_nothing_new(signed_in: SignedIn) -> None:
    idea = an_idea()
    a_comment(idea)
    assert news(signed_in(a_person()).get(f"/ideas/{idea.id}").text) == 0


def test_what_others_said_since_the_last_visit_is_marked(signed_in: SignedIn) -> None:
    idea, ada = an_idea(), a_person()
    a_comment(idea)
    reads(ada, idea)
    with time_machine.travel(now() + A_DAY):
        first = a_comment(idea)
        a_comment(idea, by=ada)
        a_comment(idea)
        page = signed_in(ada).get(f"/ideas/{idea.id}").text
        assert news(page) == 2
        assert f'href="#comment-{first.id}">New since your last visit' in page
        assert news(signed_in(a_person()).get(f"/ideas/{idea.id}").text) == 0


def test_the_marks_stay_for_the_visit_and_go_with_it(signed_in: SignedIn) -> None:
    idea, ada = an_idea(), a_person()
    reads(ada, idea)
    with time_machine.travel(now() + A_DAY) as clock:
        a_comment(idea)
        for _ in range(3):
            reads(ada, idea)
            assert news(signed_in(ada).get(f"/ideas/{idea.id}").text) == 1
            clock.shift(timedelta(minutes=10))
        clock.shift(VISIT)
        assert news(signed_in(ada).get(f"/ideas/{idea.id}").text) == 0


def test_a_visit_is_one_row_and_one_statement(queries: Callable[..., Any]) -> None:
    idea, ada = an_idea(), a_person()
    for _ in range(3):
        with queries(at_most=1):
            note_visit(ada.id, idea.id)
        db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 1


def test_reading_again_within_minutes_writes_nothing() -> None:
    idea, ada = an_idea(), a_person()
    assert standing_of_idea(actor_of(ada), idea.id).visit_is_due
    reads(ada, idea)
    assert not standing_of_idea(actor_of(ada), idea.id).visit_is_due
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert standing_of_idea(actor_of(ada), idea.id).visit_is_due
    assert not standing_of_idea(STRANGER, idea.id).visit_is_due


def test_the_page_itself_writes_nothing(
    signed_in: SignedIn, queries: Callable[..., Any]
) -> None:
    idea, browser = an_idea(), signed_in(a_person())
    with queries(at_most=20) as asked:
        browser.get(f"/ideas/{idea.id}")
    assert [one for one in asked if not one.startswith(("SELECT", "WITH"))] == []


def test_it_is_kept_beside_the_request(app: Flask) -> None:
    idea, ada = an_idea(), a_person()
    db.session.commit()
    afterwards.keep(app, note_visit, ada.id, idea.id)
    assert db.session.get(Visit, (ada.id, idea.id)) is not None


# ── Five hundred comments ─────────────────────────────────────────────────────


def test_five_hundred_comments_are_read_a_window_at_a_time(
    client: ForgetfulClient, queries: Callable[..., Any]
) -> None:
    idea = an_idea()
    comments = many_comments(idea, 500)
    with queries(at_most=12) as few:
        first = client.get(f"/ideas/{idea.id}").text
    assert first.count('id="comment-') == WINDOW
    walker = Walker(client).visit(f"/ideas/{idea.id}").follow("Latest comments")
    assert f'id="comment-{comments[-1].id}"' in walker.page.text  # type: ignore[union-attr]  # it was visited
    assert "Later comments" not in walker.text
    walker.follow("Earlier comments").follow("First comments")
    assert f'id="comment-{comments[0].id}"' in walker.page.text  # type: ignore[union-attr]  # it was visited
    with queries(at_most=len(few) + 1):  # one more for what ties with the place
        client.get(f"/ideas/{idea.id}?place={LATEST}")


def test_each_of_five_hundred_has_its_link(client: ForgetfulClient) -> None:
    idea = an_idea()
    comments = many_comments(idea, 500)
    for comment in comments[:: WINDOW - 1]:
        page = client.get(f"/comments/{comment.id}", follow_redirects=True).text
        assert f'id="comment-{comment.id}"' in page


def test_what_is_new_is_found_in_whatever_window(signed_in: SignedIn) -> None:
    idea, ada = an_idea(), a_person()
    many_comments(idea, 200)
    reads(ada, idea)
    browser, address = signed_in(ada), f"/ideas/{idea.id}/unread"
    with time_machine.travel(now() + A_DAY):
        assert browser.get(address).location == f"/ideas/{idea.id}#talk"
        fresh = a_comment(idea)
        assert browser.get(address).location == f"/comments/{fresh.id}"
        page = Walker(browser).visit(f"/ideas/{idea.id}")
        page.follow("New since your last visit")
        assert f'id="comment-{fresh.id}"' in page.page.text  # type: ignore[union-attr]  # it was visited


def test_a_long_discussion_costs_a_member_no_more_queries(
    signed_in: SignedIn, queries: Callable[..., Any]
) -> None:
    short, long, ada = an_idea(), an_idea(), a_person()
    a_comment(short)
    many_comments(long, 500)
    browser = signed_in(ada)
    with queries(at_most=12) as few:
        browser.get(f"/ideas/{short.id}")
    with queries(at_most=len(few)):
        browser.get(f"/ideas/{long.id}")
