"""Programs that vote, take it back and read, and what they hear of how a house is."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import requests
from sqlalchemy import func, select

from cocreate.kernel.db import db
from tests.factories import a_person, a_project, an_idea
from tests.faults.running import House
from tests.faults.test_killed import token_of

TIMEOUT = 40.0
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
        return self.session.put(home.address + self.path, timeout=TIMEOUT)

    def unvote(self, home: House) -> requests.Response:
        return self.session.delete(home.address + self.path, timeout=TIMEOUT)

    def read(self, home: House) -> float:
        """The seconds until its page was there."""
        began = time.monotonic()
        answer = requests.get(home.address + self.page, timeout=TIMEOUT)
        assert answer.status_code == 200, answer.text[:300]
        return time.monotonic() - began


def programs(number: int) -> list[Program]:
    idea = an_idea(project=a_project(), author=a_person("Author"))
    tokens = [token_of(a_person(f"Voter {one}")) for one in range(number)]
    found = [Program(idea.id, token) for token in tokens]
    db.session.rollback()
    return found


def wrong(home: House) -> dict[str, str]:
    found: dict[str, str] = requests.get(
        f"{home.address}/readyz", timeout=TIMEOUT
    ).json()["wrong"]
    return found


def wait_until(holds: Callable[[], bool], patience: float = TIMEOUT) -> None:
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
