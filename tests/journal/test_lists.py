"""The journal as a list: its feed, its pages, and what they cost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

from tests.client import ForgetfulClient
from tests.factories import a_product_manager, a_project, a_prompt, an_entry


def test_the_feed_tells_of_published_entries(client: ForgetfulClient) -> None:
    project = a_project("The <next> app")
    an_entry("Out & about", project=project, body="![it](/journal/pictures/1)")
    an_entry("Not out", project=project, published=False)
    feed = client.get(f"/projects/{project.slug}/journal.atom")
    assert feed.mimetype == "application/atom+xml"
    assert "Out &amp; about" in feed.text
    assert "Not out" not in feed.text
    assert "http://127.0.0.1:8000/journal/pictures/1" in feed.text


def test_private_projects_have_no_feed_for_strangers(client: ForgetfulClient) -> None:
    project = a_project(private=True)
    assert client.get(f"/projects/{project.slug}/journal.atom").status_code == 404
    assert client.get(f"/projects/{project.slug}/journal").status_code == 404


def test_old_entries_are_pages_away_and_none_is_lost(client: ForgetfulClient) -> None:
    project = a_project()
    author = a_product_manager()
    start = datetime(2026, 1, 1, 9, tzinfo=UTC)
    for number in range(12):
        with time_machine.travel(start + timedelta(days=number)):
            an_entry(f"Entry no {number:02}", project=project, author=author)
    first = client.get(f"/projects/{project.slug}/journal").text
    assert "Entry no 11" in first
    assert "Entry no 01" not in first
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(older.replace("&amp;", "&")).text
    assert "Entry no 01" in second
    assert "Entry no 02" not in second


def test_the_journal_asks_no_more_when_there_is_more(
    client: ForgetfulClient, queries: Any
) -> None:
    project = a_project()
    entries = [an_entry(f"Entry no {n}", project=project) for n in range(4)]
    for number in range(3):
        a_prompt(f"Which way, no {number}?", entry=entries[0])
    with queries(at_most=3):
        client.get(f"/projects/{project.slug}/journal")
    with queries(at_most=7):
        client.get(f"/journal/{entries[0].id}")
