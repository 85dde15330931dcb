"""Every page there is, for whoever may see it, as different eyes and hands meet it."""

import pytest
from flask import Flask

from cocreate.kernel.db import db
from tests.browser.conftest import Opens
from tests.browser.looking import faults_of
from tests.faults.addresses import Way, ways
from tests.faults.town import STRANGER, Town, a_town

NO_PAGES = (
    *(".json", ".atom", "/static/"),
    *("/picture", "/pictures/", "/file", "/download"),
    "/ideas/similar",  # a piece of a page
    "/styleguide",  # has a test of its own
)


def pages_of(town: Town) -> dict[str, list[str]]:
    """Who sees which addresses: each page once, by the least who may."""
    seen: dict[str, list[str]] = {}
    for way in ways(town.app):
        if is_page(way):
            address = way.address(town.app, town.values(way.rule))
            seen.setdefault(way.able, []).append(address)
    db.session.commit()
    return seen


def is_page(way: Way) -> bool:
    named = (part in way.rule.rule for part in NO_PAGES)
    return not (way.writes or way.in_api or any(named))


@pytest.mark.parametrize(
    "reader", [STRANGER, "customer", "product_manager", "moderator", "administrator"]
)
def test_nothing_is_wrong_with_any_page(app: Flask, opens: Opens, reader: str) -> None:
    town = a_town(app)
    page = opens(None if reader == STRANGER else town.people[reader])
    faults = [
        fault
        for address in pages_of(town)[reader]
        for fault in faults_of(page, address)
    ]
    assert not faults, "\n".join(faults)
