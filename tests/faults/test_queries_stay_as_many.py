"""No page asks more of the database when there are more rows behind it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.faults.addresses import READERS, ask, ways
from tests.faults.crowd import crowd_into
from tests.faults.town import Town, a_town
from tests.watching import queries

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

ANY = 1_000_000
CHOSEN = (
    *("ideas?tag=a&sort=new", "ideas?mine=yes", "ideas?sort=answered"),
    *("triage?queue=answered", "triage?queue=mine"),
)
Asked = dict[tuple[str, str], list[str]]


def test_no_page_runs_more_queries_over_more_rows(
    app: Flask, work: Callable[[], int]
) -> None:
    town = a_town(app)
    crowd_into(town, 2)
    work()
    few = asked_by_pages(town)
    crowd_into(town, 5)
    work()
    many = asked_by_pages(town)
    grown = [
        f"{role} {name}: {len(asked)}, then {len(many[role, name])}: "
        + most_added(asked, many[role, name])
        for (role, name), asked in few.items()
        if len(many[role, name]) > len(asked)
    ]
    assert grown == []


def asked_by_pages(town: Town) -> Asked:
    """What each page asks, for each kind of reader; whatever it answers."""
    found: Asked = {}
    for role in READERS:
        browser = town.browser(role)
        for name, address in addresses(town, role):
            with queries(at_most=ANY) as statements:
                ask(browser, "GET", address).close()
            found[role, name] = [*filter(reads, statements)]
    return found


def addresses(town: Town, role: str) -> Iterator[tuple[str, str]]:
    for way in ways(town.app):
        # What machines ask is looked up once a second, for whoever comes first.
        if way.room == "health" or role not in way.readers:
            continue
        if not way.writes and not way.rule.rule.startswith("/static"):
            yield way.name, way.address(town.app, town.values(way.rule))
    for path in CHOSEN:
        yield path, f"/projects/{town.project.slug}/{path}"


def reads(statement: str) -> bool:
    return statement.startswith(("SELECT", "WITH"))


def most_added(few: list[str], many: list[str]) -> str:
    """What is asked most often beyond what was asked before, without its columns."""
    more = max(many, key=lambda one: many.count(one) - few.count(one))
    return " ".join(more.split()).partition(" FROM ")[2][:160]
