"""Whatever the registry offers to do to an idea, the log takes back whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select

from cocreate.ideas.actions import change_status
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL
from cocreate.kernel.clock import now, today
from cocreate.kernel.db import db
from cocreate.kernel.ids import DepartmentId, VerdictId
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.triage.actions import make_department, merge_ideas, snooze_idea
from cocreate.triage.actions.parts import Parts, parts_of
from cocreate.triage.models import Verdict
from cocreate.triage.registry import ACTIONS, DeskAction
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_idea,
)

SignIn = Callable[[Person], ForgetfulClient]
UNDONE = [action for action in ACTIONS if action.is_undone and action.name != "bulk"]


class Desk(NamedTuple):
    """Who presses, and what there is to press about."""

    manager: Person
    project: Project
    legal: DepartmentId
    other: Idea


def pressed(action: DeskAction, desk: Desk, idea: Idea) -> tuple[str, dict[str, Any]]:
    """Where an action's form goes, and what is filled in."""
    if action.status:
        return "status", {"status": action.status, "note": "Because."}
    return {
        "why": ("status", {"status": "planned", "note": "In May."}),
        "tell": ("status", {"status": "planned", "at": ""}),
        "respond": ("response", {"response": "Yes.", "at_desk": "1"}),
        "decline": ("decline", {"reason": "It costs too much."}),
        "merge": ("merge", {"into": str(desk.other.id)}),
        "unmerge": ("merge/withdraw", {}),
        "split": (
            "split",
            {
                "title": "A part of it for itself",
                "body": "More of it.",
                "author": str(idea.author_id),
            },
        ),
        "ask": ("question", {"question": "On which phone?", "days": "7"}),
        "snooze": (
            "snooze",
            {"until": str(today() + timedelta(days=5)), "why": "Later."},
        ),
        "wake": ("snooze/withdraw", {}),
        "route": ("departments", {"department": str(desk.legal)}),
        "assign": ("assignee", {"assignee": str(desk.manager.id)}),
        "tag": ("tags", {"tags": "cards"}),
        "note": ("notes", {"remark": "Legal must look."}),
    }[action.name]


@pytest.fixture
def desk(app: object) -> Desk:
    manager, project = a_product_manager(), a_project()
    legal = make_department(actor_of(manager), name="Legal")
    return Desk(manager, project, legal, an_idea(project=project))


def ready(action: DeskAction, desk: Desk) -> Idea:
    """An idea that lies as the action asks for."""
    idea, team = an_idea(project=desk.project), actor_of(desk.manager)
    if action.status:
        for step in way_to(action.status):
            change_status(team, idea.id, to=step)
    if action.name == "wake":
        until = now() + timedelta(days=3)
        snooze_idea(team, idea.id, until_at=until, why="")
    if action.name == "unmerge":
        merge_ideas(team, idea.id, into_id=desk.other.id)
    db.session.commit()
    return idea


def way_to(status: Status) -> list[Status]:
    """From where an idea begins to where this status comes next."""
    ways = [[Status.NEW]]
    while True:
        way = ways.pop(0)
        following = {step.status for step in USUAL.following(way[-1])}
        if status in following:
            return way[1:]
        ways += [[*way, step] for step in sorted(following - {*way})]


def lies(idea: Idea) -> Parts:
    """As it stands now; that it went there and back is history, and stays."""
    db.session.rollback()
    parts = parts_of(db.session.get_one(Idea, idea.id, populate_existing=True))
    made = db.session.get(Idea, parts["split"] or 0, populate_existing=True)
    if made and made.merged_into_id == idea.id:
        parts["split"] = None  # they are one again
    if parts["merged"]:  # which counts as an answer, of the moment it was done
        parts["answered"] = True
    return {**parts, "status": parts["status"][:2]}


def verdicts_after(last: int) -> list[VerdictId]:
    query = select(Verdict.id).where(Verdict.id > last).order_by(Verdict.id)
    return list(db.session.scalars(query))


def last_verdict() -> int:
    return max(db.session.scalars(select(Verdict.id)), default=0)


def test_every_action_is_undone_from_the_log(desk: Desk, signed_in: SignIn) -> None:
    browser = signed_in(desk.manager)
    for action in UNDONE:
        idea = ready(action, desk)
        before, last = lies(idea), last_verdict()
        where, said = pressed(action, desk, idea)
        answer = browser.post(f"/ideas/{idea.id}/{where}", data=said)
        assert answer.status_code == 303, (action.name, answer.text[-2000:])
        assert lies(idea) != before, action.name
        (verdict,) = verdicts_after(last)
        undone = browser.post(f"/verdicts/{verdict}/withdraw")
        assert undone.status_code == 303, action.name
        assert lies(idea) == before, action.name


def test_what_was_put_together_is_two_again_with_its_part_of_the_talk(
    desk: Desk, signed_in: SignIn
) -> None:
    browser, idea = signed_in(desk.manager), an_idea(project=desk.project)
    going, voter = a_comment(idea), a_vote(idea)
    a_comment(answers=going)
    fields = {"title": "A part of it", "author": idea.author_id, "comment": going.id}
    assert browser.post(f"/ideas/{idea.id}/split", data=fields).status_code == 303
    made = db.session.scalars(select(Idea).order_by(Idea.id.desc())).first()
    assert made
    a_vote(made, voter)
    before, last = [lies(made), figures(idea, made)], last_verdict()
    for _ in range(2):  # pressed twice, it is done once
        browser.post(f"/ideas/{made.id}/split/withdraw")
    assert figures(idea, made)[0] == (1, 2)
    (verdict,) = verdicts_after(last)
    log = browser.get(f"/projects/{desk.project.slug}/triage/log").text
    assert f"/verdicts/{verdict}/withdraw" in log
    for _ in range(2):
        undone = browser.post(f"/verdicts/{verdict}/withdraw")
        assert undone.status_code == 303
    assert [lies(made), figures(idea, made)] == before
    assert before[1] == [(1, 0), (1, 2)]


def figures(*ideas: Idea) -> list[tuple[int, int]]:
    """The votes and comments of each."""
    db.session.rollback()
    for idea in ideas:
        db.session.refresh(idea)
    return [(idea.votes, idea.comments) for idea in ideas]


def test_what_is_done_to_many_is_undone_at_once(desk: Desk, signed_in: SignIn) -> None:
    browser, at = signed_in(desk.manager), f"/projects/{desk.project.slug}/triage"
    for action in (one for one in UNDONE if one.is_bulk):
        ideas = [ready(action, desk) for _ in range(2)]
        before, last = [lies(idea) for idea in ideas], last_verdict()
        _, fields = pressed(action, desk, ideas[0])
        said = {f"all_{name}": value for name, value in fields.items()}
        picked = {"act": action.name, "pick": [str(idea.id) for idea in ideas]}
        answer = browser.post(f"{at}/picked", data={**said, **picked})
        assert answer.status_code == 200, action.name
        verdicts = verdicts_after(last)
        assert len(verdicts) == len(ideas), action.name
        keys = [str(key) for key in verdicts]
        browser.post(f"{at}/picked/withdraw", data={"verdict": keys})
        assert [lies(idea) for idea in ideas] == before, action.name
