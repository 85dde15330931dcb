"""Builds in a store that is not this disk: the same checks, the same bytes."""

from collections.abc import Iterator

import pytest
from flask import Flask

from cocreate import config
from cocreate.config import Settings
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient


@pytest.fixture
def elsewhere(app: Flask, settings: Settings) -> Iterator[Given]:
    config.use(settings.model_copy(update={"storage_url": "memory:///"}))
    yield Given()
    config.use(settings)


def test_a_build_is_served_from_another_store(
    elsewhere: Given, client: ForgetfulClient
) -> None:
    whole = client.get(elsewhere.link)
    assert (whole.status_code, whole.data) == (200, CONTENT)
    part = client.get(elsewhere.link, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, CONTENT[100:200])
    head = client.head(elsewhere.link)
    assert head.headers["Content-Length"] == str(len(CONTENT))
    beyond = client.get(elsewhere.link, headers={"Range": "bytes=999999-"})
    assert (beyond.status_code, beyond.data) == (416, b"")
