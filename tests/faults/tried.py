"""A build that is tried in the town: what is asked, answered, judged and resolved."""

from typing import Any

from cocreate.beta import actions
from cocreate.beta.drafts import Evidence, Honouring, Judgement, TaskDraft
from cocreate.beta.kinds import Honours, Outcome, Went
from cocreate.beta.models import BetaReport, Build, CloseOut, Programme, ReportJoin
from cocreate.beta.queries import decision_ids_of
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.factories import a_tester, actor_of, an_idea


def what_is_tried(build: Build, *, by: Person, team: Person) -> dict[str, Any]:
    """A task, and a no of somebody whom what the build carries cites."""
    tester, manager = actor_of(by), actor_of(team)
    draft = TaskDraft(title="Send ten euros", minutes=5, how="To *yourself*.")
    task = actions.add_task(manager, build.id, draft)
    carried = carried_by(build)
    no = Honouring(honours=Honours.NO, note="It comes at seven.")
    answer = actions.answer_honour(tester, build.id, carried, no)
    db.session.commit()
    project_id = db.session.get_one(Programme, build.programme_id).project_id
    idea = an_idea("Six it is", project=db.session.get_one(Project, project_id))
    return {
        "tried_idea_id": idea.id,
        "task_id": task.id,
        "honour_id": answer.id,
        "carried_id": carried,
    }


def carried_by(build: Build) -> Any:
    return decision_ids_of([build.id])[build.id][0]


def say_all(things: dict[str, Any], *, by: Person, team: Person) -> None:
    """Everything that testers and the team can say of a build and a report."""
    tester, manager = actor_of(by), actor_of(team)
    blocked = Evidence(went=Went.BLOCKED, note="The button is grey.")
    actions.answer_task(tester, things["task_id"], blocked)
    actions.rate_build(tester, things["build_id"], score=2, why="It is slow.")
    report = db.session.get_one(BetaReport, things["report_id"])
    report.steps, report.steps_html = "Open it.", "<p>Open it.</p>"
    report.device = "Pixel 8"
    fixed = Judgement(outcome=Outcome.FIXED, answer="Thank you.", note="They hold it.")
    actions.judge_report(manager, report.id, fixed)
    build = db.session.get_one(Build, things["build_id"])
    other = a_tester_of(build)
    join = ReportJoin(report_id=report.id, person_id=other.id, build_id=build.id)
    join.device = "Fairphone 5"
    db.session.add(join)
    report.joins = 1
    actions.resolve_no(manager, things["honour_id"], resolution="Six it is.")
    end(build, manager.person_id)


def a_tester_of(build: Build) -> Person:
    return a_tester(db.session.get_one(Programme, build.programme_id), "A fifth")


def end(build: Build, by_id: Any) -> None:
    """The words of an end, while the programme goes on: its pages are to be seen."""
    ended = CloseOut(programme_id=build.programme_id, by_id=by_id)
    ended.summary, ended.summary_html = "We learnt.", "<p>We learnt.</p>"
    ended.thanks, ended.thanks_html = "Thank you.", "<p>Thank you.</p>"
    db.session.add(ended)
