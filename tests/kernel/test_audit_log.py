"""The audit log: nothing privileged is done without it, and nothing in it is undone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from cocreate.kernel import audit
from cocreate.kernel.audit import AuditEntry
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import suspend
from cocreate.people.models import Person
from tests.cli.running import run
from tests.client import ForgetfulClient
from tests.factories import (
    a_moderator,
    a_person,
    a_product_manager,
    actor_of,
    an_account,
)

SignedIn = Callable[[Any], ForgetfulClient]


def boss() -> Person:
    return an_account("Ines Moreau", role=Role.ADMINISTRATOR)


def acts() -> list[tuple[str, int, dict[str, Any]]]:
    db.session.rollback()
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(one.act, one.actor_id, json.loads(one.facts)) for one in entries]


def test_an_act_is_kept_with_who_did_it_and_to_whom_and_no_name(
    signed_in: SignedIn,
) -> None:
    ines, emre = boss(), a_person("Emre Aydin")
    browser = signed_in(ines)
    path = f"/administration/people/{emre.id}"
    assert browser.post(f"{path}/role", data={"role": "moderator"}).status_code == 303
    assert browser.post(f"{path}/role", data={"role": "king"}).status_code == 422
    assert browser.post("/administration/attributes", data={}).status_code == 422
    added = {"label": "Plan", "kind": "text", "choices": "", "hint": ""}
    browser.post("/administration/attributes", data=added)
    assert acts() == [
        (
            "RoleChanged",
            ines.id,
            {"person_id": emre.id, "role": "moderator", "via": "people.change_role"},
        ),
        ("people.add_attribute", ines.id, {"via": "people.add_attribute"}),
    ]
    page = browser.get("/administration/log").text
    assert "Role changed" in page
    assert "Emre Aydin" in page
    assert "People add attribute" in page
    found = browser.get(f"/administration/log?about={emre.id}&act=RoleChanged").text
    assert "Emre Aydin" in found
    assert "<code" in found
    assert "Nothing like that" in browser.get("/administration/log?by=999").text
    assert (
        "Nothing like that" in browser.get("/administration/log?until=2001-01-01").text
    )
    rows = browser.get("/api/v1/log?limit=1").json
    assert rows is not None
    assert [row["act"] for row in rows["rows"]] == ["people.add_attribute"]
    assert rows["following"]


def test_what_is_undone_is_not_kept(app: Flask) -> None:
    moderator, who = a_moderator(), a_person()
    with transaction():
        suspend(actor_of(moderator), who.id, reason="Enough.")
        db.session.rollback()
    with transaction():
        nested = db.session.begin_nested()
        suspend(actor_of(moderator), who.id, reason="Enough.")
        nested.rollback()
        audit.note_act("looked")
    assert [act for act, _, _ in acts()] == ["looked"]


def test_two_at_once_stand_one_behind_the_other(
    app: Flask, at_once: Callable[..., list[Any]]
) -> None:
    at_once(*[lambda: audit.note_act("done") for _ in range(4)])
    at_once(*[lambda: audit.note_act("done") for _ in range(4)])
    assert len(acts()) == 8
    assert audit.find_troubles() == []


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entries SET actor_id = 7", "DELETE FROM audit_entries"]
)
def test_the_database_refuses_to_change_an_entry(app: Flask, change: str) -> None:
    with transaction():
        audit.note_act("done")
    with pytest.raises(DBAPIError, match="appended to, never changed"):
        db.session.execute(text(change))
    db.session.rollback()
    assert len(acts()) == 1


def test_the_doctor_finds_a_chain_that_was_broken(app: Flask) -> None:
    several(3)
    assert "✓ audit log: chain" in run(app, "doctor").output
    unprotected("UPDATE audit_entries SET actor_id = 7 WHERE id = 2")
    assert "entry 2 was changed" in run(app, "doctor").output
    unprotected("DELETE FROM audit_entries WHERE id = 2")
    assert "entry 2 is missing" in run(app, "doctor").output
    unprotected("DELETE FROM audit_entries WHERE id = 3")
    assert "does not end where its head says" in run(app, "doctor").output


def several(number: int) -> None:
    with transaction():
        for count in range(number):
            audit.note_act("done", count=count)


def unprotected(statement: str) -> None:
    """As somebody would who is the master of the database."""
    db.session.rollback()
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        for trigger in ("audit_entries_no_update", "audit_entries_no_delete"):
            made = text("SELECT sql FROM sqlite_master WHERE name = :name")
            LIFTED[trigger] = str(connection.scalar(made, {"name": trigger}))
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text(statement))
        for made_anew in LIFTED.values():
            connection.exec_driver_sql(made_anew)
    else:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
    db.session.commit()


LIFTED: dict[str, str] = {}

Lines = list[str]
BREAKS: dict[str, tuple[Callable[[Lines], Lines], str]] = {
    "changed": (
        lambda x: [x[0], x[1].replace('"actor_id":0', '"actor_id":9'), *x[2:]],
        "entry 2 was changed",
    ),
    "removed": (lambda x: [x[0], *x[2:]], "entry 2 is missing"),
    "put in": (lambda x: [x[0], x[1], x[1], *x[2:]], "entry 2 was put in"),
    "moved": (lambda x: [x[1], x[0], *x[2:]], "entry 1 is missing"),
    "end cut": (lambda x: [*x[:-2], x[-1]], "the end is another than signed"),
    "head cut": (lambda x: x[:-1], "no signed head"),
    "head changed": (
        lambda x: [*x[:-2], x[-1].replace('"entries":3', '"entries":2')],
        "altered after it was signed",
    ),
    "garbage": (lambda x: [*x[:1], "{", *x[1:]], "no JSON"),
    "no entry": (lambda x: [*x[:1], "{}\n", *x[1:]], "no entry"),
}


@pytest.mark.sqlite
def test_an_exported_log_is_checked_without_the_site(
    app: Flask, signed_in: SignedIn, tmp_path: Path
) -> None:
    several(3)
    file = tmp_path / "log.jsonl"
    exported = signed_in(boss()).get("/administration/log.jsonl")
    assert exported.mimetype == "application/jsonl"
    file.write_text(exported.text)
    said = run(app, "verify-log", str(file))
    assert said.exit_code == 3
    key = said.output.partition("Its key is ")[2].partition(".")[0]
    said = run(app, "verify-log", str(file), "--key", key)
    assert said.exit_code == 0, said.output
    assert "3 entries, each follows the one before." in said.output
    lines = exported.text.splitlines(keepends=True)
    for name, (breaking, why) in BREAKS.items():
        file.write_text("".join(breaking(lines)))
        said = run(app, "verify-log", str(file), "--key", key)
        assert (said.exit_code, why in said.output) == (1, True), (name, said.output)


@pytest.mark.sqlite
def test_a_log_that_was_made_anew_is_told_by_an_earlier_file(
    app: Flask, tmp_path: Path
) -> None:
    several(2)
    earlier, later = tmp_path / "earlier", tmp_path / "later"
    assert run(app, "export-log", str(earlier)).exit_code == 0
    several(1)
    run(app, "export-log", str(later))
    told = run(app, "verify-log", str(later), "--earlier", str(earlier))
    assert told.exit_code == 3
    told = run(app, "verify-log", str(earlier), "--earlier", str(later))
    assert "ends before the earlier file" in told.output
    unprotected("DELETE FROM audit_entries")
    unprotected("DELETE FROM audit_heads")
    several(9)
    run(app, "export-log", str(later))
    told = run(app, "verify-log", str(later), "--earlier", str(earlier))
    assert "is another than the earlier file ended with" in told.output


def test_who_is_no_administrator_reads_no_log(signed_in: SignedIn) -> None:
    browser = signed_in(a_product_manager())
    for path in ("/administration/log", "/administration/log.jsonl", "/api/v1/log"):
        assert browser.get(path).status_code == 403
