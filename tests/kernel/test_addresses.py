"""Addresses are built once, and never one for another."""

from typing import Any

import pytest
from flask import Flask, url_for

from cocreate.kernel.addresses import Addresses


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("ideas.listing", {"slug": "next-app"}),
        ("ideas.listing", {"slug": "next-app", "mine": 1}),
        ("ideas.listing", {"slug": "next-app", "mine": True}),
        ("ideas.listing", {"slug": "next-app", "tag": ["a", "b"]}),
        ("ideas.show", {"idea_id": 7, "_anchor": "talk"}),
        ("ideas.show", {"idea_id": 7, "_external": True}),
        ("static", {"filename": "icons.svg"}),
    ],
)
def test_an_address_asked_for_twice_is_what_flask_says(
    app: Flask, endpoint: str, values: dict[str, Any]
) -> None:
    addresses = Addresses(app)
    for base in ("http://here.example", "http://there.example/under"):
        with app.test_request_context(base_url=base):
            said = [addresses(endpoint, **values) for _ in range(2)]
            assert said == [url_for(endpoint, **values)] * 2
