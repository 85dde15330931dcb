"""Feeds and calendars for those who read elsewhere."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from cocreate.ideas.actions import hide_idea, respond
from cocreate.kernel.db import db
from cocreate.notices.calendar import Promised, calendar_of, folded
from cocreate.notices.queries import feed_token
from cocreate.people.actions import leave
from cocreate.people.models import Person
from cocreate.projects.actions import make_private
from cocreate.surfacing.actions import weigh_project
from tests.client import ForgetfulClient
from tests.factories import (
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_account,
    an_idea,
)

SignIn = Callable[[Person], ForgetfulClient]
Work = Callable[[], int]
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(text: str) -> list[str]:
    """The titles of a feed, once it holds what the standard asks of each entry."""
    root = ET.fromstring(text)  # noqa: S314 - our own feed
    assert root.tag == f"{ATOM}feed"
    for needed in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{needed}")
    titles = []
    for entry in root.iter(f"{ATOM}entry"):
        for needed in ("id", "title", "updated"):
            assert entry.findtext(f"{ATOM}{needed}")
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        titles.append(str(entry.findtext(f"{ATOM}title")))
    return titles


def test_a_projects_newest_ideas_are_a_feed(client: ForgetfulClient) -> None:
    project = a_project()
    an_idea("Freeze <my> card & save", project=project, tags=("cards",))
    an_idea("Show what is left", project=project)
    hidden = an_idea("Buy cheap watches", project=project)
    hide_idea(actor_of(a_moderator()), hidden.id, reason="Spam")
    feed = client.get(f"/projects/{project.slug}/ideas.atom")
    assert feed.mimetype == "application/atom+xml"
    assert entries(feed.text) == ["Show what is left", "Freeze <my> card & save"]
    of_tag = client.get(f"/projects/{project.slug}/ideas.atom?tag=cards")
    assert entries(of_tag.text) == ["Freeze <my> card & save"]


def test_a_feed_leads_to_what_it_does_not_hold(
    client: ForgetfulClient, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cocreate.ideas.queries.feed.ITEMS", 2)
    project = a_project()
    for number in range(5):
        an_idea(f"A wombat of number {number}", project=project, tags=("cards",))
    work()
    path = f"/projects/{project.slug}/ideas.atom"
    for first in (path, f"{path}?tag=cards", "/search.atom?q=wombat"):
        read, address = [], first
        while address:
            feed = client.get(address)
            read += entries(feed.text)
            ways = pages_of(feed.text)
            assert ways["first"].endswith(first)
            assert ("previous" in ways) is (address != first)
            address = ways.get("next", "")
        assert read == [f"A wombat of number {number}" for number in (4, 3, 2, 1, 0)]
    assert client.get(f"{path}?page=nonsense").status_code == 200


def items(text: str) -> list[str]:
    """The titles of an RSS feed."""
    found = ET.fromstring(text).iter("item")  # noqa: S314 - our own feed
    return [str(item.findtext("title")) for item in found]


def json_titles(text: str) -> list[str]:
    return [item["title"] for item in json.loads(text)["items"]]


FORMS = {
    "application/atom+xml": entries,
    "application/rss+xml": items,
    "application/feed+json": json_titles,
}


def test_every_order_of_a_list_is_a_feed_and_the_list_leads_to_it(
    client: ForgetfulClient,
) -> None:
    project, manager = a_project(), actor_of(a_product_manager())
    liked = an_idea("Show what is left", project=project, votes=3, tags=("cards",))
    said = an_idea("Freeze <my> card", project=project, votes=1)
    an_idea("Split the bill", project=project)
    weigh_project(project.id)
    respond(manager, said.id, body="We <b>will</b> & soon.")
    db.session.commit()
    path = f"/projects/{project.slug}/ideas"
    newest = ["Split the bill", "Freeze <my> card", "Show what is left"]
    for asked, titles in {
        "": newest[::-1],
        "?sort=for-you": newest[::-1],
        "?sort=top": newest[::-1],
        "?sort=rising": newest[::-1],
        "?sort=new": newest,
        "?sort=answered": ["Freeze <my> card"],
        "?sort=new&tag=cards": ["Show what is left"],
        "?status=planned": [],
    }.items():
        found = re.findall(LINK, client.get(f"{path}{asked}").text)
        assert [mimetype for mimetype, _ in found] == list(FORMS)
        for mimetype, href in found:
            feed = client.get(unescape(href))
            assert feed.mimetype == mimetype
            assert FORMS[mimetype](feed.text) == titles, (asked, mimetype)
    answered = client.get(f"{path}.json?sort=answered").get_json()["items"][0]
    assert "We &lt;b&gt;will&lt;/b&gt; &amp; soon." in answered["content_html"]
    assert answered["date_modified"] >= answered["date_published"]
    assert answered["url"].endswith(f"/ideas/{said.id}")
    assert liked.title in client.get(f"{path}.rss?sort=nonsense").text


LINK = r'<link rel="alternate"\s+type="([^"]+)"\s+href="([^"]+)"'


def pages_of(text: str) -> dict[str, str]:
    """Where the links of a feed lead, by what is there."""
    links = ET.fromstring(text).findall(f"{ATOM}link")  # noqa: S314 - our own feed
    return {link.attrib["rel"]: link.attrib["href"] for link in links}


def test_a_search_is_a_feed(client: ForgetfulClient, work: Work) -> None:
    an_idea("A wombat that digs")
    an_idea("Show what is left")
    work()
    assert entries(client.get("/search.atom?q=wombats").text) == ["A wombat that digs"]


@pytest.mark.parametrize("path", ["ideas.atom", "promises.ics"])
def test_what_did_not_change_is_not_sent_again(
    client: ForgetfulClient, path: str
) -> None:
    project = a_project()
    an_idea(project=project)
    address = f"/projects/{project.slug}/{path}"
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    an_idea(project=project)
    changed = client.get(address, headers={"If-None-Match": etag})
    assert changed.status_code == 200


@pytest.mark.parametrize("path", ["ideas.atom", "ideas.json", "promises.ics"])
def test_a_private_project_is_read_by_a_token_of_its_readers(
    client: ForgetfulClient, signed_in: SignIn, path: str
) -> None:
    project, manager = a_project(), a_product_manager()
    make_private(actor_of(manager), project.id)
    address = f"/projects/{project.slug}/{path}"
    outsider = a_person()
    tokens = {person: feed_token(actor_of(person)) for person in (manager, outsider)}
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?token={tokens[outsider]}").status_code == 404
    assert client.get(f"{address}?token={tokens[manager]}x").status_code == 404
    found = client.get(f"{address}?token={tokens[manager]}")
    assert found.status_code == 200
    assert found.headers["Cache-Control"] == "private, no-cache"
    signed_in(manager).post("/notices/feeds/renewal")
    assert client.get(f"{address}?token={tokens[manager]}").status_code == 404


def test_the_token_of_who_left_opens_nothing(client: ForgetfulClient) -> None:
    project, reader = a_project(), an_account("Reader")
    token = feed_token(actor_of(reader))
    address = f"/projects/{project.slug}/ideas.atom?token={token}"
    assert client.get(address).status_code == 200
    leave(actor_of(reader))
    assert client.get(address).status_code == 404


def test_pages_lead_to_their_feeds(signed_in: SignIn) -> None:
    project, manager = a_project(), a_product_manager()
    an_idea("Show what is left", project=project)
    make_private(actor_of(manager), project.id)
    browser = signed_in(manager)
    for page in (f"/projects/{project.slug}/ideas", f"/projects/{project.slug}"):
        found = re.search(
            r'href="(/projects/[^"]+[?;]token=[^"]+)"', browser.get(page).text
        )
        assert found is not None
        assert browser.get(unescape(found[1])).status_code == 200


# ── The calendar ──────────────────────────────────────────────────────────────


def test_a_calendar_tells_when_answers_and_the_decision_are_due(
    client: ForgetfulClient,
) -> None:
    project = a_project()
    project.answer_within_days, project.decide_by_on = 14, date(2031, 5, 2)
    idea = an_idea("Freeze my card; now, please", project=project)
    answered = an_idea("Show what is left", project=project)
    respond(actor_of(a_product_manager()), answered.id, body="We will.")
    idea.proposed_at = datetime(2031, 4, 1, 12, tzinfo=UTC)
    db.session.commit()
    calendar = client.get(f"/projects/{project.slug}/promises.ics")
    assert calendar.mimetype == "text/calendar"
    text = calendar.text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20310415\r\n" in text
    assert "1 idea to answer" in text
    assert "DESCRIPTION:Freeze my card\\; now\\, please\r\n" in text
    assert "DTSTART;VALUE=DATE:20310502\r\n" in text
    assert "Show what is left" not in text
    lines = text.split("\r\n")
    for part in ("VCALENDAR", "VEVENT"):
        assert lines.count(f"BEGIN:{part}") == lines.count(f"END:{part}") > 0
    keys = [line for line in lines if line.startswith("UID:")]
    assert len(keys) == len(set(keys)) == 2


def test_long_lines_are_folded_between_letters() -> None:
    line = "SUMMARY:" + "é張🐨" * 40
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join(piece[1:] if n else piece for n, piece in enumerate(pieces)) == line


def test_nothing_that_was_written_ends_a_line_of_the_calendar() -> None:
    at = datetime(2031, 1, 1, tzinfo=UTC)
    bad = "x\r\nEND:VCALENDAR\nBEGIN:VALARM"
    one = Promised(key="k", on=at.date(), words=bad, detail=bad, known_at=at)
    written = calendar_of(bad, "https://x.example", "x.example", [one])
    lines = written.split("\r\n")
    assert lines.count("END:VCALENDAR") == 1
    assert "BEGIN:VALARM" not in lines
