"""What the tests stand on is tested too."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from threading import Event
from types import FunctionType
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from cocreate.kernel.db import db
from cocreate.people.models import Person
from tests import watching
from tests.client import ForgetfulClient, check
from tests.factories import a_person, a_project
from tests.racing import PATIENCE
from tests.serving import served

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_finds_an_empty_house(time: str) -> None:
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0
    a_person()
    a_project()


def test_both_databases_are_asked(app: Flask, request: pytest.FixtureRequest) -> None:
    asked = request.node.callspec.params["database_url"]
    assert db.engine.dialect.name.startswith(asked)


def test_a_signed_in_person_is_known(signed_in: Any) -> None:
    browser = signed_in(a_person())
    with browser.session_transaction() as session:
        assert session["_user_id"]


def test_a_served_house_is_closed_once_everybody_has_left() -> None:
    came, may_go = Event(), Event()

    def slow(_: object, start: Callable[..., object]) -> list[bytes]:
        came.set()
        assert may_go.wait(PATIENCE)
        start("200 OK", [])
        return []

    with ThreadPoolExecutor(1) as pool, ExitStack() as serving:
        place = urlsplit(serving.enter_context(served(slow)))
        with socket.create_connection((place.hostname, place.port)) as visit:
            visit.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert came.wait(PATIENCE)
            closing = pool.submit(serving.close)
            assert wait([closing], 0.1).not_done
            may_go.set()
            assert visit.recv(100).startswith(b"HTTP/1.1 200")
        closing.result(PATIENCE)


def test_statements_are_counted(queries: Callable[..., Any]) -> None:
    with queries(at_most=1):
        db.session.execute(select(Person))
    with pytest.raises(AssertionError, match="2 statements"), queries(at_most=1):
        [db.session.execute(select(Person)) for _ in range(2)]


@pytest.mark.parametrize("writer", ["by statement", "by attribute"])
def test_a_write_to_the_rows_of_another_capability_is_seen(writer: str) -> None:
    person = a_person()
    act_as("cocreate.votes.actions", by_statement if "st" in writer else by_attribute)(
        person
    )
    seen = [*watching.foreign_writes]
    watching.foreign_writes.clear()
    assert seen
    assert all("cocreate.votes.actions wrote" in line for line in seen)


@pytest.mark.parametrize("home", ["cocreate.people.actions", "cocreate.people"])
def test_a_write_to_ones_own_rows_is_fine(home: str) -> None:
    act_as(home, by_statement)(a_person())
    act_as(home, by_attribute)(a_person())
    assert watching.foreign_writes == []


def by_statement(person: Person) -> None:
    db.session.execute(update(Person).values(town="Turin"))


def by_attribute(person: Person) -> None:
    person.town = "Turin"


def act_as(module: str, function: Any) -> Any:
    """The same function, as if it stood in that module."""
    return FunctionType(function.__code__, {**globals(), "__name__": module})


def test_a_page_that_is_not_html5_is_refused(client: ForgetfulClient) -> None:
    response = client.application.response_class("<!doctype html><p><div></p>")
    with pytest.raises(Exception, match="p"):
        check(response)  # type: ignore[arg-type]  # a response, made by hand
