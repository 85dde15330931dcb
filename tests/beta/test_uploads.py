"""Bringing a build in: streamed, counted, checked, or refused with a reason."""

import hashlib
import io
import re
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cocreate import config
from cocreate.beta import queries
from cocreate.beta.actions.builds import media_type_of, safe_file_name
from cocreate.beta.models import Build, Programme, Upload
from cocreate.config import Settings
from cocreate.kernel.db import db
from tests.client import ForgetfulClient
from tests.factories import a_build, a_person, a_product_manager, a_programme, a_project

Browsers = Callable[..., ForgetfulClient]
CONTENT = b"the bytes of a build\r\n--not a boundary\r\n" * 50


class Bringing:
    """A programme, and the browser of somebody who brings it builds."""

    def __init__(self, browser: ForgetfulClient, programme: Programme) -> None:
        self.browser = browser
        self.programme_id = programme.id
        self.project_id = programme.project_id

    def send(self, content: bytes = CONTENT, **changes: Any) -> TestResponse:
        fields = {
            "csrf_token": self.browser.token(),
            "version": "5.0",
            "platform": "android",
            "expires_in_days": "90",
            "file": (io.BytesIO(content), "bank.bin"),
        }
        sent = {key: value for key, value in {**fields, **changes}.items() if value}
        return self.browser.post(self.address, data=sent, csrf=False)

    @property
    def address(self) -> str:
        slug = db.session.get_one(Programme, self.programme_id).project_id
        return f"/projects/upload-{slug}/beta/builds"

    def kept(self) -> list[Build]:
        db.session.rollback()
        return list(db.session.query(Build).order_by(Build.id))


@pytest.fixture
def upload(signed_in: Browsers) -> Bringing:
    project = a_project()
    project.slug = f"upload-{project.id}"
    db.session.commit()
    return Bringing(signed_in(a_product_manager()), a_programme(project))


def files_in(settings: Settings) -> list[Path]:
    folder = settings.data_dir / "files" / "builds"
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_build_is_the_bytes_that_were_sent(
    upload: Bringing, settings: Settings
) -> None:
    before = files_in(settings)
    assert upload.send().status_code == 303
    [build] = upload.kept()
    assert build.size == len(CONTENT)
    assert build.sha256 == hashlib.sha256(CONTENT).hexdigest()
    [file] = set(files_in(settings)) - set(before)
    assert file.read_bytes() == CONTENT


@pytest.mark.parametrize("size", [1, 262_143, 262_144, 262_145, 400_000])
def test_a_build_of_any_size_arrives_whole(upload: Bringing, size: int) -> None:
    content = (b"\r\n--\n\r" * (size // 6 + 1))[:size]
    assert upload.send(content).status_code == 303
    [build] = upload.kept()
    assert build.sha256 == hashlib.sha256(content).hexdigest()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"version": ""}, "Name the version"),
    ({"version": "5" * 41}, "Keep it to 40 characters"),
    ({"platform": "toaster"}, "Choose what it runs on"),
    ({"platform": ""}, "Choose what it runs on"),
    ({"expires_in_days": "0"}, "whole number from 1 to 365"),
    ({"expires_in_days": "soon"}, "whole number from 1 to 365"),
    ({"declared_sha256": "12"}, "has 64 digits"),
    ({"declared_sha256": "0" * 64}, "The file that arrived has the SHA-256"),
    ({"file": ""}, "Choose the file"),
    ({"file": ("", "empty.bin")}, "This file is empty"),
    ({"cohort_ids": "987654321"}, "Choose cohorts of this programme"),
    ({"cohort_ids": "many"}, "Choose cohorts of this programme"),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=str)
