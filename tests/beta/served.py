"""Our own server on a test's database, as people run it."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cocreate.config import Settings
from tests.faults.forking import Forked, serve
from tests.ports import own_port

LINGERS = 120.0
"""Seconds for which a thread of gunicorn would wait for a client to close: ours wait
for none, and were one to, nobody would be answered until then."""


def own_place() -> str:
    return f"127.0.0.1:{own_port()}"


@contextmanager
def run_as_people_do(settings: Settings) -> Iterator[str]:
    """With the real key, and one process of pages."""
    place = own_place()
    told = settings.model_dump(mode="json")
    told["secret_key"] = settings.secret_key.get_secret_value()
    told["web_processes"] = 1
    server = Forked(serve, json.dumps(told), place, LINGERS)
    try:
        wait_for(place)
        yield f"http://{place}"
    finally:
        server.kill()


def wait_for(place: str) -> None:
    host, _, port = place.partition(":")
    for _ in range(1_200):  # minutes, on a machine that does much else
        try:
            socket.create_connection((host, int(port)), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")
