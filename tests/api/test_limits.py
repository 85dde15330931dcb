"""Programs are counted like people, and what they send has bounds."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from cocreate.app import create_app
from cocreate.config import Settings, use
from cocreate.kernel.db import db
from cocreate.kernel.limits import limiter
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_person, an_idea

pytestmark = pytest.mark.sqlite  # what is counted stands in no database


@pytest.fixture
def limited(app: Flask, settings: Settings) -> Iterator[Flask]:
    assert app.testing
    rates = {"comment_limit": "2 per hour", "api_limit": "4 per day"}
    site = create_app(settings.model_copy(update={"rate_limits_on": True, **rates}))
    limiter.reset()
    yield site
    limiter.reset()
    use(settings)
    with site.app_context():
        db.engine.dispose()


def test_a_request_by_the_api_is_counted_once(limited: Flask) -> None:
    head, idea = bearer(a_person()), an_idea()
    comments = f"/api/v1/ideas/{idea.id}/comments"
    with time_machine.travel("2030-01-01 12:20:00+00:00", tick=False):
        said = [
            limited.test_client().post(comments, json={"body": word}, headers=head)
            for word in ("One of them", "Another one", "A third one")
        ]
        read = [limited.test_client().get(comments, headers=head) for _ in range(3)]
    assert [one.status_code for one in (*said, *read)] == [
        *(201, 201, 429),
        *(200, 200, 429),
    ]
    assert [one.headers["Retry-After"] for one in (said[2], read[2])] == [
        *("3601", "86401")
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"title": ' + "9" * 9_000 + "}", 400),
        ("{" + ",".join(f'"k{number}": 1' for number in range(2_000)) + "}", 422),
        (" " * 1_000_001, 413),
    ],
)
def test_a_body_beyond_measure_is_refused_in_few_words(
    client: ForgetfulClient, body: str, status: int
) -> None:
    head = {**bearer(a_person()), "Content-Type": "application/json"}
    answer = client.put("/api/v1/me/language", data=body, headers=head)
    assert (answer.status_code, len(answer.text) < 10_000) == (status, True)
