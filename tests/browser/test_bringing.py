"""A build arrives by parts in a browser, and goes on after a cut and a reload."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from cocreate.beta.models import Build
from cocreate.cli.demo.packing import apk
from cocreate.kernel.db import db
from cocreate.projects.phase import Phase
from tests.beta.packing import APP
from tests.factories import a_product_manager, a_programme, a_project

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]
PART = 4 * 1024 * 1024
CONTENT = apk(APP, {"ballast.bin": b"\0" * (PART + PART // 2)})


class Wire:
    """The way of the parts, which is cut at the second."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.is_cut = True

    def carry(self, route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        start = int(route.request.headers["upload-offset"])
        if start and self.is_cut:
            route.abort("connectionreset")
            return
        self.starts.append(start)
        route.continue_()


def test_a_file_goes_on_where_it_was_cut(
    opens: Opens, tmp_path: Path, complaints: list[str]
) -> None:
    project = a_project(phase=Phase.BETA)
    a_programme(project)
    (file := tmp_path / "bank.apk").write_bytes(CONTENT)
    desk, wire = opens(a_product_manager()), Wire()
    desk.route("**/uploads/*", wire.carry)
    desk.goto(f"/projects/{project.slug}/beta/builds/new")
    desk.get_by_label("The file").set_input_files(file)
    expect(desk.get_by_text("The connection is cut.")).to_be_visible()
    desk.reload()
    expect(desk.get_by_text("Choose the same file above")).to_be_visible()
    wire.is_cut = False
    assert all("ERR_CONNECTION_RESET" in one for one in complaints)
    complaints.clear()
    desk.get_by_label("The file").set_input_files(file)
    expect(desk.get_by_text("It has arrived, whole.")).to_be_visible()
    assert wire.starts == [0, PART]
    expect(desk.get_by_label("Version")).to_have_value("5.0.3")
    desk.get_by_role("button", name="Bring it in").click()
    expect(desk.get_by_role("heading", name="5.0.3", level=1)).to_be_visible()
    db.session.rollback()
    [build] = db.session.query(Build).all()
    assert (build.size, build.package) == (len(CONTENT), "com.bank.next")
