from collections.abc import Callable

import pytest

from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.votes.queries import count_votes
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, an_idea

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]

FINGERPRINT = "Let me log in with my fingerprint"
WRITTEN = "Log in by fingerprint. I am on the tram and type badly."
BY_SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def project() -> Project:
    return a_project()


@pytest.fixture
def idea(project: Project) -> Idea:
    return an_idea(FINGERPRINT, project=project)


def similar(project: Project) -> str:
    return f"/projects/{project.slug}/ideas/similar"


def test_the_panel_says_what_both_speak_of(
    signed_in: SignIn, project: Project, idea: Idea
) -> None:
    browser = signed_in(a_person())
    panel = browser.post(similar(project), data={"body": WRITTEN}, headers=BY_SCRIPT)
    assert FINGERPRINT in panel.text
    assert "Both speak of" in panel.text
    assert "<form" not in panel.text


def test_a_guest_sees_it_too_and_is_asked_to_sign_in(
    client: ForgetfulClient, project: Project, idea: Idea
) -> None:
    panel = client.post(similar(project), data={"body": WRITTEN}, headers=BY_SCRIPT)
    assert FINGERPRINT in panel.text
    assert "Sign in to join" in panel.text
    vote = {"body": WRITTEN, "vote": idea.id}
    assert client.post(similar(project), data=vote).status_code == 200
    assert count_votes(idea.id) == 0


@pytest.mark.parametrize("headers", [BY_SCRIPT, {}], ids=["script", "none"])
def test_a_vote_in_the_panel_leaves_what_was_written(
    signed_in: SignIn, project: Project, idea: Idea, headers: dict[str, str]
) -> None:
    browser = signed_in(a_person())
    for how, left in (("vote", 1), ("vote", 1), ("unvote", 0)):
        form = {"key": "k" * 20, "body": WRITTEN, how: str(idea.id)}
        answer = browser.post(similar(project), data=form, headers=headers)
        assert answer.status_code == 200
        assert count_votes(idea.id) == left
        if not headers:
            assert WRITTEN in answer.text
    if not headers:
        assert WRITTEN in browser.get(f"/projects/{project.slug}/ideas/new").text


def test_my_case_becomes_a_comment_once(
    signed_in: SignIn, project: Project, idea: Idea
) -> None:
    browser = signed_in(a_person())
    form = {"body": WRITTEN, "case": str(idea.id)}
    for _ in range(2):
        panel = browser.post(similar(project), data=form, headers=BY_SCRIPT)
        assert "Your case stands there now" in panel.text
    (comment,) = db.session.query(Comment).filter_by(idea_id=idea.id)
    assert comment.body == "Log in by fingerprint\n\nI am on the tram and type badly."


def test_what_is_refused_is_said_in_the_panel(
    signed_in: SignIn, project: Project
) -> None:
    author = a_person()
    own = an_idea(FINGERPRINT, author=author, project=project)
    form = {"body": WRITTEN, "vote": str(own.id)}
    panel = signed_in(author).post(similar(project), data=form, headers=BY_SCRIPT)
    assert panel.status_code == 200
    assert "not your own" in panel.text


def test_why_mine_differs_is_kept_and_shown_to_whoever_triages(
    signed_in: SignIn, project: Project, idea: Idea
) -> None:
    browser = signed_in(a_person())
    why = "I mean the desktop, not the telephone."
    form = {
        "key": "k" * 20,
        "version": "0",
        "body": WRITTEN,
        f"differs_{idea.id}": why,
        "differs_99999": "Of nothing",
    }
    kept = browser.post(similar(project), data=form)
    assert why in kept.text
    assert why in browser.get(f"/projects/{project.slug}/ideas/new").text
    form["version"] = "1"
    made = browser.post(f"/projects/{project.slug}/ideas", data=form)
    assert made.status_code == 303, made.text
    own_id = int(made.location.rsplit("/", 1)[-1])
    desk = signed_in(a_product_manager())
    page = desk.get(f"/projects/{project.slug}/triage?idea={own_id}").text
    assert why in page
    assert "Of nothing" not in page
    assert why not in browser.get(f"/ideas/{own_id}").text


def test_a_submit_that_failed_shows_the_panel(
    signed_in: SignIn, project: Project, idea: Idea
) -> None:
    form = {"body": WRITTEN, "title": "Fing"}
    page = signed_in(a_person()).post(f"/projects/{project.slug}/ideas", data=form)
    assert page.status_code == 422
    assert FINGERPRINT in page.text


def test_a_case_that_is_too_long_is_refused_and_kept(
    signed_in: SignIn, project: Project, idea: Idea
) -> None:
    form = {"body": WRITTEN + " fingerprint" * 1_500, "case": str(idea.id)}
    panel = signed_in(a_person()).post(similar(project), data=form, headers=BY_SCRIPT)
    assert panel.status_code == 200
    assert db.session.query(Comment).count() == 0
