"""Downloads by programs that nobody here wrote, from a server as people run it."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from psutil import Process

from cocreate.beta import links
from cocreate.config import Settings
from cocreate.kernel.db import db
from tests.factories import a_build, a_programme, a_tester

CONTENT = bytes(range(256)) * 20_000
SERVER = """
import sys
from cocreate.app import create_app
from cocreate.cli.serving import Server
from cocreate.config import Settings
settings = Settings.model_validate_json(sys.argv[1])
Server(create_app(settings), settings, sys.argv[2], with_worker=False).run()
"""


@pytest.fixture
def address(app: Flask, settings: Settings) -> Iterator[str]:
    """Our own server on this database, with the real key."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        place = f"127.0.0.1:{found.getsockname()[1]}"
    told = settings.model_dump(mode="json")
    told["secret_key"] = settings.secret_key.get_secret_value()
    told["web_processes"] = 1
    command = [sys.executable, "-c", SERVER, json.dumps(told), place]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - our own program
        wait_for(place)
        yield f"http://{place}"
        workers = Process(server.pid).children()
        server.kill()
        for worker in workers:
            worker.kill()


def wait_for(place: str) -> None:
    host, _, port = place.partition(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port)), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


@pytest.fixture
def link(address: str) -> str:
    programme = a_programme()
    tester = a_tester(programme)
    build = a_build(programme, content=CONTENT)
    token = links.sign(build.id, tester.id, uses=100)
    db.session.rollback()
    return f"{address}/builds/{build.id}/file?tester={token}"


COMMANDS = {
    "curl": ["curl", "-sS", "--fail", "-C", "-", "-o"],
    "wget": ["wget", "-q", "-c", "-O"],
}


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_download_goes_on_where_it_was_cut(link: str, tmp_path: Path) -> None:
    programs = [program for program in COMMANDS if shutil.which(program)]
    if not programs:
        pytest.skip("neither curl nor wget on this machine")
    for program, cut in product(programs, (0, 1, 999_999, len(CONTENT) - 1)):
        file = tmp_path / f"{program}-{cut}"
        file.write_bytes(CONTENT[:cut])
        command = [*COMMANDS[program], str(file), link]
        subprocess.run(command, check=True, timeout=30)  # noqa: S603 - programs of the system
        assert file.read_bytes() == CONTENT
