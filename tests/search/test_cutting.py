"""Results are cut by segment, for the team; and say when only the best were judged."""

from collections.abc import Callable

import pytest

from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.search.queries import finding
from cocreate.votes import jobs
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_person,
    a_product_manager,
    a_segment,
    a_vote,
    an_attribute,
    an_idea,
    know,
)
from tests.walking import Walker

Walk = Callable[[Person], Walker]
HERE = "Business customers"


def test_the_team_cuts_results_by_segment_and_nobody_else_does(
    learn: Callable[[], None], walker: Walk, client: ForgetfulClient
) -> None:
    an_attribute()
    segment = a_segment(HERE)
    theirs, other = a_person(), a_person()
    know(theirs, plan="Business")
    liked = an_idea("A wombat for business", author=other)
    a_vote(liked, theirs)
    an_idea("A wombat for others", author=other)
    a_comment(liked, by=theirs, body="My wombat works")
    a_comment(liked, by=other, body="My wombat sleeps")
    jobs.count_all_by_segment()
    db.session.commit()
    learn()
    walk = walker(a_product_manager())
    page = walk.visit(f"/search?q=wombat&segment={segment.slug}")
    assert "2 found" in page.text
    assert "A wombat for business" in page.text
    assert "My wombat works" not in walk.visit("/search?q=wombat+kind:idea").text
    listed = walk.visit(f"/search?q=is:open&segment={segment.slug}").text
    assert "A wombat for business" in listed
    assert "A wombat for others" not in listed
    assert (
        "4 found"
        in walker(theirs).visit(f"/search?q=wombat&segment={segment.slug}").text
    )
    asked = {"q": "wombat", "segment": segment.slug}
    for reader, status in ((a_product_manager(), 200), (a_person(), 404)):
        headers = bearer(reader)
        answer = send(client, "GET", "/search", query_string=asked, headers=headers)
        assert answer.status_code == status


def test_results_say_when_only_the_best_were_judged(
    learn: Callable[[], None], client: ForgetfulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LOOKED_AT", 2)
    for number in range(3):
        an_idea(f"A wombat, number {number}")
    learn()
    assert (
        "of the newest 2,000 that fit" in client.get("/search?q=wombat&sort=new").text
    )
    assert "the newest" not in client.get("/search?q=wombat").text.split("Order")[0]
    for typed, is_of_best in (("wombat votes:0", True), ("wombat", False)):
        answer = client.get("/api/v1/search", query_string={"q": typed})
        assert (answer.json or {})["is_of_best"] is is_of_best
