"""Who takes part: how far everybody came, who is reminded, how it ends."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from cocreate.beta import actions, queries
from cocreate.beta.drafts import CloseOutDraft, Judgement
from cocreate.beta.funnel import funnel_of
from cocreate.beta.kinds import Outcome, Step
from cocreate.beta.models import CloseOut, Download, Nudge
from cocreate.beta.scoring import Led, score_of
from cocreate.config import Settings, use
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from cocreate.people.named import Named
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_product_manager,
    a_programme,
    a_project,
    a_report,
    a_tester,
    actor_of,
)

Browsers = Callable[..., ForgetfulClient]


def test_whoever_came_farther_came_as_far() -> None:
    told = funnel_of("Everybody", {0: 4, 1: 3, 4: 2})
    assert told.people == (9, 5, 2, 2, 2)
    assert told.share(Step.SEATED) == pytest.approx(5 / 9)
    assert [bar.people for bar in told.bars] == [9, 5, 2, 2, 2]
    assert funnel_of("Nobody", {}).share(Step.REPORTED) == 0


def test_a_score_counts_what_came_of_reports() -> None:
    nothing = Led(Outcome.DECLINED, 9, has_idea=True, made_idea=True, decided=True)
    assert score_of([nothing]).points == 0
    heard = Led(Outcome.OPEN, 0, has_idea=False, made_idea=False, decided=False)
    fixed = heard._replace(outcome=Outcome.FIXED, joins=7, has_idea=True)
    told = score_of([fixed, heard, nothing])
    assert {line.words: line.points for line in told.lines} == {
        "reports heard": 2,
        "fixed": 3,
        "others found it, too": 5,
        "stand behind an idea": 2,
    }
    assert told.points == 12


@pytest.fixture
def held(app: Flask, settings: Settings) -> Iterator[None]:
    """As it is unless an operator says otherwise: half a minute to undo."""
    use(settings.model_copy(update={"undo_seconds": 30}))
    yield
    use(settings)


class Crowd:
    """Four testers, each a step farther than the one before, and one who waits."""

    def __init__(self) -> None:
        self.project = a_project(phase=Phase.BETA)
        self.programme = a_programme(self.project, seats=4)
        self.manager = a_product_manager()
        names = ("Silent", "Fetched", "Tried", "Told", "Waits")
        self.people = {name: a_tester(self.programme, name) for name in names}
        self.build = a_build(self.programme)
        fetched = Download(build_id=self.build.id, status=200, bytes_offered=9)
        fetched.person_id = self.people["Fetched"].id
        db.session.add(fetched)
        tried = actor_of(self.people["Tried"])
        actions.rate_build(tried, self.build.id, score=4)
        self.report = a_report(self.build, self.people["Told"])
        self.here = f"/projects/{self.project.slug}/beta"


def test_the_team_sees_how_far_everybody_came(signed_in: Browsers) -> None:
    crowd = Crowd()
    assert queries.funnel(crowd.programme.id).people == (5, 4, 3, 2, 1)
    by_cohort = {
        one.name: one.people for one in queries.funnels_by_cohort(crowd.programme.id)
    }
    assert by_cohort == {"Everyone": (4, 4, 3, 2, 1), "In none yet": (1, 0, 0, 0, 0)}
    desk = signed_in(crowd.manager)
    for by in ("all", "cohort", "platform", "segment", "none of these"):
        assert desk.get(f"{crowd.here}/dashboard?by={by}").status_code == 200
    page = desk.get(f"{crowd.here}/dashboard").text
    assert (
        "Everybody: Applied 5, Has a seat 4, Downloaded 3, Tried 2, Reported 1" in page
    )
    silent = desk.get(f"{crowd.here}/participation?step=seated").text
    assert "Silent so far" in silent
    assert "Fetched" not in silent
    for reader in ("Told", "Waits"):
        code = (
            signed_in(crowd.people[reader]).get(f"{crowd.here}/dashboard").status_code
        )
        assert code == 403


def test_who_needs_a_nudge_gets_one_and_no_second(
    signed_in: Browsers, work: Callable[[], int]
) -> None:
    crowd = Crowd()
    desk, nudge = signed_in(crowd.manager), f"{crowd.here}/nudges"
    for _ in range(2):
        answer = desk.post(nudge, data={"step": "downloaded"})
        assert "One tester is reminded" in desk.get(answer.location).text
    assert desk.post(nudge, data={"step": "applied"}).status_code == 404
    assert db.session.query(Nudge).count() == 1
    assert queries.count_to_nudge(crowd.programme.id, Step.DOWNLOADED) == 0
    assert queries.count_to_nudge(crowd.programme.id, Step.TRIED) == 1
    work()
    told = db.session.query(Notice).filter_by(kind=Kind.NUDGED).one()
    assert told.person_id == crowd.people["Silent"].id
    with pytest.raises(ForbiddenError):
        actions.nudge_testers(
            actor_of(crowd.people["Told"]), crowd.programme.id, Step.TRIED
        )


def test_a_nudge_is_undone_while_nobody_is_told(
    signed_in: Browsers, work: Callable[[], int], held: None
) -> None:
    crowd = Crowd()
    desk, nudges = signed_in(crowd.manager), f"{crowd.here}/nudges"
    page = desk.get(f"{crowd.here}/dashboard").text
    assert "There is a build for you to fetch." in page
    assert "Silent" in page
    desk.post(nudges, data={"step": "downloaded"})
    [pressed] = queries.fresh_nudges(crowd.programme.id)
    undo = f"{nudges}/{pressed.id}/withdraw"
    assert undo in signed_in(a_product_manager()).get(f"{crowd.here}/dashboard").text
    assert work_of_nudges(work) == 0
    for _ in range(2):
        undone = desk.post(undo)
        assert "nobody is reminded" in desk.get(undone.location).text
    with time_machine.travel(now() + timedelta(seconds=31), tick=False):
        assert work_of_nudges(work) == 0
    assert queries.count_to_nudge(crowd.programme.id, Step.DOWNLOADED) == 1
    desk.post(nudges, data={"step": "downloaded"})
    [pressed] = queries.fresh_nudges(crowd.programme.id)
    with time_machine.travel(now() + timedelta(seconds=31), tick=False):
        assert work_of_nudges(work) == 1
        late = desk.post(f"{nudges}/{pressed.id}/withdraw")
        assert (late.status_code, "reminded already" in late.text) == (409, True)
    assert db.session.query(Nudge).count() == 1


def work_of_nudges(work: Callable[[], int]) -> int:
    """How many have been told after a worker did what was due."""
    work()
    return db.session.query(Notice).filter_by(kind=Kind.NUDGED).count()


def test_a_score_stands_in_a_ranking_with_consent_alone(signed_in: Browsers) -> None:
    crowd = Crowd()
    team = actor_of(crowd.manager)
    actions.judge_report(team, crowd.report.id, Judgement(outcome=Outcome.FIXED))
    db.session.commit()
    told, at = signed_in(crowd.people["Told"]), f"{crowd.here}/score"
    assert "You alone see your score" in told.get(at).text
    assert queries.ranking(crowd.programme.id) == []
    desk = signed_in(crowd.manager)
    assert "score 4" not in desk.get(f"{crowd.here}/participation").text
    told.post(at, data={"shown": "yes"})
    ranked = queries.ranking(crowd.programme.id)
    assert [(person, one.points) for person, one in ranked] == [
        (crowd.people["Told"].id, 4)
    ]
    assert "score 4" in desk.get(f"{crowd.here}/participation").text
    told.post(at, data={"shown": "no"})
    assert queries.ranking(crowd.programme.id) == []


def test_a_programme_ends_with_figures_and_thanks(
    app: Flask, signed_in: Browsers, work: Callable[[], int]
) -> None:
    crowd = Crowd()
    finder = db.session.get_one(Person, crowd.people["Told"].id)
    finder.credited_as = Named.INITIALS
    db.session.commit()
    desk, at = signed_in(crowd.manager), f"{crowd.here}/outcome"
    assert app.test_client().get(at).status_code == 404
    assert desk.post(at, data={"summary": "x"}).status_code == 422
    said = {"summary": "People pay at night, and quickly.", "thanks": "Thank you all."}
    for _ in range(2):
        assert desk.post(at, data=said).status_code == 303
    assert db.session.query(CloseOut).count() == 1
    page = app.test_client().get(at).text
    for words in ("People pay at night", "Thank you all", "Problem: 1", "T."):
        assert words in page
    assert "Told" not in page
    assert "This beta has ended" in app.test_client().get(crowd.here).text
    work()
    told = db.session.query(Notice).filter_by(kind=Kind.ENDED)
    assert {one.person_id for one in told} == {
        crowd.people[name].id for name in ("Silent", "Fetched", "Tried", "Told")
    }
    draft = CloseOutDraft(summary="It is over.", thanks="Bye.")
    with pytest.raises(ForbiddenError):
        actions.end_programme(actor_of(finder), crowd.programme.id, draft)
