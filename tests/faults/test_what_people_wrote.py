"""Wherever somebody's words stand on a page, the page says that they are not its own.

Whoever judges our pages, a program or a person, can tell what we say from what our
readers say: by the attribute `data-user-content`.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from lxml.html import document_fromstring
from sqlalchemy import text

from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.search.actions import rebuild
from tests.faults.addresses import Way, ask, asked_for, ways
from tests.faults.lively import a_lively_town
from tests.faults.marks import ASKED, empty_columns, mark_everything, marks_on
from tests.faults.town import STRANGER, Town
from tests.markup import without_nonce

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

TABLES = {
    "idea_id": "ideas",
    "comment_id": "comments",
    "entry_id": "journal_entries",
    "decision_id": "decisions",
    "build_id": "builds",
    "release_id": "releases",
    "review_id": "reviews",
    "person_id": "people",
}
LEADS_ON = {301, 302, 303, 307, 308}
NO_TEXT = {
    "journal_pictures.description",
    "attachments.description",
    "intakes.template",
    "idea_drafts.tags",
    "projects.embedded_in",
    "field_answers.folded",
    "attribute_values.folded",
    "declared_shares.value",
    "duplicate_pairs.words",
    "discounted_votes.quote",
    "discounted_votes.why",
}
"""What a picture shows is said to those who cannot see it, in an attribute; what
stands in fields alone, to be written on; what is only sought by, or compared; what
is shown of a group of ideas, not of each pair in it; what a town's build that runs does
not show yet; what was said with a vote that counts no more, which its voter
may write on, and is else kept with it alone."""


def test_whatever_people_wrote_is_told_from_what_we_say(app: Flask) -> None:
    town = a_lively_town(app)
    assert not " ".join(empty_columns()), "the town says everything that people can say"
    marked = {**mark_everything(), ASKED: "what was asked for"}
    rebuild()
    db.session.commit()
    seen: set[str] = set()
    untold: dict[tuple[str, str], str] = {}
    for address, page in pages(town):
        for mark in marks_on(document_fromstring(page)):
            seen.add(mark.word)
            if not mark.is_told:
                untold.setdefault((marked[mark.word], mark.where), address)
    told = [f"{what} in {where} at {at}" for (what, where), at in untold.items()]
    assert not told, "\n".join(told)
    sources = {
        name.removesuffix("_html") for name in marked.values() if "_html" in name
    }
    unseen = {name for word, name in marked.items() if word not in seen}
    assert unseen - sources == NO_TEXT, " ".join(sorted((unseen - sources) ^ NO_TEXT))


def pages(town: Town) -> Iterator[tuple[str, str]]:
    """Every page that is not yet known, by where it was met."""
    known: set[str] = set()
    browsers = {role: town.browser(role) for role in (STRANGER, *map(str, Role))}
    for role, address, query in visits(town):
        answer = ask(browsers[role], "GET", address, query_string=query)
        if answer.mimetype == "text/html" and answer.status_code not in LEADS_ON:
            page = without_nonce(answer.text)
            if page and page not in known:
                yield f"{address} as {role}", page
            known.add(page)
        answer.close()


def visits(town: Town) -> Iterator[tuple[str, str, dict[str, str]]]:
    everything = dict.fromkeys(asked_for(), f"quokka {ASKED}")
    for way in ways(town.app):
        if not way.writes and not way.in_api:
            there = [*addresses(town, way)]
            yield way.able, there[0], everything
            for key in keys_of("ideas") if way.rule.rule.endswith("/triage") else ():
                yield way.able, there[0], {"idea": str(key)}
            yield from (
                (role, address, {}) for role in way.readers for address in there
            )


def addresses(town: Town, way: Way) -> Iterator[str]:
    """Of what there are several, each is looked at: hidden, merged, a draft."""
    values = town.values(way.rule)
    several = [name for name in values if name in TABLES]
    db.session.rollback()
    for keys in product(*(keys_of(TABLES[name]) for name in several)):
        yield way.address(town.app, {**values, **dict(zip(several, keys, strict=True))})


def keys_of(table: str) -> list[int]:
    found = db.session.scalars(text(f"SELECT id FROM {table} ORDER BY id"))  # noqa: S608 - our own names
    return [int(key) for key in found]
