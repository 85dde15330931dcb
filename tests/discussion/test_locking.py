"""A discussion that rests, with a reason for everybody; and the answer above it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from cocreate.discussion.actions import (
    LockedError,
    hide_comment,
    lock_discussion,
    pin_answer,
    post_comment,
    unlock_discussion,
    unpin_answer,
)
from cocreate.discussion.queries import standing_of_entry, standing_of_idea
from cocreate.kernel.audit.entries import AuditEntry
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, NotFoundError
from cocreate.kernel.ids import EntryId
from cocreate.kernel.policy import STRANGER, Role, Trust
from cocreate.people.models import Person
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
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

SignedIn = Callable[[Person], ForgetfulClient]
pytestmark = pytest.mark.usefixtures("app")
WHY = "It went in circles; the answer stands above."


# ── Locked ────────────────────────────────────────────────────────────────────


def test_nobody_speaks_in_a_locked_discussion_whoever_they_are() -> None:
    idea = an_idea()
    said = a_comment(idea)
    lock_discussion(actor_of(a_moderator()), idea_id=idea.id, reason=WHY)
    for person in (a_person(), a_product_manager(), a_moderator()):
        with pytest.raises(LockedError, match="in circles"):
            a_comment(idea, by=person)
        with pytest.raises(LockedError):
            a_comment(answers=said, by=person)


def test_an_entry_is_locked_too() -> None:
    entry, manager = an_entry(), actor_of(a_product_manager())
    lock_discussion(manager, entry_id=entry.id, reason=WHY)
    with pytest.raises(LockedError):
        a_comment(entry_id=entry.id)
    unlock_discussion(manager, entry_id=entry.id)
    assert a_comment(entry_id=entry.id).id


def test_everybody_reads_why_and_the_form_is_gone(
    signed_in: SignedIn, client: ForgetfulClient
) -> None:
    idea, moderator = an_idea(), a_moderator()
    a_comment(idea)
    desk = Walker(signed_in(moderator)).visit(f"/ideas/{idea.id}")
    desk.send("Lock it", reason=WHY)
    for browser in (client, signed_in(a_person())):
        page = browser.get(f"/ideas/{idea.id}").text
        assert WHY in page
        assert "Post comment" not in page
        assert "Reply" not in page
    desk.visit(f"/ideas/{idea.id}").send("Open the discussion again")
    page = signed_in(a_person()).get(f"/ideas/{idea.id}").text
    assert WHY not in page
    assert "Post comment" in page


def test_words_on_their_way_when_it_was_locked_are_kept(signed_in: SignedIn) -> None:
    idea, entry, manager = an_idea(), an_entry(), actor_of(a_product_manager())
    comment = a_comment(idea)
    lock_discussion(manager, idea_id=idea.id, reason=WHY)
    lock_discussion(manager, entry_id=entry.id, reason=WHY)
    browser = signed_in(a_person())
    for address in (
        f"/ideas/{idea.id}/comments",
        f"/journal/{entry.id}/comments",
        f"/comments/{comment.id}/replies",
    ):
        answer = browser.post(address, data={"body": "My hour of typing."})
        assert answer.status_code == 403
        assert "My hour of typing." in answer.text
        assert WHY in answer.text


def test_the_api_says_why(client: ForgetfulClient) -> None:
    idea, token = an_idea(), bearer(a_person())
    lock_discussion(actor_of(a_moderator()), idea_id=idea.id, reason=WHY)
    answer = send(
        client,
        "POST",
        f"/ideas/{idea.id}/comments",
        json={"body": "Me too."},
        headers=token,
    )
    assert (answer.status_code, WHY in answer.text) == (403, True)


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.EMPLOYEE], ids=str)
def test_others_lock_nothing(role: Role, signed_in: SignedIn) -> None:
    idea, person = an_idea(), a_person(role=role)
    with pytest.raises(ForbiddenError):
        lock_discussion(actor_of(person), idea_id=idea.id, reason=WHY)
    with pytest.raises(ForbiddenError):
        unlock_discussion(actor_of(person), idea_id=idea.id)
    page = signed_in(person).get(f"/ideas/{idea.id}").text
    assert "Lock this discussion" not in page


def test_stewards_lock_others_discussions_but_open_none_the_company_locked(
    signed_in: SignedIn,
) -> None:
    steward, author, entry = a_person(), a_person(), an_entry()
    steward.trust = author.trust = Trust.STEWARD
    idea = an_idea(author=author)
    page = Walker(signed_in(steward)).visit(f"/ideas/{idea.id}")
    page.send("Lock it", reason=WHY)
    kept = select(AuditEntry.actor_id).where(AuditEntry.act == "DiscussionLocked")
    assert db.session.scalars(kept).all() == [steward.id]
    page.visit(f"/ideas/{idea.id}").send("Open the discussion again")
    for refused in ({"idea_id": idea.id}, {"entry_id": entry.id}):
        with pytest.raises(ForbiddenError):  # on one's own idea; the company's entry
            lock_discussion(actor_of(author), **refused, reason=WHY)
    lock_discussion(actor_of(a_moderator()), idea_id=idea.id, reason=WHY)
    with pytest.raises(ForbiddenError):
        unlock_discussion(actor_of(steward), idea_id=idea.id)
    with pytest.raises(ForbiddenError):
        lock_discussion(actor_of(steward), idea_id=idea.id, reason="My own.")
    assert "Open the discussion" not in signed_in(steward).get(f"/ideas/{idea.id}").text
    steward.trust = Trust.REGULAR
    with pytest.raises(ForbiddenError):
        lock_discussion(actor_of(steward), idea_id=an_idea().id, reason=WHY)


def test_a_lock_needs_its_reason(signed_in: SignedIn) -> None:
    idea, entry, browser = an_idea(), an_entry(), signed_in(a_moderator())
    for address in (f"/ideas/{idea.id}/lock", f"/journal/{entry.id}/lock"):
        answer = browser.post(address, data={"reason": " "})
        assert (answer.status_code, "Say why" in answer.text) == (422, True)
    assert standing_of_idea(STRANGER, idea.id).lock is None


def test_locking_twice_says_the_later_reason() -> None:
    idea, moderator = an_idea(), actor_of(a_moderator())
    for reason in ("First.", "Second."):
        lock_discussion(moderator, idea_id=idea.id, reason=reason)
    locked = standing_of_idea(STRANGER, idea.id).lock
    assert locked is not None
    assert locked.reason == "Second."
    for _ in range(2):
        unlock_discussion(moderator, idea_id=idea.id)
    assert standing_of_idea(STRANGER, idea.id).lock is None


def test_a_comment_and_a_lock_at_once_agree(at_once: Callable[..., list[Any]]) -> None:
    idea, ada = an_idea(), a_person()
    moderator = actor_of(a_moderator())
    said, _ = at_once(
        lambda: a_comment_quietly(idea.id, ada),
        lambda: lock_discussion(moderator, idea_id=idea.id, reason=WHY),
    )
    db.session.refresh(idea)
    assert idea.comments == (0 if isinstance(said, LockedError) else 1)


def a_comment_quietly(idea_id: Any, person: Person) -> Any:
    return post_comment(actor_of(person), body="At six.", idea_id=idea_id)


# ── The answer ────────────────────────────────────────────────────────────────


def test_the_team_and_the_author_choose_the_answer(
    signed_in: SignedIn, client: ForgetfulClient
) -> None:
    author = a_person()
    idea = an_idea(author=author)
    one, other = a_comment(idea, body="Try this."), a_comment(idea, body="Or that.")
    signed_in(author).post(f"/comments/{one.id}/pin")
    page = client.get(f"/ideas/{idea.id}").text
    assert page.count("Try this.") == 2
    signed_in(a_product_manager()).post(f"/comments/{other.id}/pin")
    pin = standing_of_idea(STRANGER, idea.id).pin
    assert pin is not None
    assert pin.id == other.id
    signed_in(author).post(f"/comments/{other.id}/pin/withdraw")
    assert standing_of_idea(STRANGER, idea.id).pin is None


def test_others_choose_nothing(signed_in: SignedIn) -> None:
    idea = an_idea()
    comment = a_comment(idea)
    for person in (a_person(), a_moderator()):
        assert "Best answer" not in signed_in(person).get(f"/ideas/{idea.id}").text
        for act in (pin_answer, unpin_answer):
            with pytest.raises(ForbiddenError):
                act(actor_of(person), comment.id)


def test_the_writer_of_an_entry_chooses_under_it() -> None:
    writer = a_product_manager()
    entry = an_entry(author=writer)
    comment = a_comment(entry_id=EntryId(entry.id))
    pin_answer(actor_of(writer), comment.id)
    pin = standing_of_entry(entry.id).pin
    assert pin is not None
    assert pin.id == comment.id


def test_an_answer_that_is_hidden_stands_nowhere() -> None:
    author = a_person()
    idea = an_idea(author=author)
    comment = a_comment(idea)
    pin_answer(actor_of(author), comment.id)
    hide_comment(actor_of(a_moderator()), comment.id, reason="Abuse")
    assert standing_of_idea(STRANGER, idea.id).pin is None
    with pytest.raises(NotFoundError):
        pin_answer(actor_of(author), comment.id)
