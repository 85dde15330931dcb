"""Who may do what in a beta: everybody asks everything, and gets what they may."""

from datetime import timedelta
from itertools import combinations, product
from typing import NamedTuple

import pytest
from flask import Flask

from cocreate.beta import queries
from cocreate.beta.kinds import Place
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from tests.beta.asked import Asked, fits, has_secret, is_refused, nothing_kept
from tests.beta.everybody import EVERYBODY, MANAGER, STATES, TESTER, Who
from tests.beta.given import CONTENT, Given
from tests.beta.placed import FILES, HOW, Placed, places, routes
from tests.beta.rules import Asking, has_bytes, sees, team
from tests.client import ForgetfulClient
from tests.faults.addresses import get

pytestmark = pytest.mark.slow


def test_every_route_of_the_beta_is_placed(site: Flask) -> None:
    known, there = {place.name for place in places()}, {*routes(site)}
    assert there - known == set(), HOW
    assert known - there == set(), "placed, and gone: tests/beta/placed.py"


@pytest.mark.sqlite  # as all who-may-what is asked; for the bytes see below
def test_everybody_gets_what_they_may_and_nothing_else(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each route by each person, in a public project and in a private one."""
    asked, wrong = Asked(app), []
    with nothing_kept(monkeypatch):
        for who in EVERYBODY:
            wrong += wrongs(asked, Asking(who), ways_for(who))
            wrong += opened_files(asked, Asking(who))
    asked.trial.hide()
    with nothing_kept(monkeypatch):
        for who in EVERYBODY:
            asking = Asking(who, hidden=True)
            if who is TESTER or not sees(asking):
                wrong += wrongs(asked, asking, beyond_the_team())
            wrong += opened_files(asked, asking)
    assert not wrong, "\n".join(wrong)


def ways_for(who: Who) -> list[Placed]:
    """All; what the team alone may is opened by one manager for the others.

    And by the tester for those who have less of a seat than the tester: what is
    refused to the best of seats would have to be opened for want of one.
    """
    spared = who.role is Role.PRODUCT_MANAGER and who is not MANAGER
    return beyond_the_team() if spared or has_less(who) else places()


def has_less(who: Who) -> bool:
    return who is not TESTER and who.role is Role.CUSTOMER and who.place is not None


def beyond_the_team() -> list[Placed]:
    """What is not refused by role alone, be the project hidden or not."""
    return [one for one in places() if one.may is not team]


def wrongs(asked: Asked, asking: Asking, ways: list[Placed]) -> list[str]:
    """Refused though they may, let in though they may not, or shown the bytes."""
    found = []
    for place in ways:
        may = place.admits(asking)
        answer = asked.answer(asking.who, place, asking.state)
        leaks = has_secret(answer) and not (may and place.may is has_bytes)
        if leaks or not fits(answer, place, may=may):
            found.append(f"{asking}: {place.name}: {answer.status_code}")
        answer.close()
    return found


def opened_files(asked: Asked, asking: Asking) -> list[str]:
    """What testers sent along, by whom it is not to be opened."""
    found = []
    for may, thing in FILES.items():
        for way in ("/attachments", "/api/v1/attachments"):
            address = f"{way}/{asked.trial.things[thing]}"
            answer = get(asked.browsers[asking.who.name], address)
            if has_secret(answer) is not may(asking):
                found.append(f"{asking}: {address}: {answer.status_code}")
            answer.close()
    return found


def test_nobody_gets_a_byte_they_may_not(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every way to the bytes, by each person, of a build in each state."""
    asked, wrong = Asked(app), []
    byte_ways = [one for one in places() if one.may is has_bytes and not one.writes]
    ways = [one for one in byte_ways if not one.rule.endswith("/install")]
    for hidden in (False, True):
        with nothing_kept(monkeypatch):
            for who, state in product(EVERYBODY, STATES):
                asking = Asking(who, state, hidden)
                if not hidden or who.place is Place.ACTIVE or not sees(asking):
                    wrong += wrongs(asked, asking, ways)
        asked.trial.hide()
    assert not wrong, "\n".join(wrong)


class Change(NamedTuple):
    """What can happen after a link was given out, and what stood there before."""

    row: object
    name: str
    then: object
    before: object


def changes(given: Given) -> dict[str, Change]:
    enrolment = queries.find_enrolment(given.programme.id, given.tester.id)
    assert enrolment is not None
    build, programme = given.build, given.programme
    yesterday, ends = now() - timedelta(days=1), build.expires_at
    return {
        **{
            f"their place is {place}": Change(enrolment, "place", place, Place.ACTIVE)
            for place in Place
            if place is not Place.ACTIVE
        },
        "no cohort": Change(enrolment, "cohort_id", None, enrolment.cohort_id),
        "the ring shrank": Change(build, "share", 0, 100),
        "the terms changed": Change(programme, "terms_version", 2, 1),
        "the beta ended": Change(programme, "ends_on", yesterday.date(), None),
        "it expired": Change(build, "expires_at", yesterday, ends),
        "it was revoked": Change(build, "revoked_at", yesterday, None),
        "it was halted": Change(build, "halted_at", yesterday, None),
        "suspended": Change(given.tester, "suspended_at", yesterday, None),
        "the project was hidden": Change(given.project, "is_private", 1, 0),
    }


def test_a_link_ends_with_every_reason_for_it(
    app: Flask, given: Given, client: ForgetfulClient
) -> None:
    """One by one and two by two; and is good again when nothing speaks against it."""
    known, wrong = changes(given), []
    alone = [(one,) for one in known]
    for happened in [(), *alone, *combinations(known, 2), ()]:
        for one in happened:
            setattr(known[one].row, known[one].name, known[one].then)
        db.session.commit()
        answer = get(client, given.link, headers={"Range": "bytes=5-"})
        leaks = happened and CONTENT[-9:] in answer.get_data()
        if leaks or is_refused(answer) is not bool(happened):
            wrong.append(f"{happened}: {answer.status_code}")
        answer.close()
        for one in happened:
            setattr(known[one].row, known[one].name, known[one].before)
    assert not wrong, "\n".join(wrong)
