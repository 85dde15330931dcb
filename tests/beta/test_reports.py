"""What testers tell: kept once, with their name and the build they tried."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.beta import actions, queries
from cocreate.beta.drafts import ReportDraft
from cocreate.beta.kinds import ReportKind, SeenBy
from cocreate.beta.models import BetaReport
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, NotFoundError
from cocreate.kernel.transaction import transaction
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_report,
    a_tester,
    actor_of,
)
from tests.racing import at_once

Browsers = Callable[..., ForgetfulClient]


def test_the_same_report_twice_is_one(app: Flask) -> None:
    programme = a_programme()
    tester = a_tester(programme)
    build, other = a_build(programme), a_build(programme)
    first = a_report(build, tester)
    assert a_report(build, tester).id == first.id
    assert a_report(build, tester, title="Something else").id != first.id
    assert a_report(other, tester).id != first.id
    assert a_report(build, tester, kind=ReportKind.IDEA).id != first.id
    assert a_report(build, a_tester(programme, "Another")).id != first.id


def test_two_presses_at_once_are_one_report(app: Flask) -> None:
    programme = a_programme()
    actor = actor_of(a_tester(programme))
    build = a_build(programme)
    draft = ReportDraft(
        build_id=build.id, kind=ReportKind.PRAISE, title="Leave it so", body=""
    )
    answers = at_once(app, *[lambda: actions.file_report(actor, draft).id] * 6)
    assert len(set(answers)) == 1
    assert db.session.scalar(select(func.count()).select_from(BetaReport)) == 1


def test_who_has_no_seat_reports_nothing(app: Flask) -> None:
    programme = a_programme(seats=1)
    tester = a_tester(programme)
    waiting = a_tester(programme, "Waiting")
    build = a_build(programme)
    with pytest.raises(NotFoundError):
        a_report(build, waiting)
    db.session.rollback()
    with transaction():
        actions.mark_released([build.id])
    with pytest.raises(ForbiddenError):
        a_report(build, waiting)
    db.session.rollback()
    assert a_report(build, tester).build_id == build.id


def test_a_report_is_read_by_its_author_and_the_team(signed_in: Browsers) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    actions.show_reports(actor_of(a_product_manager()), programme.id, to=SeenBy.TEAM)
    db.session.commit()
    tester, other = a_tester(programme, "Author"), a_tester(programme, "Other")
    report = a_report(a_build(programme), tester, title="Only for their eyes")
    address = f"/reports/{report.id}"
    assert "Only for their eyes" in signed_in(tester).get(address).text
    assert "Only for their eyes" in signed_in(a_product_manager()).get(address).text
    assert signed_in(other).get(address).status_code == 404
    listing = f"/projects/{project.slug}/beta/reports"
    assert "Only for their eyes" not in signed_in(other).get(listing).text
    assert "Only for their eyes" in signed_in(tester).get(listing).text


WRONG = [
    ({"title": ""}, "Say it in one line"),
    ({"title": "x" * 141}, "Keep it to 140 characters"),
    ({"kind": "rant"}, "Choose problem, idea or praise"),
    ({"kind": ""}, "Choose problem, idea or praise"),
    ({"build_id": ""}, "Choose the build it happened in"),
    ({"build_id": "9" * 30}, "Choose one of the builds you were given"),
    ({"build_id": "my phone"}, "Choose the build it happened in"),
    ({"body": "x" * 10_001}, "Keep it to 10,000 characters"),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=str)
def test_a_report_that_wants_mending_keeps_what_was_typed(
    signed_in: Browsers, change: dict[str, str], sentence: str
) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    browser = signed_in(a_tester(programme))
    sent = {
        "build_id": str(a_build(programme).id),
        "kind": "problem",
        "title": "The button is grey",
        "body": "At six, on the train.",
        **change,
    }
    answer = browser.post(f"/projects/{project.slug}/beta/reports", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    if "body" not in change:
        assert "At six, on the train." in answer.text


def test_reports_are_counted_for_each_person_who_gave_them(app: Flask) -> None:
    programme = a_programme()
    ada, bob = a_tester(programme, "Ada"), a_tester(programme, "Bob")
    first, second = a_build(programme), a_build(programme)
    a_report(first, ada)
    a_report(second, ada)
    a_report(second, bob)
    a_report(a_build(programme), bob)
    counted = queries.report_counts_for_builds([first.id, second.id])
    assert counted == {ada.id: 2, bob.id: 1}
    assert queries.report_counts_for_builds([]) == {}


def test_customers_without_a_seat_see_no_reports(signed_in: Browsers) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    a_report(a_build(programme), a_tester(programme), title="A secret crash")
    listing = f"/projects/{project.slug}/beta/reports"
    assert "A secret crash" not in signed_in(a_person()).get(listing).text
