"""The releases of a project, one release, the roadmap and the feed."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

from tests.client import ForgetfulClient
from tests.factories import (
    a_decision,
    a_person,
    a_product_manager,
    a_project,
    a_release,
    an_idea,
)
from tests.walking import Walker

Browsers = Callable[..., ForgetfulClient]
Budget = Callable[..., Any]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_team_writes_a_release_and_ships_it(
    signed_in: Browsers, client: ForgetfulClient, relay_all: Callable[[], int]
) -> None:
    author = a_person("Aoife Brennan")
    decision = a_decision(ideas=[an_idea(author=author)])
    walker = Walker(signed_in(a_product_manager()))
    walker.visit(f"/decisions/{decision.id}").follow("Releases").follow("Write a")
    walker.send("Save", status=422, version="4.8", decisions=str(decision.id))
    assert "Give it a name." in walker.text
    walker.send("Save", title="The one that lets you breathe", notes="Freeze *it*.")
    address = walker.address
    assert "Only the team sees this" in walker.text
    assert client.get(address).status_code == 404
    assert "One customer is thanked by name: AB Aoife Brennan the idea" in walker.text
    walker.send("Release it")
    assert "1 customer in it" in walker.text, "before the worker wrote it down"
    relay_all()
    page = Walker(client).visit(address).text
    assert "Made with AB Aoife Brennan the idea" in page
    mine = Walker(signed_in(author)).visit(address).text
    assert "You are in this one." in mine


def test_a_taken_version_is_said_beside_the_version(signed_in: Browsers) -> None:
    taken = a_release(project=a_project(), version="4.8")
    browser = signed_in(a_product_manager())
    project_page = browser.get(f"/releases/{taken.id}").text
    slug = project_page.split("/projects/")[1].split('"')[0].split("/")[0]
    page = browser.post(
        f"/projects/{slug}/releases",
        data={"title": "Another", "version": "4.8", "notes": "Kept as typed."},
    )
    assert page.status_code == 422
    assert "Version 4.8 is taken" in page.text
    assert "Kept as typed." in page.text


def test_what_is_no_decision_and_no_build_is_refused(signed_in: Browsers) -> None:
    browser, slug = signed_in(a_product_manager()), a_project().slug
    words = {"title": "Another", "version": "4.8", "notes": "New."}
    for field, value in (("decisions", "seven"), ("builds", "²"), ("builds", "7")):
        page = browser.post(f"/projects/{slug}/releases", data={**words, field: value})
        assert page.status_code == 422
        assert "One of these is" in page.text


def test_customers_do_not_ship(signed_in: Browsers) -> None:
    draft = a_release(published=False)
    customer = signed_in(a_person())
    assert customer.post(f"/releases/{draft.id}/publication").status_code == 403
    assert customer.get(f"/releases/{draft.id}").status_code == 404


def test_the_roadmap_shows_decisions_by_stage_with_their_ideas(
    client: ForgetfulClient, signed_in: Browsers
) -> None:
    project = a_project()
    idea = an_idea("Freeze my card", project=project)
    a_decision(project=project, title="It needs no code", ideas=[idea])
    shipped = a_decision(project=project, title="Statements in my language")
    a_decision(project=project, title="Not for everybody yet", published=False)
    a_release(decisions=[shipped])
    walker = Walker(client).visit(f"/projects/{project.slug}/roadmap")
    assert "Planned 1 It needs no code Freeze my card" in walker.text
    assert "Shipped 1 Statements in my language" in walker.text
    assert "Not for everybody yet" not in walker.text
    team = signed_in(a_product_manager()).get(f"/projects/{project.slug}/roadmap")
    assert "Not for everybody yet" not in team.text


def test_the_feed_tells_what_shipped(client: ForgetfulClient) -> None:
    project = a_project("Meridian & you")
    release = a_release(project=project, version="4.8", title="Breathe <in>")
    a_release(project=project, version="4.9", published=False)
    answer = client.get(f"/projects/{project.slug}/releases.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["4.8: Breathe <in>"]
    assert f"/releases/{release.id}" in answer.text


def test_a_private_projects_pages_are_nowhere_for_others(
    client: ForgetfulClient, signed_in: Browsers
) -> None:
    slug = a_project(private=True).slug
    for browser in (client, signed_in(a_person())):
        for page in ("decisions", "roadmap", "releases", "releases.atom"):
            assert browser.get(f"/projects/{slug}/{page}").status_code == 404


def test_pages_ask_no_more_when_there_is_more(
    client: ForgetfulClient, queries: Budget, relay_all: Callable[[], int]
) -> None:
    project = a_project()
    pages = ("roadmap", "releases", "releases.atom")

    def ship(number: int) -> None:
        ideas = [an_idea(project=project) for _ in range(number)]
        for _ in range(number):
            decision = a_decision(project=project, ideas=ideas)
            a_release(decisions=[decision])
        a_decision(project=project, ideas=ideas)
        relay_all()

    ship(1)
    few = {}
    for page in pages:
        with queries(at_most=12) as asked:
            client.get(f"/projects/{project.slug}/{page}")
        few[page] = len(asked)
    ship(4)
    for page in pages:
        with queries(at_most=few[page]):
            client.get(f"/projects/{project.slug}/{page}")
