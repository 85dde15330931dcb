"""The beta, as testers and the team see it, on a phone and at a desk."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from cocreate.beta import actions
from cocreate.beta.drafts import DeviceDraft
from cocreate.beta.kinds import Platform
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.browser.conftest import Opens
from tests.browser.looking import PHONE, faults_of
from tests.factories import (
    a_build,
    a_decision,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_report,
    a_tester,
    actor_of,
    an_enrolment,
)

CONTENT = b"the bytes of a build" * 1_000
FOR_ALL = ("{beta}", "{beta}/terms", "{none}")
FOR_TESTERS = (*FOR_ALL, "{build}", "{gone}", "{report}", "{beta}/reports")
FOR_TEAM = (
    *FOR_TESTERS,
    "{beta}/edit",
    "{beta}/testers",
    "{beta}/builds/new",
    "{build}/downloads",
)


class World:
    """A beta in full swing."""

    def __init__(self) -> None:
        self.project = a_project("The next app", phase=Phase.BETA)
        self.team = a_product_manager()
        programme = a_programme(self.project, seats=2)
        self.tester = a_tester(programme)
        self.waiting = a_person("Waiting")
        with_ring = actions.add_cohort(
            actor_of(self.team), programme.id, name="First ring of the patient"
        )
        db.session.commit()
        assert with_ring.name
        an_enrolment(programme)
        an_enrolment(programme, self.waiting)
        decision = a_decision(project=self.project, title="The notice comes at six")
        build = a_build(programme, version="5.0 beta 3", decisions=[decision])
        gone = a_build(programme, version="5.0 beta 2")
        actions.revoke_build(actor_of(self.team), gone.id, reason="It loses money.")
        report = a_report(build, self.tester)
        self.places = {
            "beta": f"/projects/{self.project.slug}/beta",
            "none": f"/projects/{a_project().slug}/beta",
            "build": f"/builds/{build.id}",
            "gone": f"/builds/{gone.id}",
            "report": f"/reports/{report.id}",
        }

    def readers(self) -> list[tuple[Person | None, tuple[str, ...]]]:
        return [
            (None, FOR_ALL),
            (a_person("Outsider"), FOR_ALL),
            (self.waiting, FOR_ALL),
            (self.tester, FOR_TESTERS),
            (self.team, FOR_TEAM),
        ]


def test_nothing_is_wrong_with_any_page(opens: Opens) -> None:
    world = World()
    for person, addresses in world.readers():
        page = opens(person)
        for address in addresses:
            assert (
                faults_of(page, address.format(**world.places), widths=(PHONE,)) == []
            )
        page.context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_build_goes_from_the_team_to_a_phone_and_words_come_back(
    opens: Opens, tmp_path: Path, *, javascript: bool
) -> None:
    project = a_project(phase=Phase.BETA)
    a_programme(project)
    here = f"/projects/{project.slug}/beta"
    phone = opens(a_person("Lucía Ferrán"), width=320, javascript=javascript)
    desk = opens(a_product_manager(), javascript=javascript)
    apply(phone, here)
    bring(desk, f"{here}/builds/new", tmp_path / "bank.bin")
    download(phone, here)
    report(phone)
    desk.goto(f"{here}/reports")
    desk.get_by_text("Shops by the name on their door").wait_for()


def apply(phone: Page, here: str) -> None:
    phone.goto(here)
    phone.get_by_label("What would you test it on?").fill("Pixel 8, Android 15")
    phone.get_by_label("I accept these terms").check()
    phone.get_by_role("button", name="Apply for a seat").click()
    phone.get_by_text("You are in.").wait_for()


def bring(desk: Page, address: str, file: Path) -> None:
    file.write_bytes(CONTENT)
    desk.goto(address)
    desk.locator("summary", has_text="Version and platform").click()
    desk.get_by_label("Version").fill("5.0 beta 3")
    desk.get_by_label("Runs on", exact=True).select_option("android")
    desk.get_by_label("Everyone").check()
    desk.get_by_label("The file").set_input_files(file)
    desk.get_by_role("button", name="Bring it in").click()
    desk.get_by_role("heading", name="5.0 beta 3", level=1).wait_for()


def download(phone: Page, here: str) -> None:
    phone.goto(here)
    with phone.expect_download() as fetching:
        phone.get_by_role("link", name="Download").click()
    assert fetching.value.suggested_filename == "bank.bin"
    assert Path(fetching.value.path()).read_bytes() == CONTENT


def report(phone: Page) -> None:
    phone.get_by_role("link", name="Report something").click()
    phone.get_by_label("Praise").check()
    phone.get_by_label("In one line").fill("Shops by the name on their door")
    phone.get_by_role("button", name="Send report").click()
    phone.get_by_text("The team reads every report").wait_for()


def test_a_seat_is_three_taps_away_on_a_phone(opens: Opens) -> None:
    project = a_project("The next app", phase=Phase.BETA)
    a_programme(project, seats=2)
    person = a_person("Lucía Ferrán")
    phone = DeviceDraft(platform=Platform.ANDROID, model="Pixel 8")
    actions.add_device(actor_of(person), phone)
    db.session.commit()
    page = opens(person, width=360)
    page.goto(f"/projects/{project.slug}/beta")
    page.get_by_role("link", name="Apply", exact=True).click()
    page.get_by_label("I accept these terms").check()
    page.get_by_role("button", name="Apply for a seat").click()
    page.get_by_text("You are in.").wait_for()
