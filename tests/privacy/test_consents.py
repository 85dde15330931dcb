"""What somebody agreed to and took back: every yes and no, and what holds."""

from collections.abc import Callable
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cocreate.beta import actions as beta
from cocreate.config import current, use
from cocreate.kernel import migrate
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.notices import actions as notices
from cocreate.notices.kind import Kind
from cocreate.people import actions as people
from cocreate.people.agreed import Agreed
from cocreate.people.models import Consent
from cocreate.people.named import Named
from cocreate.people.queries import agrees_to_terms, consents_in_force
from cocreate.projects.phase import Phase
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_programme,
    a_project,
    actor_of,
    an_account,
    an_enrolment,
)
from tests.people.joining import CHOSEN, join
from tests.racing import at_once

SignedIn = Callable[[Any], ForgetfulClient]


def said(person: Any) -> list[tuple[str, bool, str]]:
    rows = db.session.query(Consent).filter_by(person_id=person.id)
    return [
        (row.what.value, row.is_given, row.version) for row in rows.order_by(Consent.id)
    ]


def test_every_yes_and_no_is_kept_shown_and_never_changed(
    app: Flask, client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = an_account("Margit Õunapuu")
    actor = actor_of(person)
    for shows in (True, True, False):
        people.show_votes(actor, shows=shows)
    people.choose_credit_name(actor, Named.INITIALS)
    people.choose_credit_name(actor, Named.NAME)
    notices.stop_mail(actor.person_id, [Kind.COMMENT, Kind.COMMENT])
    programme = a_programme(a_project(phase=Phase.BETA))
    an_enrolment(programme, person)
    for shown in (True, False):
        beta.show_score(actor, programme.id, shown=shown)
    beta.leave(actor, programme.id)
    db.session.commit()
    assert said(person) == [
        ("votes", True, ""),
        ("votes", False, ""),
        ("credits", True, "initials"),
        ("credits", True, "name"),
        ("letters", False, ""),
        ("beta_terms", True, "1"),
        ("ranking", True, ""),
        ("ranking", False, ""),
        ("beta_terms", False, "1"),
    ]
    assert [one.what for one in consents_in_force(actor)] == [Agreed.CREDITS]
    browser = signed_in(person)
    page = browser.get("/me/consents").text
    assert page.count("To be thanked by your name") == 3, "it holds, and its history"
    assert "Somebody comments on an idea I follow" in page
    rows = client.get("/api/v1/me/consents", headers=bearer(person)).get_json()["rows"]
    assert [(one["what"], one["is_given"]) for one in rows] == [
        (what, given) for what, given, _ in reversed(said(person))
    ]
    browser.post("/me/credit-name", data={"credited_as": "nobody"})
    assert said(person)[-1] == ("credits", False, "nobody")


def test_two_presses_at_once_are_one_consent(app: Flask) -> None:
    person = an_account()
    actor = actor_of(person)
    at_once(app, *[lambda: people.show_votes(actor, shows=True)] * 2)
    at_once(app, *[lambda: notices.stop_mail(actor.person_id, [Kind.REPLY])] * 2)
    assert said(person) == [("votes", True, ""), ("letters", False, "")]


def test_whoever_joins_agrees_to_the_terms_and_is_asked_when_they_change(
    app: Flask, client: ForgetfulClient, signed_in: SignedIn
) -> None:
    before = current()
    terms = {"terms_url": "https://example.org/terms", "terms_version": "2026-11"}
    use(before.model_copy(update=terms))
    try:
        boss = an_account(role=Role.ADMINISTRATOR)
        db.session.delete(boss)
        person, link = join(client)
        assert said(person) == [], "who opened the account may be somebody else"
        client.post(link, data=CHOSEN)
        assert said(person) == [("terms", True, "2026-11")]
        use(before.model_copy(update=terms | {"terms_version": "2027-01"}))
        browser = signed_in(person)
        assert "I agree" in browser.get("/me/consents").text
        for _ in range(2):
            assert browser.post("/me/consents/terms").status_code == 303
        assert said(person)[1:] == [("terms", True, "2027-01")]
        assert agrees_to_terms(actor_of(person))
        assert "I agree" not in browser.get("/me/consents").text
    finally:
        use(before)


@pytest.mark.parametrize(
    "change", ["UPDATE consents SET is_given = NOT is_given", "DELETE FROM consents"]
)
def test_the_database_lets_none_be_changed_or_go_while_its_person_is_here(
    app: Flask, change: str
) -> None:
    person, nameless = an_account(), a_person()
    nameless.email = None  # came with an import, and is here all the same
    for one in (person, nameless):
        people.note_consent(one.id, Agreed.VOTES, is_given=True)
    db.session.commit()
    with pytest.raises(DBAPIError, match="added to, never changed"):
        db.session.execute(text(f"{change} WHERE person_id = {nameless.id}"))
    db.session.rollback()
    people.forget(person.id)
    db.session.commit()
    assert (said(person), said(nameless)) == ([], [("votes", True, "")])


@pytest.mark.sqlite
def test_the_table_of_people_can_be_made_anew_beneath_it(app: Flask) -> None:
    people.note_consent(an_account().id, Agreed.VOTES, is_given=True)
    db.session.commit()
    refused = pytest.raises(DBAPIError, match="added to, never changed")
    with refused, migrate.locked_connection() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("people", recreate="always"):
            pass
        connection.execute(text("DELETE FROM consents"))
