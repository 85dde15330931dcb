"""Whoever opens an address that only takes forms is led to a page."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule

from cocreate.kernel.policy import Role
from tests.client import ForgetfulClient
from tests.factories import a_person, a_programme, a_project

LEAD_HOME = {  # nothing in such an address says on which page it was pressed
    "ideas.send",
    "beta.admit",
    "beta.move",
    "beta.remove",
    "beta.revoke_link",
    "journal.close",
    "journal.reopen",
    "people.sign_out",
    "people.resend",
    "triage.undo",
}


@pytest.mark.sqlite
def test_every_address_that_only_takes_forms_leads_to_a_page(app: Flask) -> None:
    client, found = app.test_client(), app.url_map.bind("localhost")
    for rule in only_posted_to(app, found):
        answer = client.get(address_of(rule, found))
        assert answer.status_code == 303, f"{rule.rule} leads nowhere"
        assert found.match(answer.location, method="GET")
        home = answer.location == "/"
        assert home == (rule.endpoint in LEAD_HOME), f"{rule.rule}: {answer.location}"


def only_posted_to(app: Flask, found: MapAdapter) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.rule.startswith("/api/"):
            continue
        if not is_read(address_of(rule, found), found):
            yield rule


def address_of(rule: Rule, found: MapAdapter) -> str:
    return found.build(rule.endpoint, dict.fromkeys(rule.arguments, 7), method="POST")


def is_read(address: str, found: MapAdapter) -> bool:
    try:
        return bool(found.match(address, method="GET"))
    except HTTPException:
        return False


@pytest.mark.sqlite
def test_after_a_refusal_the_address_is_the_page_of_the_form(app: Flask) -> None:
    project = a_project()
    a_programme(project)
    client = ForgetfulClient(app).sign_in(a_person(role=Role.PRODUCT_MANAGER))
    place = f"/projects/{project.slug}/beta/cohorts"
    assert client.post(place, data={"name": ""}).status_code == 422
    again = client.get(place, follow_redirects=True)
    assert again.status_code == 200
    assert again.request.path == f"/projects/{project.slug}/beta/testers"


def test_programs_are_still_told_which_methods_there_are(
    client: ForgetfulClient,
) -> None:
    answer = client.get("/sign-out", headers={"Accept": "application/json"})
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert client.delete("/sign-out", csrf=False).status_code == 405
