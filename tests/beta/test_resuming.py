"""Downloads by programs that nobody here wrote, from a server as people run it."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from cocreate.beta import links
from cocreate.beta.models import Download
from cocreate.config import Settings
from cocreate.kernel.db import db
from tests.beta.served import LINGERS, run_as_people_do
from tests.factories import a_build, a_programme, a_tester

CONTENT = bytes(range(256)) * 20_000
TAKEN = 1_000_000
WINDOW = 64 * 1024


@pytest.fixture
def address(app: Flask, settings: Settings) -> Iterator[str]:
    with run_as_people_do(settings) as address:
        yield address


@pytest.fixture
def link(address: str) -> str:
    return address + link_to(100)


def link_to(uses: int) -> str:
    programme = a_programme()
    tester = a_tester(programme)
    build = a_build(programme, content=CONTENT)
    token = links.sign(build.id, tester.id, uses=uses)
    db.session.rollback()
    return f"/builds/{build.id}/file?tester={token}"


IN_PIECES = ["--split=4", "--max-connection-per-server=4", "--min-split-size=1M"]
COMMANDS = {
    "curl": ["curl", "-sS", "--fail", "-C", "-", "-o"],
    "wget": ["wget", "-q", "-c", "-O"],
    "aria2c": ["aria2c", "-q", "-c", *IN_PIECES, "--dir=/", "-o"],
}


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_download_goes_on_where_it_was_cut(link: str, tmp_path: Path) -> None:
    programs = [program for program in COMMANDS if shutil.which(program)]
    if len(programs) < len(COMMANDS):
        missing = ", ".join({*COMMANDS} - {*programs})
        pytest.skip(f"not on this machine: {missing}")
    for program, cut in product(programs, (0, 1, 999_999, len(CONTENT) - 1)):
        file = tmp_path / f"{program}-{cut}"
        file.write_bytes(CONTENT[:cut])
        command = [*COMMANDS[program], str(file), link]
        subprocess.run(command, check=True, timeout=120)  # noqa: S603 - programs of the system
        assert file.read_bytes() == CONTENT


@pytest.mark.slow
@pytest.mark.sqlite
def test_pieces_are_no_uses_and_what_did_not_arrive_is_not_counted(
    address: str, tmp_path: Path
) -> None:
    if not shutil.which("aria2c"):
        pytest.skip("not on this machine: aria2c")
    twice, *once = link_to(2), link_to(1), link_to(1)  # before the server writes
    file = tmp_path / "in-pieces"
    command = [*COMMANDS["aria2c"], str(file), address + twice]
    subprocess.run(command, check=True, timeout=120)  # noqa: S603 - a program of the system
    assert file.read_bytes() == CONTENT
    with ExitStack() as left_open:
        for link, leaves in zip(once, (True, False), strict=True):
            wire = left_open.enter_context(asking(address, link))
            left = TAKEN
            while left > 0:
                left -= len(wire.recv(left))
            if leaves:  # the other goes on, and reads nothing
                wire.close()
        for _ in range(16):  # who never close hold nobody up: see LINGERS
            wire = left_open.enter_context(asking(address, "/projects"))
            wire.settimeout(LINGERS / 2)
            assert wire.recv(8) == b"HTTP/1.1"
        # What the client has read when it leaves need not have been acknowledged yet.
        assert TAKEN - 2 * WINDOW <= wait_until_told() <= 2 * TAKEN


def asking(address: str, path: str) -> socket.socket:
    host, _, port = address.removeprefix("http://").partition(":")
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
    wire.connect((host, int(port)))
    head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    wire.sendall(head.encode())
    return wire


def wait_until_told() -> int:
    """How many bytes the newest download that has ended has given."""
    for _ in range(1_200):  # two minutes, on a machine that does much else
        db.session.rollback()
        ended = db.session.query(Download).filter(
            Download.bytes_sent.is_not(None), Download.bytes_offered == len(CONTENT)
        )
        if found := ended.order_by(Download.id.desc()).first():
            return int(found.bytes_sent or 0)
        time.sleep(0.1)
    pytest.fail("nobody told how it ended")
