"""Large files come by parts, go on where they were cut, and stay out of memory."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256

import psutil
import pytest
from flask import Flask

from cocreate.beta import actions, jobs
from cocreate.beta.models import Build, Upload
from cocreate.kernel import storage
from cocreate.kernel.db import db
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient
from tests.factories import a_product_manager

Browsers = Callable[..., ForgetfulClient]
TUS = {"Tus-Resumable": "1.0.0"}
MEGABYTE = 1024 * 1024


def begin(browser: ForgetfulClient, given: Given, size: int) -> str:
    name = b64encode("../../bänk.bin".encode()).decode()
    told = {"Upload-Length": str(size), "Upload-Metadata": f"filename {name}"}
    here = f"/projects/{given.project.slug}/beta/uploads"
    answer = browser.post(here, headers={**TUS, **told})
    assert answer.status_code == 201
    return answer.headers["Location"].replace("http://localhost", "")


def put(browser: ForgetfulClient, place: str, at: int, part: bytes, **more: str) -> int:
    told = {**TUS, "Upload-Offset": str(at), **more}
    kind = "application/offset+octet-stream"
    answer = browser.patch(place, data=part, headers=told, content_type=kind)
    return answer.status_code


def offset(browser: ForgetfulClient, place: str) -> str:
    return browser.head(place, headers=TUS).headers["Upload-Offset"]


def test_a_file_comes_by_parts_and_becomes_a_build(
    given: Given, signed_in: Browsers
) -> None:
    manager = signed_in(a_product_manager())
    content = CONTENT + b"newer"
    place = begin(manager, given, len(content))
    wrong = b64encode(sha256(b"other").digest()).decode()
    assert put(manager, place, 0, content[:99]) == 204
    checked = {"Upload-Checksum": f"sha256 {wrong}"}
    assert put(manager, place, 99, content[99:200], **checked) == 460
    assert put(manager, place, 0, content[:99]) == 409
    assert offset(manager, place) == "99"
    form = {
        "version": "6.0",
        "platform": "android",
        "expires_in_days": "90",
        "upload": place.rpartition("/")[2],
        "declared_sha256": sha256(content).hexdigest(),
    }
    builds = f"/projects/{given.project.slug}/beta/builds"
    assert "Not all of this file" in manager.post(builds, data=form).text
    right = b64encode(sha256(content[99:]).digest()).decode()
    checked = {"Upload-Checksum": f"sha256 {right}"}
    assert put(manager, place, 99, content[99:], **checked) == 204
    other = {**form, "declared_sha256": "0" * 64}
    assert manager.post(builds, data=other).status_code == 422
    assert manager.post(builds, data=form).status_code == 303
    build = db.session.query(Build).filter_by(version="6.0").one()
    assert (build.sha256, build.file_name) == (sha256(content).hexdigest(), "bänk.bin")
    assert storage.read(build.storage_key) == content
    assert manager.head(place, headers=TUS).status_code == 404
    kept = {file.key for file in storage.files()}
    assert not {key for key in kept if key.startswith("uploads/")}


def test_an_upload_is_its_owners_alone_and_can_be_ended(
    given: Given, signed_in: Browsers
) -> None:
    manager, other = signed_in(a_product_manager()), signed_in(a_product_manager())
    place = begin(manager, given, 100)
    assert put(other, place, 0, b"x") == 404
    assert other.delete(place, headers=TUS).status_code == 404
    assert signed_in(given.tester).patch(place).status_code == 403
    old = manager.patch(place, headers={"Tus-Resumable": "0.2"})
    assert (old.status_code, old.headers["Tus-Version"]) == (412, "1.0.0")
    assert put(manager, place, 0, b"x" * 101) == 413
    assert put(manager, place, 0, b"x" * 60) == 204
    assert manager.delete(place, headers=TUS).status_code == 204
    assert db.session.query(Upload).count() == 0
    begin(manager, given, 100)
    jobs.forget_old_uploads()
    assert db.session.query(Upload).count() == 1
    told = manager.options(f"/projects/{given.project.slug}/beta/uploads").headers
    assert "checksum" in told["Tus-Extension"]


@pytest.mark.sqlite
def test_a_large_file_stays_out_of_memory(app: Flask) -> None:
    """A sixteenth of what is promised: 2 GB in less than 64 MB."""
    most = 0
    before = psutil.Process().memory_info().rss

    def arriving() -> Iterator[bytes]:
        nonlocal most
        piece = bytes(MEGABYTE)
        for _ in range(128):
            yield piece
            most = max(most, psutil.Process().memory_info().rss)

    stored = actions.keep_file(arriving())
    actions.forget_file(stored)
    assert stored.size == 128 * MEGABYTE
    assert most - before < 64 * MEGABYTE
