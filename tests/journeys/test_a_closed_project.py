"""What was said in a project that has closed stays as it was; or is taken back."""

from collections.abc import Callable
from typing import Any

import pytest

from cocreate.discussion.actions import edit_comment, withdraw_comment
from cocreate.discussion.models import Comment
from cocreate.ideas.actions import edit_idea, withdraw_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_person, a_project, actor_of, an_idea

SignIn = Callable[[Person], ForgetfulClient]
CLOSED = "stays as it was"
DRAFT = IdeaDraft(title="Something else altogether", body="Other words.")


@pytest.fixture
def said(app: Any) -> "Said":
    """An idea and a comment of one person, in a project that closed afterwards."""
    person, project = a_person(), a_project()
    idea = an_idea("Tell me before", author=person, project=project)
    comment = a_comment(idea, by=person, body="At five.")
    project.phase = Phase.CLOSED
    db.session.commit()
    return person, project, idea, comment


Said = tuple[Person, Project, Idea, Comment]


def test_nobody_edits_in_it(said: Said) -> None:
    person, _, idea, comment = said
    with pytest.raises(ForbiddenError, match=CLOSED):
        edit_idea(actor_of(person), idea.id, draft=DRAFT)
    with pytest.raises(ForbiddenError, match=CLOSED):
        edit_comment(actor_of(person), comment.id, body="At six.")


@pytest.mark.parametrize("phase", [one for one in Phase if one is not Phase.CLOSED])
def test_in_every_other_phase_one_does(said: Said, phase: Phase) -> None:
    person, project, idea, comment = said
    project.phase = phase
    db.session.commit()
    edit_idea(actor_of(person), idea.id, draft=DRAFT)
    edit_comment(actor_of(person), comment.id, body="At six.")
    assert (idea.title, comment.body) == (DRAFT.title, "At six.")


def test_the_pages_say_so_and_offer_no_form(said: Said, signed_in: SignIn) -> None:
    person, _, idea, comment = said
    browser = signed_in(person)
    assert f"/ideas/{idea.id}/edit" not in browser.get(f"/ideas/{idea.id}").text
    for address, save in (
        (f"/ideas/{idea.id}/edit", f"/ideas/{idea.id}"),
        (f"/comments/{comment.id}/edit", f"/comments/{comment.id}"),
    ):
        page = browser.get(address).text
        assert CLOSED in page
        assert "<textarea" not in page
        words = {"title": DRAFT.title, "body": DRAFT.body}
        answer = browser.post(save, data=words)
        assert answer.status_code == 403
        assert CLOSED in answer.text


def test_so_does_the_api(said: Said, client: ForgetfulClient) -> None:
    person, _, idea, comment = said
    headers = bearer(person)
    for path, change in (
        (f"/api/v1/ideas/{idea.id}", {"title": DRAFT.title}),
        (f"/api/v1/comments/{comment.id}", {"body": "At six."}),
    ):
        answer = client.patch(path, json=change, headers=headers)
        assert answer.status_code == 403
        assert CLOSED in answer.text


def test_what_one_said_can_be_taken_back_still(said: Said, signed_in: SignIn) -> None:
    person, _, idea, comment = said
    assert "Take it back" in signed_in(person).get(f"/ideas/{idea.id}").text
    page = signed_in(person).get(f"/comments/{comment.id}/edit").text
    assert "Take my comment back" in page
    withdraw_comment(actor_of(person), comment.id)
    withdraw_idea(actor_of(person), idea.id)
    assert None not in {idea.withdrawn_at, comment.withdrawn_at}
