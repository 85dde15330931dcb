from collections.abc import Callable
from typing import Any

import pytest

from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    an_idea,
)

SignIn = Callable[[Person], ForgetfulClient]


def test_a_customer_shares_an_idea_and_finds_it_on_its_page(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    project = a_project()
    browser = signed_in(a_person("Lucía Ferrán"))
    page = browser.post(
        f"/projects/{project.slug}/ideas",
        data={"title": "Show the shop's name", "body": "Not its **accountant's**."},
        follow_redirects=True,
    )
    assert page.status_code == 200
    assert "Show the shop" in page.text
    assert "<strong>accountant" in page.text
    assert "Show the shop" in client.get(f"/projects/{project.slug}/ideas").text


def test_an_idea_that_says_too_little_comes_back_with_its_words(
    signed_in: SignIn,
) -> None:
    project = a_project()
    page = signed_in(a_person()).post(
        f"/projects/{project.slug}/ideas",
        data={"title": "Dark", "body": "Kept as typed."},
    )
    assert page.status_code == 422
    assert "at least" in page.text
    assert "Kept as typed." in page.text


def test_a_press_from_another_site_is_refused(signed_in: SignIn) -> None:
    idea = an_idea()
    browser = signed_in(a_person())
    assert browser.post(f"/ideas/{idea.id}/vote", csrf=False).status_code == 400


def test_a_missing_idea_is_not_found(client: ForgetfulClient) -> None:
    for address in ("/ideas/999999", "/ideas/99999999999999999999", "/ideas/0"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["sort=nonsense", "status=nonsense", "page=%00%ff", "page=bm9uc2Vuc2U", "prompt=x"],
)
def test_a_list_address_with_nonsense_shows_the_list(
    client: ForgetfulClient, query: str
) -> None:
    idea = an_idea("Open the app in the dark")
    slug = client.get(f"/ideas/{idea.id}").text.split("/projects/")[1].split('"')[0]
    page = client.get(f"/projects/{slug}/ideas?{query}")
    assert page.status_code == 200
    assert "Open the app in the dark" in page.text


def test_a_list_asks_the_same_few_questions_however_many_ideas_there_are(
    signed_in: SignIn, queries: Callable[..., Any]
) -> None:
    project = a_project()
    browser = signed_in(a_person())
    for _ in range(3):
        an_idea(project=project, votes=1, tags=("cards",))
    with queries(at_most=8) as few:
        browser.get(f"/projects/{project.slug}/ideas")
    for _ in range(22):
        an_idea(project=project)
    with queries(at_most=8) as many:
        browser.get(f"/projects/{project.slug}/ideas")
    assert len(many) <= len(few)


def test_the_team_answers_at_the_desk_and_everybody_reads_who_signed(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    idea = an_idea()
    desk = signed_in(a_product_manager("Ines Moreau"))
    desk.post(f"/ideas/{idea.id}/response", data={"response": "We will tell you."})
    page = client.get(f"/ideas/{idea.id}").text
    assert "We will tell you." in page
    assert "Ines Moreau" in page
