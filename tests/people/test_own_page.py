"""One's own page: what became of what one said, and everything that is one's own."""

from collections.abc import Callable

from cocreate.ideas.actions import respond
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_decision,
    a_person,
    a_product_manager,
    a_project,
    a_release,
    actor_of,
    an_idea,
)

SignIn = Callable[[Person], ForgetfulClient]
Work = Callable[[], int]


def test_ones_own_page_tells_what_became_of_each_idea(
    signed_in: SignIn, work: Work
) -> None:
    project, author, manager = a_project(), a_person("Author"), a_product_manager()
    idea = an_idea("Freeze my card in one tap", project=project, author=author)
    respond(actor_of(manager), idea.id, body="We will, in spring.")
    decision = a_decision(project=project, author=manager, ideas=[idea])
    release = a_release(project=project, decisions=[decision])
    a_comment(idea)
    work()
    page = signed_in(author).get("/me").text
    assert f"Answered by {manager.name}" in page
    assert "We will, in spring." in page
    assert f'href="/decisions/{decision.id}"' in page
    assert f"In release {release.version}" in page
    assert "Freeze my card in one tap, and" in page  # the letter about it
    for room in ("/me/drafts", "/me/votes", "/me/sessions", "/me/tokens"):
        assert f'href="{room}"' in page
    assert 'href="/notices/following"' in page
    assert 'href="/notices/letters"' in page
