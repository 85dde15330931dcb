"""A build's way from the team's hands into a tester's, and the tester's words back."""

import hashlib
import io
import re
from collections.abc import Callable

import pytest

from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project

BYTES = b"PK\x03\x04" + bytes(range(256)) * 1_000
CHECKSUM = hashlib.sha256(BYTES).hexdigest()
Browsers = Callable[..., ForgetfulClient]


class Beta:
    """One programme, and the browsers of a product manager and of a tester."""

    def __init__(self, browser: Browsers) -> None:
        self.here = f"/projects/{a_project(phase=Phase.BETA).slug}/beta"
        self.team = browser(a_product_manager("Tomasz Keller"))
        self.tester = browser(a_person("Lucía Ferrán"))

    def open(self) -> None:
        opened = self.team.post(
            self.here,
            data={
                "name": "Try 5.0 before anyone else",
                "about": "Three weeks, a new build every **Monday**.",
                "seats": "2",
                "terms": "Keep what you see to yourself until it is released.",
            },
        )
        assert opened.status_code == 303

    def apply(self) -> None:
        device = {"platform": "android", "device": "Pixel 8", "terms_version": "1"}
        applied = self.tester.post(f"{self.here}/enrolment", data=device)
        assert applied.status_code == 303

    def bring(self) -> str:
        """Upload a build; give its address."""
        page = self.team.get(f"{self.here}/builds/new").text
        brought = self.team.post(
            f"{self.here}/builds",
            data={
                "csrf_token": self.team.token(),
                "version": "5.0 beta 3",
                "platform": "android",
                "notes": "The evening notice.",
                "expires_in_days": "90",
                "declared_sha256": CHECKSUM,
                "cohort_ids": re.findall(r'name="cohort_ids"\s+value="(\d+)"', page),
                "file": (io.BytesIO(BYTES), "bank 5.0.bin"),
            },
        )
        assert brought.status_code == 303, brought.text
        return str(brought.location)

    def report(self, build: str) -> None:
        told = self.tester.post(
            f"{self.here}/reports",
            data={
                "build_id": build.rpartition("/")[2],
                "kind": "problem",
                "title": "The button to move money is grey",
                "body": "The notice came at six.",
            },
        )
        assert told.status_code == 303


@pytest.fixture
def beta(signed_in: Browsers) -> Beta:
    return Beta(signed_in)


def test_a_tester_applies_downloads_resumes_and_reports(beta: Beta) -> None:
    beta.open()
    assert "2 of 2 seats are free" in beta.tester.get(beta.here).text
    beta.apply()
    assert "You are in." in beta.tester.get(beta.here).text

    build = beta.bring()
    mine = beta.tester.get(beta.here).text
    assert "5.0 beta 3" in mine
    assert CHECKSUM in mine

    link = beta.tester.get(f"{build}/download").location
    whole = beta.tester.get(link)
    assert (whole.status_code, whole.data) == (200, BYTES)
    assert "bank 5.0.bin" in whole.headers["Content-Disposition"]
    go_on = {"Range": "bytes=1000-", "If-Range": whole.headers["ETag"]}
    rest = beta.tester.get(link, headers=go_on)
    assert (rest.status_code, rest.data) == (206, BYTES[1000:])

    beta.report(build)
    told = beta.team.get(f"{beta.here}/reports").text
    assert "The button to move money is grey" in told
    assert "Lucía Ferrán" in beta.team.get(f"{build}/downloads").text


def test_a_withdrawn_build_stops_at_once_and_says_why(beta: Beta) -> None:
    beta.open()
    beta.apply()
    build = beta.bring()
    link = beta.tester.get(f"{build}/download").location
    assert beta.tester.get(link).data == BYTES

    beta.team.post(f"{build}/revocation", data={"reason": "It loses money."})
    go_on = {"Range": "bytes=2000-"}
    assert beta.tester.get(link, headers=go_on).status_code == 410
    assert "It loses money." in beta.tester.get(build).text
