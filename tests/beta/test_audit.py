"""Who got which bytes, by which link, and whose link it is that was found."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask import Flask

from cocreate import config
from cocreate.beta import links
from cocreate.config import Settings, SettingsError, load_settings
from cocreate.kernel.outgoing import Outgoing
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient
from tests.factories import a_product_manager

Browsers = Callable[..., ForgetfulClient]
HALF = len(CONTENT) // 2


def link_of(given: Given, uses: int) -> str:
    token = links.sign(given.build.id, given.tester.id, uses=uses)
    return f"/builds/{given.build.id}/file?tester={token}"


def test_a_link_begins_a_file_as_often_as_it_may_and_always_goes_on(
    given: Given, client: ForgetfulClient
) -> None:
    link = link_of(given, uses=2)
    rest = {"Range": f"bytes={HALF}-"}
    assert client.head(link).status_code == 200
    assert client.get(link, headers={"Range": f"bytes=0-{HALF - 1}"}).data
    assert client.get(link, headers=rest).data == CONTENT[HALF:]
    assert client.get(link, headers={"Range": f"bytes=0-{HALF - 1}"}).data
    spent = client.get(link)
    assert (spent.status_code, CONTENT[:9] in spent.data) == (403, False)
    assert "used up" in spent.text
    assert client.get(link, headers=rest).data == CONTENT[HALF:]
    assert client.get(link, headers=rest).status_code == 403  # its bytes are given
    assert given.bytes_left() == [0, HALF, HALF, HALF, 0, HALF, 0]


def test_two_requests_are_not_both_the_last_use(
    given: Given, app: Flask, at_once: Callable[..., list[Any]]
) -> None:
    link = link_of(given, uses=1)

    def fetch() -> int:
        browser = app.test_client()
        return browser.get(link).status_code

    assert sorted(at_once(fetch, fetch, fetch)) == [200, 403, 403]


def test_a_cut_is_told_with_what_had_left() -> None:
    told: list[int] = []
    body = Outgoing(BytesIO(CONTENT), start=10, size=100, told=told.append)
    assert body.read(60) == CONTENT[10:70]
    body.close()
    body.close()
    assert told == [60]
    assert body.file.closed


def test_the_team_takes_every_attempt_as_a_file(
    given: Given, client: ForgetfulClient, signed_in: Browsers
) -> None:
    given.tester.name = "=Formula"
    client.get(given.link)
    client.get(given.link, headers={"If-Match": '"other"'})
    client.get(link_of(given, uses=0))
    file = signed_in(a_product_manager()).get(f"/builds/{given.build.id}/downloads.csv")
    assert file.mimetype == "text/csv"
    rows = [*csv.DictReader(StringIO(file.text))]
    assert [row["outcome"] for row in rows] == ["complete", "another file", "refused"]
    assert [row["bytes_sent"] for row in rows] == [str(len(CONTENT)), "0", "0"]
    assert {row["name"] for row in rows} == {"'=Formula"}
    assert "used up" in rows[2]["reason"]


def test_a_leaked_link_names_its_tester(
    given: Given, client: ForgetfulClient, signed_in: Browsers
) -> None:
    client.get(given.link)
    manager = signed_in(a_product_manager())
    address = f"/builds/{given.build.id}/downloads/trace"
    found = f"somewhere: http://our.example{given.link}&utm_source=forum"
    page = manager.post(address, data={"link": found})
    assert given.tester.name in page.text
    assert f"{len(CONTENT):,} bytes left by it" in page.text
    assert manager.post(address, data={"link": "x" * 20}).status_code == 422


def test_the_web_server_or_the_store_sends_after_the_same_checks(
    given: Given, client: ForgetfulClient, settings: Settings
) -> None:
    expected = {"x-accel-redirect": "/-/files/", "x-sendfile": str(settings.data_dir)}
    for hand, place in expected.items():
        config.use(settings.model_copy(update={"download_hand": hand}))
        answer = client.get(given.link)
        header = answer.headers[hand.title().replace("-X-", "-")]
        assert header.startswith(place)
        assert header.endswith(given.build.storage_key)
        assert (answer.status_code, answer.data) == (200, b"")
        spent = client.get(link_of(given, uses=0))
        assert spent.status_code == 403
        assert not {*spent.headers.keys()} & {"X-Accel-Redirect", "X-Sendfile"}
    config.use(settings)
    assert given.bytes_left() == [None, 0, None, 0]


def test_a_store_gives_by_an_address_that_ends_soon(
    given: Given, client: ForgetfulClient, settings: Settings, monkeypatch: Any
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    changed = {"download_hand": "presigned", "storage_url": "s3://builds"}
    config.use(settings.model_copy(update=changed))
    answer = client.get(given.link)
    config.use(settings)
    assert answer.status_code == 307
    assert "X-Amz-Expires=60" in answer.headers["Location"]
    assert given.build.storage_key in answer.headers["Location"]


@pytest.mark.parametrize(
    ("hand", "store"), [("presigned", None), ("x-sendfile", "s3://builds")]
)
def test_who_sends_must_fit_where_the_files_are(hand: str, store: str | None) -> None:
    with pytest.raises(SettingsError, match="download_hand"):
        load_settings(secret_key="x" * 40, download_hand=hand, storage_url=store)