def test_what_is_wrong_is_said_and_leaves_nothing_behind(
    upload: Bringing, settings: Settings, change: dict[str, Any], sentence: str
) -> None:
    before = files_in(settings)
    change = {
        key: (io.BytesIO(b""), "e.bin") if isinstance(value, tuple) else value
        for key, value in change.items()
    }
    answer = upload.send(notes="What I typed stays.", **change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "What I typed stays." in answer.text
    assert upload.kept() == []
    waiting = db.session.query(Upload).all()  # for better words about it
    assert len(set(files_in(settings)) - set(before)) == len(waiting)
    assert len(waiting) <= (not {"file", "declared_sha256"} & change.keys())


def test_a_second_press_gives_the_first_build(
    upload: Bringing, settings: Settings
) -> None:
    first = upload.send().location
    files = files_in(settings)
    assert upload.send().location == first
    assert files_in(settings) == files


def test_a_version_never_changes_its_bytes(upload: Bringing) -> None:
    upload.send()
    answer = upload.send(b"other bytes")
    assert answer.status_code == 422
    assert "There is a build of this version already" in answer.text
    assert upload.send(b"other bytes", platform="ios").status_code == 303


def test_a_checksum_may_be_written_in_groups(upload: Bringing) -> None:
    digits = hashlib.sha256(CONTENT).hexdigest().upper()
    grouped = " ".join(re.findall("....", digits))
    assert upload.send(declared_sha256=grouped).status_code == 303


@pytest.fixture
def small(app: Flask, settings: Settings) -> Iterator[None]:
    config.use(settings.model_copy(update={"build_most_bytes": 1_000}))
    yield
    config.use(settings)


@pytest.mark.usefixtures("small")
def test_a_build_larger_than_the_setting_is_refused(
    upload: Bringing, settings: Settings
) -> None:
    before = files_in(settings)
    assert upload.send(b"x" * 1_001).status_code == 413
    assert files_in(settings) == before
    assert upload.send(b"x" * 1_000).status_code == 303


def test_a_build_may_be_larger_than_any_other_request(
    upload: Bringing, settings: Settings
) -> None:
    config.use(settings.model_copy(update={"request_most_bytes": 1_000}))
    assert upload.send(b"x" * 200_000).status_code == 303


def test_nothing_is_kept_without_a_token_of_ours(
    upload: Bringing, settings: Settings
) -> None:
    before = files_in(settings)
    assert upload.send(csrf_token="").status_code == 400
    assert upload.send(csrf_token="made up").status_code == 400
    assert files_in(settings) == before


def test_customers_bring_no_builds(app: Flask, signed_in: Browsers) -> None:
    project = a_project()
    a_programme(project)
    answer = signed_in(a_person()).post(f"/projects/{project.slug}/beta/builds")
    assert answer.status_code == 403


CUT_OFF = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc'
BROKEN = [
    (CUT_OFF, "multipart/form-data; boundary=x"),
    (b"", "multipart/form-data"),
    (b"", "multipart/form-data; boundary="),
    (b"no boundary here", "multipart/form-data; boundary=x"),
    (b"--x\r\nnot a head\r\n\r\nbody\r\n--x--", "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x"),
    (b"--x\xff\xfe\r\n\r\n\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"--x--\r\n", "multipart/form-data; boundary=x"),
    (b"{", "application/json"),
    (b"version=\xff\xfe%00", "application/x-www-form-urlencoded"),
]


@pytest.mark.parametrize(("body", "content_type"), BROKEN, ids=str)
def test_odd_bytes_are_refused_without_a_stumble(
    upload: Bringing, body: bytes, content_type: str
) -> None:
    answer = upload.browser.post(upload.address, data=body, content_type=content_type)
    assert answer.status_code in {400, 422}
    assert upload.kept() == []


def test_fields_may_stand_behind_the_file(upload: Bringing) -> None:
    content = (io.BytesIO(CONTENT), "bank.bin")
    fields = {"file": content, "version": "6.0", "platform": "ios"}
    late = {**fields, "expires_in_days": "30"}
    answer = upload.browser.post(upload.address, data=late)
    assert answer.status_code == 303


HEAD = b"""--x\r
Content-Disposition: form-data; name="version"\r
\r
7\r
--x\r
Content-Disposition: form-data; name="platform"\r
\r
ios\r
--x\r
Content-Disposition: form-data; name="expires_in_days"\r
\r
9\r
--x\r
Content-Disposition: form-data; name="file"; filename="bank.bin"\r
\r
"""
LARGE = 64 * 1024 * 1024


@pytest.mark.slow
def test_a_large_build_takes_no_memory_of_its_size(
    upload: Bringing, tmp_path: Path
) -> None:
    form = tmp_path / "form"
    with form.open("wb") as file:
        file.write(HEAD)
        file.seek(LARGE, io.SEEK_CUR)
        file.write(b"\r\n--x--\r\n")
    tracemalloc.start()
    with form.open("rb") as stream:
        answer = upload.browser.post(
            upload.address,
            input_stream=stream,
            content_type="multipart/form-data; boundary=x",
        )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 303
    assert upload.kept()[0].size == LARGE
    assert peak < LARGE / 4


def test_a_build_waits_until_it_is_given_to_a_cohort(app: Flask) -> None:
    programme = a_programme()
    build = a_build(programme, assigned=False)
    assert queries.cohort_ids_of([build.id]) == {build.id: set()}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("bank 5.0.apk", "bank 5.0.apk"),
        ("../../etc/passwd", "passwd"),
        ("C:\\builds\\bank.msi", "bank.msi"),
        ("..", "build"),
        ("", "build"),
        ("\x00\r\nSet-Cookie: a", "Set-Cookie_ a"),
        ('a"b;c.apk', "a_b_c.apk"),
        ("банк.apk", "банк.apk"),
        ("x" * 300 + ".apk", "x" * 117 + ".apk"),
    ],
)
def test_a_file_name_cannot_lead_anywhere(sent: str, kept: str) -> None:
    assert safe_file_name(sent) == kept


def test_nothing_is_served_as_what_a_browser_would_run() -> None:
    assert media_type_of("a.apk") == "application/vnd.android.package-archive"
    for name in ("a.html", "a.svg", "a.js", "a.xml", "a", "a.pdf", "a.png"):
        assert media_type_of(name) == "application/octet-stream"
