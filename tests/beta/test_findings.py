"""What becomes of what testers find: joined, judged, taken up, told."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from cocreate.beta import actions, queries
from cocreate.beta.drafts import Judgement
from cocreate.beta.kinds import Outcome, ReportKind, SeenBy
from cocreate.beta.models import BetaReport
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, NotFoundError
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.projects.phase import Phase
from cocreate.surfacing.nearby import Text, near_among
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_product_manager,
    a_programme,
    a_project,
    a_report,
    a_tester,
    actor_of,
    an_idea,
)
from tests.racing import at_once

Browsers = Callable[..., ForgetfulClient]


def a_picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "PNG")
    return drawn.getvalue()


def anew(table: Any, key: int) -> Any:
    """A row as it stands now."""
    db.session.rollback()
    return db.session.get_one(table, key, populate_existing=True)


def test_texts_are_near_by_their_telling_words() -> None:
    texts = [
        Text(1, "The standing order stops at midnight", "It hangs on the last page."),
        Text(2, "Colours are nice", "Leave them so."),
    ]
    near = near_among("Standing order hangs at midnight", "", texts, most=3)
    assert [one.key for one in near] == [1]
    assert {"standing", "midnight"} <= set(near[0].words)
    assert near_among("the and of", "", texts, most=3) == []


GATE = "counts at the gate of its build"


def test_a_report_says_how_bad_and_on_what_and_shows_it(signed_in: Browsers) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    tester, other, stranger = (a_tester(programme, name) for name in ("A", "B", "C"))
    build = a_build(programme)
    phone = signed_in(tester)
    here = f"/projects/{project.slug}/beta/reports"
    assert "Pixel 8, Android 15" in phone.get(f"{here}/new").text  # as they applied
    said = {
        "build_id": str(build.id),
        "kind": "problem",
        "severity": "blocking",
        "title": "The standing order hangs",
        "body": "It never ends.",
        "steps": "1. Open it",
        "device": "Pixel 9",
    }
    wrong = phone.post(here, data={**said, "severity": "awful"})
    assert wrong.status_code == 422
    assert "Choose how bad it is" in wrong.text
    picture = (io.BytesIO(a_picture()), "screen.png")
    sent = phone.post(here, data={**said, "files": picture})
    page = phone.get(sent.location).text
    for words in ("It stops me", "Pixel 9", "Open it", "/attachments/"):
        assert words in page
    report = db.session.query(BetaReport).one()
    file = queries.files_of_report(report.id)[0]
    assert phone.get(f"/attachments/{file.id}").status_code == 200
    assert signed_in(other).get(f"/attachments/{file.id}").status_code == 200

    actions.show_reports(actor_of(a_product_manager()), programme.id, to=SeenBy.TEAM)
    db.session.commit()
    assert signed_in(stranger).get(f"/attachments/{file.id}").status_code == 404
    assert signed_in(stranger).get(sent.location).status_code == 404


def test_what_is_like_it_is_joined_with_one_press(signed_in: Browsers) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    ann, bea = a_tester(programme, "Ann"), a_tester(programme, "Bea")
    build = a_build(programme)
    report = a_report(build, ann, title="The standing order hangs at midnight")
    phone = signed_in(bea)
    said = {"build_id": build.id, "title": "Standing order hangs", "device": "Fair 5"}
    similar = f"/projects/{project.slug}/beta/reports/similar"
    piece = phone.post(similar, data=said, headers={"HX-Request": "true"})
    assert "hangs at midnight" in piece.text
    assert "<html" not in piece.text
    assert "hangs at midnight" in phone.post(similar, data=said).text  # no script
    for _ in range(2):
        phone.post(f"/reports/{report.id}/joins", data=said)
    assert anew(BetaReport, report.id).joins == 1
    assert queries.joins_of(report.id)[0].device == "Fair 5"
    with pytest.raises(ForbiddenError):
        actions.join_report(actor_of(ann), report.id, build_id=build.id)
    db.session.rollback()
    phone.post(f"/reports/{report.id}/joins/withdraw")
    phone.post(f"/reports/{report.id}/joins/withdraw")
    assert anew(BetaReport, report.id).joins == 0


def test_two_joins_at_once_are_one_voice(app: Flask) -> None:
    programme = a_programme()
    build = a_build(programme)
    report = a_report(build, a_tester(programme, "Ann"))
    actor, key = actor_of(a_tester(programme, "Bea")), report.id
    at_once(app, *[lambda: actions.join_report(actor, key, build_id=build.id).id] * 4)
    assert anew(BetaReport, key).joins == 1


def test_what_stops_testers_is_said_to_count_at_the_gate(signed_in: Browsers) -> None:
    programme = a_programme()
    ann = a_tester(programme, "Ann")
    report = a_report(a_build(programme), ann)
    desk, page = signed_in(a_product_manager()), f"/reports/{report.id}"
    for severity in ("minor", "blocking"):
        said = {"outcome": "confirmed", "severity": severity}
        desk.post(f"{page}/judgement", data=said)
        assert (f"{GATE}: 100 %" in desk.get(page).text) is (severity == "blocking")
    assert GATE not in signed_in(ann).get(page).text


def test_how_bad_the_team_holds_it_to_be_stays_inside(
    signed_in: Browsers, work: Callable[[], int]
) -> None:
    programme = a_programme()
    ann, bea = a_tester(programme, "Ann"), a_tester(programme, "Bea")
    build, later = a_build(programme), a_build(programme)
    report = a_report(build, ann)
    actions.join_report(actor_of(bea), report.id, build_id=build.id)
    manager = a_product_manager()
    desk = signed_in(manager)
    said = {"outcome": "declined", "severity": "minor", "note": "They hold it wrong."}
    refused = desk.post(f"/reports/{report.id}/judgement", data=said)
    assert refused.status_code == 422
    assert {"Say why it stays", "They hold it"} <= said_on(refused.text)
    said |= {"outcome": "fixed", "answer": "Thank you.", "fixed_in_id": str(later.id)}
    for _ in range(2):
        desk.post(f"/reports/{report.id}/judgement", data=said)
    inside = desk.get(f"/reports/{report.id}").text
    assert "They hold it wrong." in inside
    for reader in (ann, bea):
        page = signed_in(reader).get(f"/reports/{report.id}").text
        assert "Thank you." in page
        assert later.version in page
        assert "They hold it wrong." not in page
        assert "It is small" not in page
    work()
    told = db.session.query(Notice).filter_by(kind=Kind.JUDGED)
    assert {notice.person_id for notice in told} == {ann.id, bea.id}
    with pytest.raises(ForbiddenError):
        actions.judge_report(actor_of(ann), report.id, Judgement(outcome=Outcome.FIXED))


def said_on(page: str) -> set[str]:
    return {words for words in ("Say why it stays", "They hold it") if words in page}


def test_a_report_becomes_an_idea_of_its_author(
    app: Flask, signed_in: Browsers, work: Callable[[], int]
) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    ann = a_tester(programme, "Ann")
    build = a_build(programme, version="5.0 beta 9")
    report = a_report(build, ann, title="Shops by their name", kind=ReportKind.IDEA)
    desk = signed_in(a_product_manager())
    said = {"title": "Call shops by the name on their door", "body": "I know that."}
    for _ in range(2):
        desk.post(f"/reports/{report.id}/idea", data=said)
    db.session.rollback()
    idea = db.session.query(Idea).populate_existing().one()
    assert (idea.author_id, idea.reports) == (ann.id, 1)
    assert "Call shops by the name" in desk.get(f"/reports/{report.id}").text
    page = signed_in(ann).get(f"/ideas/{idea.id}").text
    assert "Shops by their name" in page
    assert "5.0 beta 9" in page
    stranger = app.test_client().get(f"/ideas/{idea.id}").text
    assert "A tester found it" in stranger
    assert "5.0 beta 9" not in stranger
    work()
    told = db.session.query(Notice).filter_by(kind=Kind.TAKEN_UP).one()
    assert (told.person_id, told.path) == (ann.id, f"/ideas/{idea.id}")


def test_a_report_joins_an_idea_of_its_project_alone(signed_in: Browsers) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    report = a_report(a_build(programme), a_tester(programme, "Ann"))
    here, elsewhere = an_idea(project=project), an_idea(project=a_project())
    desk = signed_in(a_product_manager())
    join = f"/reports/{report.id}/idea/joined"
    for wrong in ({"idea_id": elsewhere.id}, {"idea_id": "9" * 17}, {"idea_id": "x"}):
        assert desk.post(join, data=wrong).status_code == 422
    for _ in range(2):
        assert desk.post(join, data={"idea_id": here.id}).status_code == 303
    desk.post(f"/reports/{report.id}/idea", data={"title": "Another one"})
    assert anew(Idea, here.id).reports == 1
    given = queries.report_counts_for_builds([], [here.id])
    assert given == {report.author_id: 1}
    desk.post(f"/reports/{report.id}/idea/withdraw")
    assert anew(Idea, here.id).reports == 0
    assert anew(BetaReport, report.id).idea_id is None


def test_testers_read_what_was_found_in_builds_they_know_of(app: Flask) -> None:
    programme = a_programme()
    ann, bea = a_tester(programme, "Ann"), a_tester(programme, "Bea")
    report = a_report(a_build(programme), ann)
    assert queries.get_report(actor_of(bea), report.id).id == report.id
    cohort = actions.add_cohort(
        actor_of(a_product_manager()), programme.id, name="Others"
    )
    enrolment = queries.find_enrolment(programme.id, bea.id)
    assert enrolment is not None
    enrolment.cohort_id = cohort.id
    db.session.commit()
    with pytest.raises(NotFoundError):
        queries.get_report(actor_of(bea), report.id)
