"""What takes minutes: `make drills`. A server is asked to stop while a file leaves."""

import signal
from pathlib import Path

import pytest
import requests
from flask import Flask

from cocreate.config import Settings
from tests.beta.test_resuming import (
    CONTENT,
    TAKEN,
    WINDOW,
    asking,
    link_to,
    wait_until_told,
)
from tests.faults.programs import TIMEOUT, wait_until
from tests.faults.running import House, house

pytestmark = pytest.mark.drill


def test_a_download_that_outlasts_a_stop_is_told_and_goes_on(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    path = link_to(100)
    with house(settings, tmp_path / "server.log") as home:
        home.start()
        assert home.process is not None
        with asking(home.address, path) as wire:
            got = b""
            while len(got) < TAKEN:
                got += wire.recv(TAKEN - len(got))
            home.process.send_signal(signal.SIGTERM)
            wait_until(lambda: takes_nobody_new(home))
            assert home.process.wait(60) == 0, "it does not wait for ever"
            home.process = None
            while more := wire.recv(TAKEN):
                got += more
        body = got.partition(b"\r\n\r\n")[2]
        assert TAKEN - WINDOW < len(body) < len(CONTENT)
        assert 0 < wait_until_told() <= len(body)
        home.start(with_worker=False)
        rest = requests.get(
            home.address + path, headers={"Range": f"bytes={len(body)}-"}, timeout=20
        )
    assert rest.status_code == 206
    assert body + rest.content == CONTENT
    assert home.complaints() == []


def takes_nobody_new(home: House) -> bool:
    """While it is still there, for those who came before."""
    assert home.process is not None
    is_there = home.process.poll() is None
    try:
        requests.get(f"{home.address}/readyz", timeout=TIMEOUT)
    except requests.ConnectionError:
        return is_there
    return False
