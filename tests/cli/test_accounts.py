import pytest
from flask import Flask

from cocreate.kernel import audit
from cocreate.kernel.audit.reading import Chosen
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.people.models import SecondStep
from cocreate.people.passwords import is_password
from cocreate.people.queries import find_account, find_by_email, find_second_step
from tests.cli.running import run
from tests.factories import an_account

PASSWORD = "three green umbrellas"


def may_sign_in(email: str, password: str) -> bool:
    account = find_account(email)
    return account is not None and is_password(password, account.password_hash)


def test_an_administrator_is_made_with_a_password_that_is_printed(app: Flask) -> None:
    result = run(app, "create-admin", "Ada@Example.org")
    assert result.exit_code == 0
    printed = result.output.split("Password: ")[1].strip()
    assert may_sign_in("ada@example.org", printed)
    ada = find_by_email("ada@example.org")
    assert ada is not None
    assert ada.role is Role.ADMINISTRATOR
    assert ada.verified_at is not None


def test_a_password_comes_through_a_pipe_and_is_not_said_again(app: Flask) -> None:
    result = run(
        app, "create-admin", "ada@example.org", "--password-stdin", typed=PASSWORD
    )
    assert PASSWORD not in result.output
    assert may_sign_in("ada@example.org", PASSWORD)


def test_making_somebody_twice_changes_nothing(app: Flask) -> None:
    make = ("create-user", "ada@example.org", "--password", PASSWORD)
    assert run(app, *make).exit_code == 0
    again = run(app, *make[:2], "--password", "another password, later")
    assert again.exit_code == 0
    assert "has an account already: customer. Nothing was changed." in again.output
    assert may_sign_in("ada@example.org", PASSWORD)


def test_somebody_who_is_there_is_not_given_another_role(app: Flask) -> None:
    run(app, "create-user", "ada@example.org", "--password", PASSWORD)
    result = run(app, "create-admin", "ada@example.org")
    assert result.exit_code == 1
    assert "has an account already" in result.output
    ada = find_by_email("ada@example.org")
    assert ada is not None
    assert ada.role is Role.CUSTOMER


@pytest.mark.parametrize("role", list(Role))
def test_there_is_an_account_for_every_role(app: Flask, role: Role) -> None:
    result = run(
        app,
        "create-user",
        "ada@example.org",
        "--role",
        str(role).replace("_", "-"),  # as people write it, or as `--help` has it
        "--name",
        "Ada  Lovelace",
    )
    assert result.exit_code == 0
    ada = find_by_email("ada@example.org")
    assert ada is not None
    assert (ada.role, ada.name) == (role, "Ada Lovelace")


def test_an_address_may_be_left_unproven(app: Flask) -> None:
    run(app, "create-user", "ada@example.org", "--unverified")
    ada = find_by_email("ada@example.org")
    assert ada is not None
    assert ada.verified_at is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("create-admin", "not an address"),
        ("create-user", "ada@example.org", "--password", "short"),
        ("create-user", "ada@example.org", "--password", ""),
        ("create-user", "ada@example.org", "--role", "captain"),
    ],
)
def test_what_cannot_be_an_account_is_refused(
    app: Flask, arguments: tuple[str, ...]
) -> None:
    result = run(app, *arguments)
    assert result.exit_code == 2
    assert find_by_email("ada@example.org") is None


def test_somebody_who_lost_everything_is_let_in_and_somebody_is_forgotten(
    app: Flask,
) -> None:
    person = an_account("Margit", role=Role.ADMINISTRATOR)
    email, before = str(person.email), len(audit.entries_of(Chosen()).rows)
    db.session.add(SecondStep(person_id=person.id, seed="x", code_hashes=""))
    db.session.commit()
    assert run(app, "reset-second-step", "nobody@example.org").exit_code == 1
    assert run(app, "reset-second-step", email).exit_code == 0
    assert find_second_step(person.id) is None
    last = run(app, "forget", email, "--yes")
    assert "last administrator" in last.output, "who stays, so that somebody can"
    an_account("Ida", role=Role.ADMINISTRATOR)
    db.session.commit()
    assert run(app, "forget", email, typed="n").exit_code == 1
    assert run(app, "forget", email, typed="y").exit_code == 0
    assert find_by_email(email) is None
    acts = [line.act for line in audit.entries_of(Chosen()).rows]
    assert acts[: len(acts) - before] == ["PersonLeft", "reset-second-step"]
