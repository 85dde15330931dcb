"""Every route, by whoever is outside: of a private project, or of what is another's."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from cocreate.kernel.db import db
from cocreate.projects.models import Project
from tests.client import ForgetfulClient
from tests.factories import a_person
from tests.faults.addresses import Way, ask, ways
from tests.faults.belonging import HOW, Belongs, belongs
from tests.faults.marks import MARK, columns_of_people, mark_everything
from tests.faults.test_who_is_let_in import aimed_at_nobody, is_refused
from tests.faults.town import STRANGER, Town, a_town

# What may be seen does not depend on the database; that both read alike is shown by the
# tests of each capability, and by those of the beta, on both.
pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

OF_THE_SITE = {
    *("people", "attributes", "attribute_values", "segments", "departments"),
    *("profile_changes", "passkeys", "access_tokens"),
}
"""What stands on pages that belong to no project."""
OWN = (
    "idea_drafts.",
    "letters.",
    "notices.",
    "devices.",
    "passkeys.",
    "access_tokens.",
)
TYPED = {
    **dict.fromkeys(
        ("title", "body", "note", "reason", "name", "words", "why"), "Mine"
    ),
    "version": "1",
    "kind": "idea",
    "score": "1",
    "status": "open",
    "value": "1",
}


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town(app)


def test_every_route_is_placed(app: Flask) -> None:
    assert [way.name for way in ways(app) if belongs(way) is None] == [], HOW


def test_a_private_project_is_nowhere_for_others(town: Town) -> None:
    """Not its pages, its files, its feeds; and no list or search tells of it."""
    marked = mark_everything()
    db.session.query(Project).update({"is_private": True})
    db.session.commit()
    outside = {
        STRANGER: town.browser(STRANGER),
        "customer": browser_of(town.app, a_person("Outside")),
    }
    wrong = []
    for role, browser in outside.items():
        token = {"X-CSRFToken": browser.token()}
        for way in ways(town.app):
            place = belongs(way)
            if place not in {Belongs.PROJECT, Belongs.ALL}:
                continue
            address = way.address(town.app, town.values(way.rule))
            answer = ask(browser, way.method, address, headers=token)
            said = MARK.findall(answer.get_data(as_text=True))
            told = {what for word in said if not is_sites(what := marked[word])}
            if told or not (place is Belongs.ALL or is_closed(browser, way, answer)):
                wrong.append(f"{way.name} answers {role} {answer.status_code} {told}")
            answer.close()
    assert not wrong, "\n".join(wrong)


def is_closed(browser: ForgetfulClient, way: Way, answer: TestResponse) -> bool:
    """Whether it is answered as if it were not there."""
    place = answer.headers.get("Location")
    if answer.status_code == 404 or is_refused(answer.status_code, place):
        return True
    token = {"X-CSRFToken": browser.token()}
    nobodys = ask(browser, way.method, aimed_at_nobody(way), headers=token)
    nobodys.close()
    return nobodys.status_code == answer.status_code


def is_sites(column: str) -> bool:
    return column.partition(".")[0] in OF_THE_SITE


def browser_of(app: Flask, person: Any) -> ForgetfulClient:
    client = app.test_client()
    assert isinstance(client, ForgetfulClient)
    return client.sign_in(person)


def test_nobody_changes_or_reads_what_is_anothers(town: Town) -> None:
    """Whatever they send wherever: the words, and what is one's own, stay."""
    marked = mark_everything()
    own = {word for word, what in marked.items() if what.startswith(OWN)}
    other = browser_of(town.app, a_person("Another"))
    token = {"X-CSRFToken": other.token()}
    before, wrong = Counter(words()), []
    for way in ways(town.app):
        place = belongs(way)
        if way.able != "customer" or place not in {Belongs.PROJECT, Belongs.PERSON}:
            continue
        address = way.address(town.app, town.values(way.rule))
        sent: dict[str, Any] = {"json": TYPED} if way.in_api else {"data": TYPED}
        sent = sent if way.writes else {}
        answer = ask(other, way.method, address, headers=token, **sent)
        seen = own & {*MARK.findall(answer.get_data(as_text=True))}
        if place is Belongs.PERSON and seen:
            wrong.append(f"{way.name} shows {[marked[word] for word in seen]}")
        if answer.status_code >= 500:
            wrong.append(f"{way.name}: {answer.status}")
        answer.close()
    db.session.rollback()
    assert not wrong, "\n".join(wrong)
    gone = before - Counter(words())
    assert not gone, gone


def words() -> Iterator[tuple[str, str]]:
    """What people had written, and what was theirs, by where it stands."""
    for column in columns_of_people():
        written = db.session.scalars(select(column).where(column.is_not(None)))
        where = f"{column.table.name}.{column.name}"
        yield from ((where, said) for said in written if MARK.search(said))
    for table in ("sign_ins", "browsers", "attachments"):
        keys = db.session.scalars(text(f"SELECT id FROM {table}"))  # noqa: S608 - our own names
        yield from ((table, str(key)) for key in keys)
