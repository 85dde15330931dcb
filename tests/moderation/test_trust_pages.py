"""Everybody reads where they stand and what is missing; administrators set levels."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from cocreate.kernel.audit.entries import AuditEntry
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role, Trust
from cocreate.moderation.limits import Limit
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import a_limit, a_moderator, a_person

SignedIn = Callable[[Any], ForgetfulClient]


def test_everybody_reads_their_own_level_and_what_is_missing(
    app: Flask, signed_in: SignedIn
) -> None:
    person = a_person()
    person.trust = Trust.FAMILIAR
    a_limit(a_moderator(), Limit.LINKS, most=3)
    db.session.commit()
    page = signed_in(person).get("/me/trust").text
    for words in ("Your level: Familiar", "What Established asks", "10 more"):
        assert words in page
    assert "Links in a post" in page
    told: Any = signed_in(person).get("/api/v1/me/trust").json
    assert (told["level"], told["following"]) == (1, "Established")
    [days] = [step for step in told["steps"] if step["words"] == "Days here"]
    assert (days["found"], days["asked"], days["missing"]) == (0, 10, 10)
    [links] = [one for one in told["powers"] if one["words"] == "Links in a post"]
    assert (links["now"], links["then"]) == ("6", "no limit")
    me: Any = signed_in(person).get("/api/v1/me").json
    assert me["trust"] == 1
    public = signed_in(a_person()).get(f"/people/{person.id}").text
    assert "Familiar" not in public
    moderator = signed_in(a_moderator())
    assert "Levels are for customers" in moderator.get("/me/trust").text
    assert moderator.get("/api/v1/me/trust").status_code == 404


def test_administrators_set_and_lock_a_level_and_the_log_keeps_it(
    app: Flask, signed_in: SignedIn
) -> None:
    person = a_person()
    browser = signed_in(a_person(role=Role.ADMINISTRATOR))
    at = f"/administration/people/{person.id}"
    assert "Newcomer, level 0 of 4" in browser.get(at).text
    refused = browser.post(f"{at}/trust", data={"trust": "4", "locks": "1"})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    chosen = {"trust": "4", "why": "Answers everybody.", "locks": "1"}
    for _ in range(2):
        assert browser.post(f"{at}/trust", data=chosen).status_code == 303
    db.session.expire_all()
    kept = db.session.get_one(Person, person.id)
    assert (kept.trust, kept.trust_locked_at is None) == (Trust.STEWARD, False)
    assert "kept so by hand" in browser.get(at).text
    own = signed_in(person).get("/me/trust").text
    assert "Answers everybody." in own
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("TrustSet") == 1
