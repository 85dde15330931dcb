"""Who may do what: every route by who asks, and every byte by every reason."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from flask import Flask

from cocreate.beta import actions, queries
from cocreate.beta.kinds import Place
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.people.models import Person
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_report, a_tester, actor_of

Browsers = Callable[..., ForgetfulClient]
ASKING = ("stranger", "customer", "employee", "moderator", "tester", "manager", "root")
OPEN, KNOWN, OWN, TEAM = "open", "known", "own", "team"
PAGES = {
    "{here}": OPEN,
    "{here}/terms": OPEN,
    "{build}": KNOWN,
    "{build}/manifest.json": KNOWN,
    "{build}/download": "bytes",
    "{report}": OWN,
    "{here}/reports": "members",
    "{here}/edit": TEAM,
    "{here}/testers": TEAM,
    "{here}/builds/new": TEAM,
    "{build}/downloads": TEAM,
    "{build}/downloads.csv": TEAM,
}
WRITES = {
    "{here}": TEAM,
    "{here}/closure": TEAM,
    "{here}/closure/withdraw": TEAM,
    "{here}/cohorts": TEAM,
    "{here}/invitations": TEAM,
    "{here}/builds": TEAM,
    "{build}/cohorts": TEAM,
    "{build}/revocation": TEAM,
    "{build}/downloads/trace": TEAM,
    "{build}/rollout": TEAM,
    "{build}/rollout/pause": TEAM,
    "{build}/rollout/pause/withdraw": TEAM,
    "{build}/halt": TEAM,
    "{build}/halt/withdraw": TEAM,
    "{build}/return": TEAM,
    "{enrolment}/cohort": TEAM,
    "{enrolment}/removal": TEAM,
}
ADMITTED = {
    OPEN: {*ASKING},
    "members": {*ASKING} - {"stranger"},
    "bytes": {"tester"},
    KNOWN: {"tester", "manager", "root"},
    OWN: {"tester", "manager", "root"},
    TEAM: {"manager", "root"},
}


@pytest.fixture
def people(given: Given) -> dict[str, Person | None]:
    return {
        "stranger": None,
        "customer": a_person(),
        "employee": a_person("Employee", role=Role.EMPLOYEE),
        "moderator": a_person("Moderator", role=Role.MODERATOR),
        "tester": given.tester,
        "manager": a_product_manager(),
        "root": a_person("Root", role=Role.ADMINISTRATOR),
    }


def places(given: Given) -> dict[str, str]:
    enrolment = queries.find_enrolment(given.programme.id, given.tester.id)
    assert enrolment is not None
    return {
        "here": f"/projects/{given.project.slug}/beta",
        "build": f"/builds/{given.build.id}",
        "report": f"/reports/{a_report(given.build, given.tester).id}",
        "enrolment": f"/enrolments/{enrolment.id}",
    }


def test_every_page_opens_to_whom_it_should(
    given: Given,
    people: dict[str, Person | None],
    client: ForgetfulClient,
    signed_in: Browsers,
) -> None:
    found = places(given)
    for who, person in people.items():
        browser = signed_in(person) if person else client
        for page, kind in PAGES.items():
            answer = browser.get(page.format(**found))
            sign_in = "/sign-in" in (answer.location or "")
            opened = answer.status_code in {200, 303} and not sign_in
            assert opened is (who in ADMITTED[kind]), (who, page, answer.status_code)


def test_every_form_refuses_whom_it_should(
    given: Given,
    people: dict[str, Person | None],
    client: ForgetfulClient,
    signed_in: Browsers,
) -> None:
    found = places(given)
    for who in ("stranger", "customer", "employee", "moderator", "tester"):
        person = people[who]
        browser = signed_in(person) if person else client
        for address in WRITES:
            answer = browser.post(address.format(**found))
            expected = 401 if who == "stranger" else 403
            assert answer.status_code == expected, (who, address)


def test_a_byte_leaves_when_every_reason_holds_and_never_else(
    app: Flask, given: Given, client: ForgetfulClient
) -> None:
    manager = actor_of(a_product_manager())
    elsewhere = actions.add_cohort(manager, given.programme.id, name="Elsewhere")
    enrolment = queries.find_enrolment(given.programme.id, given.tester.id)
    assert enrolment is not None
    here = enrolment.cohort_id
    a_tester(given.programme, "Somebody else")
    states = [(Place.ACTIVE, held) for held in product((True, False), repeat=6)]
    for place, reasons in [*states, *[(place, (True,) * 6) for place in Place]]:
        in_cohort, accepted, fresh, standing, welcome, sees = reasons
        enrolment.place = place
        enrolment.cohort_id = here if in_cohort else elsewhere.id
        enrolment.terms_version = 1 if accepted else 0
        given.build.expires_at = now() + timedelta(days=1 if fresh else -1)
        given.build.revoked_at = None if standing else now()
        given.tester.suspended_at = None if welcome else now()
        given.project.is_private = not sees
        db.session.commit()
        may = place is Place.ACTIVE and all(reasons)
        refusal = queries.refusal_of(actor_of(given.tester), given.build.id)
        assert (refusal is None) is may
        if place is Place.ACTIVE:
            answer = client.get(given.link)
            assert (
                answer.status_code == 200 if may else answer.status_code in {403, 410}
            )
            assert (answer.data == CONTENT) is may
