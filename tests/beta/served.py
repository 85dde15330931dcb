"""Our own server on a test's database, as people run it."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from psutil import Process

from cocreate.config import Settings
from tests.ports import own_port

SERVER = """
import sys
from cocreate.app import create_app
from cocreate.cli.serving import Server
from cocreate.config import Settings
from gunicorn import util
util.close_graceful.__defaults__ = (float(sys.argv[3]), 65536)
settings = Settings.model_validate_json(sys.argv[1])
Server(create_app(settings), settings, sys.argv[2], with_worker=False).run()
"""

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
    command = [sys.executable, "-c", SERVER, json.dumps(told), place, str(LINGERS)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - our own program
        try:
            wait_for(place)
            yield f"http://{place}"
        finally:
            workers = Process(server.pid).children()
            server.kill()
            for worker in workers:
                worker.kill()


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
