"""Mending one's words: freely at first, with history later, and only so long."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine

from cocreate.discussion.actions import edit_comment
from cocreate.discussion.models import Comment
from cocreate.discussion.queries import earlier_texts
from cocreate.ideas.actions import edit_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import edits_of
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.policy import Role
from cocreate.kernel.revisions import GRACE
from cocreate.moderation.actions import (
    flag_comment,
    flag_idea,
    judge_comment,
    judge_idea,
)
from cocreate.moderation.reason import Reason, Verdict
from cocreate.people.models import Person
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_vote,
    actor_of,
    an_account,
    an_idea,
)

SignedIn = Callable[[Person], ForgetfulClient]
pytestmark = pytest.mark.usefixtures("app")


def after(passed: timedelta) -> time_machine.travel:
    return time_machine.travel(now() + passed)


def texts(comment: Comment) -> list[str]:
    return [edit.body for edit in earlier_texts(comment)]


def a_member(*, role: Role = Role.CUSTOMER, days: int = 100) -> Person:
    """Somebody who joined so many days ago."""
    person = a_person(role=role)
    person.joined_at = now() - timedelta(days=days)
    db.session.commit()
    return person


def test_a_slip_mended_within_minutes_leaves_no_trace() -> None:
    ada = a_person()
    comment = a_comment(by=ada, body="At fve.")
    with after(GRACE - timedelta(seconds=2)):
        edit_comment(actor_of(ada), comment.id, body="At five.")
    assert (comment.body, comment.edited_at, texts(comment)) == ("At five.", None, [])


def test_after_five_minutes_what_was_said_is_kept() -> None:
    ada = a_person()
    comment = a_comment(by=ada, body="At five.")
    with after(GRACE):
        edit_comment(actor_of(ada), comment.id, body="At six.")
        edit_comment(actor_of(ada), comment.id, body="At seven.")
    assert texts(comment) == ["At five."]
    with after(GRACE * 2 + timedelta(seconds=1)):
        edit_comment(actor_of(ada), comment.id, body="At eight.")
    assert texts(comment) == ["At seven.", "At five."]


def test_once_answered_nobody_turns_their_words_round_unseen() -> None:
    ada = a_person()
    comment = a_comment(by=ada, body="Yes.")
    a_comment(answers=comment)
    edit_comment(actor_of(ada), comment.id, body="No.")
    assert texts(comment) == ["Yes."]


def test_what_was_reported_stays_readable_however_soon_it_is_changed(
    signed_in: SignedIn,
) -> None:
    """While its case is open: what a person has kept is mended freely again."""
    ada, reporter = a_person(), actor_of(a_person())
    comment = a_comment(by=ada, body="Omar lives at 5 Elm Street.")
    flag_comment(reporter, comment.id, reason=Reason.PERSONAL_DATA)
    edit_comment(actor_of(ada), comment.id, body="Omar lives near.")
    edit_comment(actor_of(ada), comment.id, body="He lives near.")
    assert texts(comment) == ["Omar lives near.", "Omar lives at 5 Elm Street."]
    desk = signed_in(a_moderator()).get(f"/moderation/comments/{comment.id}")
    case = signed_in(a_moderator()).get(desk.location).text
    assert f'href="/comments/{comment.id}/history"' in case
    idea = an_idea("Omar is a thief", author=ada)
    flag_idea(reporter, idea.id, reason=Reason.ABUSE)
    edit_idea(actor_of(ada), idea.id, draft=IdeaDraft("At five", idea.body))
    assert [edit.title for edit in edits_of(idea)] == ["Omar is a thief"]


def test_what_was_reported_and_is_changed_stands_in_nobody_elses_history(
    signed_in: SignedIn, client: ForgetfulClient
) -> None:
    """Nor does what it said before; what is changed once a person has kept it does."""
    ada, reporter = an_account(), actor_of(a_person())
    comment = a_comment(by=ada, body="See 5 Elm Street.")
    idea = an_idea("Omar of 5 Elm Street", author=ada)
    change(comment, idea, "At 5 Elm Street", after(GRACE * 2))
    flag_comment(reporter, comment.id, reason=Reason.PERSONAL_DATA)
    flag_idea(reporter, idea.id, reason=Reason.PERSONAL_DATA)
    change(comment, idea, "Still at 5 Elm Street", after(GRACE * 3))
    change(comment, idea, "He lives near", after(GRACE * 4))
    moderator = actor_of(a_moderator())
    judge_comment(moderator, comment.id, verdict=Verdict.KEEP)
    judge_idea(moderator, idea.id, verdict=Verdict.KEEP)
    change(comment, idea, "He lives nearby", after(GRACE * 6))
    change(comment, idea, "They live nearby", after(GRACE * 8))
    for path in (f"/comments/{comment.id}/history", f"/ideas/{idea.id}/history"):
        told = client.get(path).text
        assert ("Elm Street" in told, told.count("reported, or")) == (False, 3), path
        assert "nearby" in told
        for reader in (ada, a_moderator()):
            assert "5 Elm Street" in signed_in(reader).get(path).text


def change(
    comment: Comment, idea: Idea, said: str, at: AbstractContextManager[object]
) -> None:
    by = actor_of(db.session.get_one(Person, comment.author_id))
    with at:
        edit_comment(by, comment.id, body=said)
        edit_idea(by, idea.id, draft=IdeaDraft(said, said))


def test_an_idea_is_mended_freely_until_somebody_joins_in() -> None:
    ada = a_person()
    alone, joined = (an_idea("At five", author=ada) for _ in range(2))
    a_vote(joined)
    for idea in (alone, joined):
        draft = IdeaDraft(title="At six o'clock", body=idea.body)
        edit_idea(actor_of(ada), idea.id, draft=draft)
    assert [edit.title for edit in edits_of(alone)] == []
    assert [edit.title for edit in edits_of(joined)] == ["At five"]


@pytest.mark.parametrize(
    ("days", "role", "passed", "may"),
    [
        (0, Role.CUSTOMER, timedelta(hours=23), True),
        (0, Role.CUSTOMER, timedelta(hours=25), False),
        (100, Role.CUSTOMER, timedelta(days=59), True),
        (100, Role.CUSTOMER, timedelta(days=61), False),
        (0, Role.EMPLOYEE, timedelta(days=900), True),
    ],
)
def test_trust_says_how_long(
    days: int,
    role: Role,
    passed: timedelta,
    may: bool,  # noqa: FBT001 - a column of the table above
    signed_in: SignedIn,
) -> None:
    ada = a_member(role=role, days=days)
    comment = a_comment(by=ada)
    db.session.expunge_all()
    with after(passed):
        page = signed_in(ada).get(f"/comments/{comment.id}/edit").text
        assert ("Leave it as it was" in page) is may
        assert ("stood too long" in page) is not may
        if may:
            edit_comment(actor_of(ada), comment.id, body="Otherwise.")
        else:
            with pytest.raises(ForbiddenError, match="take it back"):
                edit_comment(actor_of(ada), comment.id, body="Otherwise.")


def test_the_api_keeps_the_same_time(client: ForgetfulClient) -> None:
    ada = a_person()
    comment, token = a_comment(by=ada), bearer(ada)
    with after(timedelta(days=3)):
        answer = send(
            client,
            "PATCH",
            f"/comments/{comment.id}",
            json={"body": "Otherwise."},
            headers=token,
        )
    assert answer.status_code == 403


def test_the_history_says_for_eyes_and_ears_what_changed(
    signed_in: SignedIn, client: ForgetfulClient
) -> None:
    ada = a_person()
    comment = a_comment(by=ada, body="At five, in the morning.")
    idea = an_idea("Warn me at five", author=ada, votes=1)
    with after(GRACE):
        edit_comment(actor_of(ada), comment.id, body="At six, in the morning.")
        draft = IdeaDraft(title="Warn me at six", body=idea.body)
        edit_idea(actor_of(ada), idea.id, draft=draft)
    for page, gone, new in (
        (f"/comments/{comment.id}/history", "five, ", "six, "),
        (f"/ideas/{idea.id}/history", "five", "six"),
    ):
        told = " ".join(client.get(page).text.split())
        assert f"Removed: </span><span data-user-content>{gone}" in told
        assert f"Added: </span><span data-user-content>{new}" in told
