"""A privileged act that the audit log does not keep is found here."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from flask import Flask

from cocreate.kernel.access import EVERYBODY, answering, audience_of, is_kept
from cocreate.kernel.audit.acts import DOERS, PROSE
from cocreate.privileged import PRIVILEGED
from tests.architecture.test_events import kinds

pytestmark = pytest.mark.sqlite

# Writes by routes of the company that are not kept, each with its reason.
LOOKS = {
    "people.preview_segment": "shows whom rules would let in, and keeps nothing",
    "people.preview_changes": "shows whom rules would let in, and keeps nothing",
    "decisions.find_voices": "fills a form, and keeps nothing",
    "decisions.find_more_voices": "fills a form, and keeps nothing",
    "beta.add_part": "a part of a file; what becomes of the whole is kept",
}
# Events that name who did it and are no privileged act, each with its reason.
THEIR_OWN = {
    "AppealLodged": "its author's own",
    "CaseOpened": "whoever reports opens one; what is done about it is kept",
    "CommentWithdrawn": "its author's own",
    "EntryEdited": "words of the team's own; its route is kept",
    "IdeaWithdrawn": "its author's own",
    "PlaceChanged": "each step is said by an event of its own, or by its route",
}
# Words of events that are from a list, and name nobody.
CLOSED = {
    *("role", "until", "phase", "verdict", "reason", "was", "became", "outcome"),
    *("act", "step", "parts", "kind", "grade"),
}


def test_every_write_that_is_not_every_members_is_kept(app: Flask) -> None:
    loose = {
        endpoint
        for endpoint, method in writes(app)
        if not is_kept(answering(app, endpoint, method), method)
    }
    assert loose == {*LOOKS}, "what only looks says so with @unlogged, and why here"


def test_a_view_that_says_it_only_looks_commits_nothing(app: Flask) -> None:
    for endpoint, method in writes(app):
        if endpoint in LOOKS and endpoint != "beta.add_part":
            assert not hasattr(answering(app, endpoint, method), "__writes__")


def writes(app: Flask) -> Iterator[tuple[str, str]]:
    """Each route that changes something and is not open to every member."""
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            if audience_of(app, rule.endpoint, method) not in EVERYBODY:
                yield rule.endpoint, method


def test_every_file_that_the_team_takes_away_is_kept(app: Flask) -> None:
    loose = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.endswith((".csv", ".jsonl", ".zip"))
        and audience_of(app, rule.endpoint) not in EVERYBODY
        and not is_kept(answering(app, rule.endpoint, "GET"), "GET")
    }
    assert loose == set(), "say @audit.logged"


def test_what_is_kept_of_an_event_names_nobody() -> None:
    """Hashed for ever: ids, numbers and words from lists; what people write is not."""
    texts = {
        field.name
        for event in PRIVILEGED
        for field in fields(event)
        if "str" in str(field.type) and field.name not in PROSE
    }
    assert texts - CLOSED == set()


def test_every_event_that_names_who_did_it_is_weighed() -> None:
    """Kept, or something that anybody may do to what is their own."""
    named = {
        kind.__name__
        for kind in kinds()
        if {*DOERS} & {field.name for field in fields(kind)}
    }
    kept = {kind.__name__ for kind in PRIVILEGED}
    assert named - kept - {*THEIR_OWN} == set(), "name it in privileged.py"
    assert {*THEIR_OWN} - named == set()
