"""The roadmap cut, embedded and told to programs; releases in three kinds of feed."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from cocreate.kernel.db import db
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_decision,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_release,
    an_idea,
)
from tests.walking import Walker

Browsers = Callable[..., ForgetfulClient]
HOST = "https://www.meridian.example"


def test_the_roadmap_stands_on_pages_that_may_have_it(
    client: ForgetfulClient, signed_in: Browsers
) -> None:
    project = a_project("The next app")
    idea = an_idea("Freeze my card", author=a_person("Aoife"), project=project)
    decision = a_decision(ideas=[idea], title="Freezing needs no code")
    a_decision(project=project, title="Fees in one currency")
    at, manager = f"/embed/{project.slug}/roadmap", a_product_manager()
    assert client.get(at).status_code == 404
    walker = Walker(signed_in(manager)).visit(f"/projects/{project.slug}/edit")
    walker.follow("Show it on other pages")
    walker.send("Save", status=422, hosts=f"{HOST} javascript:alert(1)")
    assert "is no site" in walker.text
    walker.send("Save", hosts=f"{HOST}/\nhttps://*.meridian.example {HOST}")
    assert f"/embed/{project.slug}/roadmap" in walker.text

    for browser in (client, signed_in(manager)):
        page = browser.get(at)
        policy = page.headers["Content-Security-Policy"]
        assert f"frame-ancestors {HOST} https://*.meridian.example" in policy
        assert "script-src" not in policy
        assert "X-Frame-Options" not in page.headers
        assert "Set-Cookie" not in page.headers
        assert "<script" not in page.text
        assert f'href="/decisions/{decision.id}"' in page.text
    assert client.get("/").headers["X-Frame-Options"] == "DENY"

    project.is_private = True
    db.session.commit()
    assert client.get(at).status_code == 404
    assert signed_in(manager).get(at).status_code == 404


def test_the_roadmap_is_cut_by_tag_and_stage(client: ForgetfulClient) -> None:
    project = a_project()
    idea = an_idea("Freeze my card", project=project, tags=("Cards",))
    a_decision(ideas=[idea], title="Freezing needs no code")
    a_decision(project=project, title="Fees in one currency")
    walker = Walker(client).visit(f"/projects/{project.slug}/roadmap")
    walker.send("Show", tag="cards")
    assert "Freezing needs no code" in walker.text
    assert "Fees in one currency" not in walker.text
    walker.send("Show", tag="cards", stage="building")
    assert "Nothing of it stands here." in walker.text
    told = client.get(f"/projects/{project.slug}/roadmap.json?tag=cards")
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    planned = told.get_json()["stages"][0]
    assert (planned["count"], planned["decisions"][0]["contributions"]) == (1, 1)
    for query in ("stage=soon", "tag=none"):
        path = f"/projects/{project.slug}/roadmap?{query}"
        assert client.get(path).status_code == 404


def test_releases_are_read_in_three_kinds_of_feed(client: ForgetfulClient) -> None:
    project = a_project()
    decision = a_decision(ideas=[an_idea(project=project)], title="Freeze & breathe")
    build = a_build(a_programme(project), decisions=[decision])
    release = a_release(decisions=[decision], builds=[build], version="4.8")
    texts = []
    for kind in ("atom", "rss"):
        page = client.get(f"/projects/{project.slug}/releases.{kind}")
        ET.fromstring(page.text)  # noqa: S314 - our own
        texts.append(page.text)
    told = client.get(f"/projects/{project.slug}/releases.json")
    assert told.mimetype == "application/feed+json"
    (item,) = told.get_json()["items"]
    assert item["url"].endswith(f"/releases/{release.id}")
    texts.append(item["content_html"].replace("&amp;", "&amp;amp;"))
    assert all(f"/decisions/{decision.id}" in text for text in texts)
    assert all("Freeze &amp;amp; breathe" in text for text in texts)
