"""The very first start, which loads the demo and then serves."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from cocreate.cli.demo.settling import PASSWORD
from cocreate.config import Settings
from tests.faults.customers import Browser
from tests.faults.running import House, house

# That the demo is loaded on PostgreSQL: tests/cli/test_demo.py.
pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

FIRST_START = 90.0
CUSTOMER = "lucia.ferran@example.com"


@pytest.fixture
def first(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[House]:
    with house(settings, tmp_path / "server.log") as running:
        running.run("start")
        running.wait_until_it_answers(FIRST_START)
        yield running


def test_files_are_taken_by_a_server_that_has_just_loaded_the_demo(
    first: House,
) -> None:
    customer = Browser(first, CUSTOMER, PASSWORD)
    answer = customer.cookies.post(
        first.address + "/me/picture",
        data={"csrf_token": customer.token},
        files={"picture": ("me.png", picture(), "image/png")},
        allow_redirects=False,
        timeout=20,
    )
    assert answer.status_code == 303
    shown = customer.cookies.get(first.address + "/me/profile", timeout=20)
    assert "/picture?v=" in shown.text


def picture() -> io.BytesIO:
    written = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(written, "PNG")
    written.seek(0)
    return written
