"""Who gets which bytes: checked where they leave, and written down each time."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from cocreate.beta import actions, links
from cocreate.kernel.clock import now
from cocreate.kernel.ids import BuildId, PersonId
from cocreate.kernel.storage import Stored
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_person,
    a_product_manager,
    a_programme,
    a_tester,
    an_enrolment,
)

Browsers = Callable[..., ForgetfulClient]


def test_a_link_works_where_nobody_has_signed_in(
    given: Given, client: ForgetfulClient
) -> None:
    answer = client.get(given.link)
    assert answer.data == CONTENT
    headers = answer.headers
    assert headers["Content-Disposition"] == 'attachment; filename="bank.apk"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["ETag"] == f'"{given.build.sha256}"'
    assert headers["Accept-Ranges"] == "bytes"
    assert "no-store" in headers["Cache-Control"]
    assert "Set-Cookie" not in headers


def test_a_link_is_of_no_use_to_another_member(
    given: Given, signed_in: Browsers
) -> None:
    stranger = signed_in(a_tester(given.programme, "Somebody Else"))
    assert stranger.get(given.link).status_code == 403
    assert signed_in(given.tester).get(given.link).data == CONTENT


def test_a_link_ends_after_some_minutes(given: Given, client: ForgetfulClient) -> None:
    with time_machine.travel(now() + timedelta(minutes=14), tick=False):
        assert client.get(given.link).data == CONTENT
    with time_machine.travel(now() + timedelta(minutes=16), tick=False):
        answer = client.get(given.link)
        dutch = client.get(given.link, headers={"Accept-Language": "nl"}).text
    assert answer.status_code == 403
    assert "See the build, and what to do" in answer.text
    assert "Deze build kan nu niet worden gedownload" in dutch
    assert "expired" in answer.text


def test_every_changed_character_of_a_link_is_refused(
    given: Given, client: ForgetfulClient
) -> None:
    address, _, token = given.link.partition("=")
    for place, character in enumerate(token):
        other = "A" if character != "A" else "B"
        changed = token[:place] + other + token[place + 1 :]
        assert client.get(f"{address}={changed}").status_code == 403, place


@pytest.mark.parametrize("token", ["", "x", "x.y", "é", "%00", "WzFd.x", "a" * 5000])
def test_a_link_that_was_made_up_is_refused(
    given: Given, client: ForgetfulClient, token: str
) -> None:
    answer = client.get(f"/builds/{given.build.id}/file?tester={token}")
    assert answer.status_code == 403


def test_another_spelling_of_the_same_link_is_refused(
    given: Given, client: ForgetfulClient
) -> None:
    """Base64 has spare bits in its last character: only what we wrote counts."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for last in set(alphabet) - {given.link[-1]}:
        assert client.get(given.link[:-1] + last).status_code == 403
    assert client.get(given.link + "=").status_code == 403


def test_a_link_opens_one_build_alone(given: Given, client: ForgetfulClient) -> None:
    other = a_build(given.programme)
    token = given.link.partition("=")[2]
    assert client.get(f"/builds/{other.id}/file?tester={token}").status_code == 403
    assert client.get(f"/builds/987654/file?tester={token}").status_code == 403


def test_each_attempt_is_written_down(given: Given, client: ForgetfulClient) -> None:
    client.head(given.link)
    assert client.get(given.link, headers={"Range": "bytes=100-"}).data
    client.get(given.link, headers={"Range": "bytes=99999-"})
    client.get(given.link, headers={"If-None-Match": f'"{given.build.sha256}"'})
    client.get(given.link, headers={"If-Match": '"another"'})
    assert given.attempts() == [
        (200, 0, 0),
        (206, 100, len(CONTENT) - 100),
        (416, 0, 0),
        (304, 0, 0),
        (412, 0, 0),
    ]


def test_the_answers_to_ranges_are_told_in_full(
    given: Given, client: ForgetfulClient
) -> None:
    size = len(CONTENT)
    part = client.get(given.link, headers={"Range": "bytes=5-9"})
    assert (part.status_code, part.data) == (206, CONTENT[5:10])
    assert part.headers["Content-Range"] == f"bytes 5-9/{size}"
    assert part.headers["Content-Length"] == "5"
    beyond = client.get(given.link, headers={"Range": f"bytes={size}-"})
    assert beyond.headers["Content-Range"] == f"bytes */{size}"
    head = client.head(given.link, headers={"Range": "bytes=5-9"})
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(size)


def test_a_download_resumes_after_a_cut_at_any_byte(
    given: Given, client: ForgetfulClient
) -> None:
    for cut in (1, 255, 4096, len(CONTENT) - 1):
        rest = client.get(given.link, headers={"Range": f"bytes={cut}-"})
        assert CONTENT[:cut] + rest.data == CONTENT


def test_who_is_in_no_cohort_of_the_build_gets_no_link(
    given: Given, signed_in: Browsers
) -> None:
    address = f"/builds/{given.build.id}"
    for person in (a_person(), a_product_manager()):
        browser = signed_in(person)
        assert browser.get(f"{address}/download").status_code in {403, 404}
        assert browser.post(f"{address}/links").status_code in {403, 404}
    tester = signed_in(given.tester)
    page = tester.post(f"{address}/links").text
    found = re.search(r'href="(http[^"]+/file\?tester=[^"]+)"', page)
    assert found is not None
    assert tester.get(found[1]).data == CONTENT


def test_a_lost_file_is_not_found_and_no_stumble(
    given: Given, client: ForgetfulClient
) -> None:
    actions.forget_file(
        Stored(given.build.storage_key, given.build.size, given.build.sha256)
    )
    assert client.get(given.link).status_code == 404


def test_a_name_in_any_script_is_told_to_old_and_new_browsers(
    given: Given, client: ForgetfulClient
) -> None:
    given.build.file_name = 'Bänk "5".apk'
    told = client.get(given.link).headers["Content-Disposition"]
    assert told == (
        'attachment; filename="B_nk _5_.apk"; '
        "filename*=UTF-8''B%C3%A4nk%20%225%22.apk"
    )


def test_a_link_says_whose_it_is(given: Given) -> None:
    token = given.link.partition("=")[2]
    held = links.read(token, BuildId(given.build.id))
    assert held.person_id == PersonId(given.tester.id)


def test_an_application_alone_gives_no_bytes(
    app: Flask, client: ForgetfulClient
) -> None:
    programme = a_programme(seats=1)
    a_tester(programme)
    waiting = a_person("Waiting")
    an_enrolment(programme, waiting)
    build = a_build(programme)
    token = links.sign(build.id, waiting.id)
    answer = client.get(f"/builds/{build.id}/file?tester={token}")
    assert answer.status_code == 403
