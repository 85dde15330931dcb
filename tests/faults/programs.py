"""Programs that vote, take it back and read, and what they hear of how a house is."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import requests
from sqlalchemy import func, select

from cocreate.cli.shedding import SENTENCE
from cocreate.kernel.db import db
from cocreate.kernel.ids import fresh_token
from cocreate.people.models import AccessToken, Person
from cocreate.people.queries import hash_of
from tests.factories import a_person, a_project, an_idea
from tests.faults.running import House, crowding

TIMEOUT, HEALED_WITHIN = 40.0, 120.0
ONLY_LATE = {"clockwork", "worker", "search"}
"""What nobody has seen at work yet in a house that has just begun."""
Open = Callable[..., House]
"""`opened(COCREATE_…=…)` is a server with its worker."""


class Program:
    """Somebody who votes and takes it back, and reads."""

    def __init__(self, idea_id: int, token: str) -> None:
        self.path = f"/api/v1/ideas/{idea_id}/vote"
        self.page = f"/ideas/{idea_id}"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def vote(self, home: House) -> requests.Response:
        return self.send("PUT", home)

    def unvote(self, home: House) -> requests.Response:
        return self.send("DELETE", home)

    def send(self, method: str, home: House) -> requests.Response:
        """Whoever is turned away because the machine has much to do comes again."""
        until, address = time.monotonic() + HEALED_WITHIN, home.address + self.path
        while True:
            answer = self.session.request(method, address, timeout=TIMEOUT * crowding())
            if SENTENCE not in answer.text or time.monotonic() > until:
                return answer
            time.sleep(0.1)

    def read(self, home: House) -> float:
        """The seconds until its page was there."""
        answer, took = self.ask(home)
        assert answer.status_code == 200, answer.text[:300]
        return took

    def ask(self, home: House) -> tuple[requests.Response, float]:
        """What is said at its page, and the seconds until then."""
        began = time.monotonic()
        answer = requests.get(home.address + self.page, timeout=TIMEOUT * crowding())
        return answer, time.monotonic() - began


def programs(number: int) -> list[Program]:
    idea = an_idea(project=a_project(), author=a_person("Author"))
    tokens = [token_of(a_person(f"Voter {one}")) for one in range(number)]
    found = [Program(idea.id, token) for token in tokens]
    db.session.rollback()
    return found


def token_of(person: Person) -> str:
    token = fresh_token()
    db.session.add(
        AccessToken(
            person_id=person.id, name="t", token_hash=hash_of(token), may_write=True
        )
    )
    db.session.commit()
    return token


def wrong(home: House) -> dict[str, str]:
    found: dict[str, str] = requests.get(
        f"{home.address}/readyz", timeout=TIMEOUT * crowding()
    ).json()["wrong"]
    return found


def wait_until(holds: Callable[[], bool], patience: float = HEALED_WITHIN) -> None:
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, "it did not heal"
        time.sleep(0.1)


def every(pause: float, *, seconds: float) -> Iterator[None]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield
        time.sleep(pause)


def rows(table: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0
