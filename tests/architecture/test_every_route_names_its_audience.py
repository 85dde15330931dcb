import pytest
from flask import Flask

from cocreate.kernel.access import answering, audience_of

pytestmark = pytest.mark.sqlite


def test_every_route_names_its_audience(app: Flask) -> None:
    unguarded = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}
        if rule.endpoint != "static" and audience_of(app, rule.endpoint, method) is None
    }
    assert unguarded == set()


def test_no_address_has_a_verb_a_browser_could_follow_by_accident(app: Flask) -> None:
    """A link that is merely looked at changes nothing: what writes is posted."""
    writing = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or set())
        and hasattr(answering(app, rule.endpoint, "GET"), "__writes__")
    }
    assert writing == set()


def test_whatever_writes_can_be_told(app: Flask) -> None:
    """The test above sees what is marked: so it is, under every other decorator."""
    voting = answering(app, "votes.cast", "POST")
    assert hasattr(voting, "__writes__")
