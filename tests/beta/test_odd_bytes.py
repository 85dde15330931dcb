"""Whatever is typed or put into an address, nobody is answered by a stumble."""

from collections.abc import Callable

import pytest

from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_product_manager,
    a_programme,
    a_project,
    a_report,
    a_tester,
    an_enrolment,
)

Browsers = Callable[..., ForgetfulClient]
HUGE = "9" * 40
ODD = [
    "",
    " ",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e\u200b\ufeff",
    "'; DROP TABLE builds; --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}%s%n",
    "\U0001d54c\U0001f0a1" * 30,
    HUGE,
    "-1",
    "0",
    "1e400",
    "NaN",
    "../../etc/passwd",
    "x" * 30_000,
]
APART = {ODD[2], ODD[3], HUGE, "NaN"}
"""What databases take each in a way of its own, or not at all. Of the rest the house
makes the same before any: on PostgreSQL it is tried by tests/faults alone."""
TRIED = [
    odd if odd in APART else pytest.param(odd, marks=pytest.mark.sqlite) for odd in ODD
]
FINE = {200, 303, 403, 404, 409, 422}


class Everything:
    """A programme with something of each kind in it, and all of its addresses."""

    def __init__(self) -> None:
        self.project = a_project(phase=Phase.BETA)
        programme = a_programme(self.project)
        self.tester = a_tester(programme)
        build = a_build(programme)
        report = a_report(build, self.tester)
        enrolment = an_enrolment(programme)
        here = f"/projects/{self.project.slug}/beta"
        self.forms = {
            here: ["name", "about", "seats", "terms"],
            f"{here}/enrolment": ["device", "why", "terms_version"],
            f"{here}/terms": ["terms_version"],
            f"{here}/cohorts": ["name"],
            f"{here}/invitations": ["email"],
            f"{here}/reports": ["build_id", "kind", "title", "body"],
            f"{here}/builds": ["version", "platform", "cohort_ids", "decision_ids"],
            f"/builds/{build.id}/cohorts": ["cohort_ids"],
            f"/builds/{build.id}/revocation": ["reason"],
            f"/enrolments/{enrolment.id}/cohort": ["cohort_id"],
        }
        self.pages = [
            here,
            f"{here}/testers",
            f"{here}/reports",
            f"{here}/terms",
            f"/builds/{build.id}",
            f"/builds/{build.id}/downloads",
            f"/builds/{build.id}/file",
            f"/reports/{report.id}",
        ]


@pytest.mark.parametrize("odd", TRIED, ids=lambda text: repr(text[:12]))
def test_every_field_takes_or_refuses_what_is_typed(
    signed_in: Browsers, odd: str
) -> None:
    everything = Everything()
    browsers = [signed_in(everything.tester), signed_in(a_product_manager())]
    for address, fields in everything.forms.items():
        for browser in browsers:
            answer = browser.post(address, data=dict.fromkeys(fields, odd))
            assert answer.status_code in FINE, (address, odd[:20])


@pytest.mark.parametrize("odd", TRIED[:-1], ids=lambda text: repr(text[:12]))
def test_every_address_takes_whatever_is_asked_of_it(
    signed_in: Browsers, odd: str
) -> None:
    everything = Everything()
    asked = dict.fromkeys(["page", "place", "kind", "build", "tester"], odd)
    for person in (everything.tester, a_product_manager()):
        browser = signed_in(person)
        for address in everything.pages:
            answer = browser.get(address, query_string=asked)
            assert answer.status_code in FINE, (address, odd[:20])


@pytest.mark.parametrize("key", ["0", HUGE, str(2**63), str(2**31)])
def test_a_number_that_no_row_has_is_not_found(signed_in: Browsers, key: str) -> None:
    browser = signed_in(a_product_manager())
    for address in (f"/builds/{key}", f"/reports/{key}", f"/builds/{key}/downloads"):
        assert browser.get(address).status_code == 404
    gone = browser.post(f"/enrolments/{key}/cohort", data={"cohort_id": key})
    assert gone.status_code in {404, 422}
    assert browser.post(f"/enrolments/{key}/removal").status_code in {404, 422}
    assert browser.get(f"/builds/{key}/file?tester=x").status_code == 403
