"""Bringing a package by the page: its facts are taken, told, and locked once given."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from cocreate.beta import actions, queries
from cocreate.beta.drafts import DeviceDraft
from cocreate.beta.kinds import Platform
from cocreate.beta.models import Build, Upload
from cocreate.cli.demo.packing import apk
from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import transaction
from cocreate.projects.phase import Phase
from tests.beta.packing import APP
from tests.client import ForgetfulClient
from tests.factories import (
    a_product_manager,
    a_programme,
    a_project,
    a_tester,
    actor_of,
)

Browsers = Callable[..., ForgetfulClient]


class Desk:
    """The page where builds are brought, in the browser of the team."""

    def __init__(self, signed_in: Browsers) -> None:
        self.project = a_project(phase=Phase.BETA)
        self.programme = a_programme(self.project)
        self.browser = signed_in(a_product_manager())

    def send(self, content: bytes = b"", **said: Any) -> Any:
        fields = {"csrf_token": self.browser.token(), "expires_in_days": "90", **said}
        if content:
            fields["file"] = (io.BytesIO(content), "bank.apk")
        here = f"/projects/{self.project.slug}/beta/builds"
        return self.browser.post(here, data=fields, csrf=False)


@pytest.fixture
def desk(app: Flask, signed_in: Browsers) -> Desk:
    return Desk(signed_in)


def test_a_file_that_says_otherwise_waits_until_the_words_are_right(
    desk: Desk,
) -> None:
    for _ in range(2):
        wrong = desk.send(apk(APP), version="6.0", least_os="4.4")
        assert wrong.status_code == 422
        assert "The file says 5.0.3." in wrong.text
        assert "The file says 9." in wrong.text
        assert "You need not send it again" in wrong.text
    [waiting] = db.session.query(Upload).all()
    assert (
        "bank.apk"
        in desk.browser.get(f"/projects/{desk.project.slug}/beta/builds/new").text
    )
    made = desk.send(upload=waiting.name)
    assert made.status_code == 303
    [build] = db.session.query(Build).all()
    assert (build.version, build.platform) == ("5.0.3", Platform.ANDROID)
    assert (build.package, build.least_os, build.number) == (
        "com.bank.next",
        "9",
        "512",
    )
    page = desk.browser.get(made.location).text
    for said in ("com.bank.next", "Android 9 or newer", "512", "Least API level"):
        assert said in page
    other = desk.send(apk(APP._replace(package="com.evil", version="5.1")))
    assert "Builds before it are com.bank.next, and this file is com.evil" in other.text
    meant = desk.send(apk(APP._replace(package="com.evil", version="5.1")), despite="y")
    assert meant.status_code == 303


def test_a_build_is_put_right_until_testers_have_it(desk: Desk) -> None:
    place = desk.send(apk(APP), notes="Old words.").location
    build = db.session.query(Build).one()
    said = {"version": "5.1", "platform": "android", "channel": "nightly"}
    assert desk.browser.post(f"{place}/facts", data=said).status_code == 303
    bad = desk.browser.post(f"{place}/facts", data={**said, "channel": "none"})
    assert (bad.status_code, "Choose a channel" in bad.text) == (422, True)
    manager, tester = actor_of(a_product_manager()), a_tester(desk.programme)
    cohorts = [cohort.id for cohort in queries.cohorts(desk.programme.id)]
    with transaction():
        actions.assign_build(manager, build.id, cohort_ids=cohorts)
    locked = desk.browser.post(f"{place}/facts", data=said)
    assert (locked.status_code, "stay as they" in locked.text) == (409, True)
    assert "stay as they" in desk.browser.get(place).text
    amended = desk.browser.post(f"{place}/notes", data={"notes": "New words."})
    assert amended.status_code == 303
    page = desk.browser.get(place).text
    assert "New words." in page
    assert "Old words." in page.split("What it said before")[1]
    refusals_of_old_devices(actor_of(tester), build)


def refusals_of_old_devices(tester: Actor, build: Build) -> None:
    build.least_os = "9"
    db.session.commit()
    assert queries.refusal_of(tester, build.id) is None
    with transaction():
        actions.add_device(
            tester,
            DeviceDraft(platform=Platform.ANDROID, model="Pixel", os_version="8.1"),
        )
    refusal = queries.refusal_of(tester, build.id)
    assert refusal is not None
    assert refusal.reason == "This build needs Android 9 or newer; your device has 8.1."
    with transaction():
        actions.add_device(
            tester,
            DeviceDraft(platform=Platform.ANDROID, model="Pixel 9", os_version="15"),
        )
    assert queries.refusal_of(tester, build.id) is None
