"""Every list, count and score that the team reads can be cut by segment.

A new page is among those that are cut, or among those that say why they are not.
"""

import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import DepartmentId
from cocreate.kernel.policy import Role
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.surfacing.actions import enter_cards, find_duplicates, sweep, tell_apart
from cocreate.surfacing.models import OpinionMap
from cocreate.surfacing.standing import Card
from cocreate.surfacing.telling_groups import Group, Shared, Told, written
from cocreate.triage.actions import judging, make_department, route_idea
from cocreate.triage.acts import Act
from cocreate.votes import jobs
from tests.cli.sets import exported
from tests.client import ForgetfulClient
from tests.factories import (
    a_decision,
    a_person,
    a_project,
    a_segment,
    a_vote,
    actor_of,
    an_attribute,
    an_idea,
    know,
)
from tests.faults.addresses import ways

Zoo = dict[str, Any]
P = "/projects/<slug>"
THEIRS, OTHERS = "zebra", "quokka"
ALIKE = {
    THEIRS: "Unlock my frozen zebra card at night",
    OTHERS: "Round up every quokka purchase",
}
CUT = (
    f"{P}/ideas",
    f"{P}/triage",
    f"{P}/triage/log",
    f"{P}/triage/duplicates",
    f"{P}/triage/duplicates/apart",
    f"{P}/scores",
    f"{P}/scores.csv",
    f"{P}/scores/cards",
    f"{P}/scores/chart",
    f"{P}/scores/shortlist",
    f"{P}/roadmap",
    f"{P}/roadmap.json",
    f"{P}/decisions",
    "/departments/<int:department_id>",
    f"/api/v1{P}/ideas",
    f"/api/v1{P}/duplicates",
    f"/api/v1{P}/queue",
    f"/api/v1{P}/scores",
    f"/api/v1{P}/verdicts",
)
PEOPLE = (
    "/administration",
    "/ideas/<int:idea_id>/votes",
    "/api/v1/ideas/<int:idea_id>/votes",
)
COUNTS = {  # what they say only when they are cut
    "/departments": "1 idea waits",
    f"{P}/common-ground": "Business customers</span>: 1 agree",
    "/ideas/<int:idea_id>/score": "Business customers</span> alone",
    "/api/v1/departments": '"waiting":1',
    f"/api/v1{P}/common-ground": '"agree":1',
    f"/api/v1{P}/desk": '"waiting":3',
}
NOT_CUT = {
    "is by segment already, all of it": (
        f"{P}/heard",
        f"{P}/heard.csv",
        "/segments",
        "/segments/<int:segment_id>",
        f"/api/v1{P}/heard",
        "/api/v1/segments",
        "/api/v1/ideas/<int:idea_id>/segments",
        "/administration/attributes",
        "/administration/attributes/<int:attribute_id>",
        "/api/v1/attributes",
        "/api/v1/people/<int:person_id>/attributes",
    ),
    "keeps no persons: what was searched for is counted, not who did": (
        f"{P}/searched",
        f"{P}/searched.csv",
        "/administration/searched",
        "/administration/searched.csv",
        "/api/v1/searched",
        f"/api/v1{P}/searched",
    ),
    "is a search: it is cut where it is asked": (
        "/search",
        "/search.atom",
        "/api/v1/search",
        f"/api/v1{P}/similar",
    ),
    "is read by programs and letters that have no team": (
        f"{P}/ideas.atom",
        f"{P}/ideas.json",
        f"{P}/ideas.rss",
        f"{P}/journal.atom",
        f"{P}/releases.atom",
        f"{P}/releases.json",
        f"{P}/releases.rss",
        f"{P}/promises.ics",
        "/embed/<slug>/roadmap",
    ),
    "is of one tester, or of one file": (
        f"{P}/beta/updates",
        f"{P}/beta/updates.json",
        "/uploads/<name>/facts",
    ),
    "is of testers, whom the beta programme has in cohorts": (
        f"{P}/beta/testers",
        f"{P}/beta/reports",
        f"{P}/beta/invitations",
        "/builds/<int:build_id>/downloads",
        "/builds/<int:build_id>/downloads.csv",
        f"/api/v1{P}/builds",
        f"/api/v1{P}/reports",
        f"/api/v1{P}/beta/cohorts",
        f"/api/v1{P}/beta/enrolments",
        f"/api/v1{P}/beta/links",
        f"/api/v1{P}/beta/participants",
        "/api/v1/builds/<int:build_id>/figures",
    ),
    "is written by the team for all": (
        f"{P}/journal",
        f"{P}/releases",
        f"{P}/goals",
        f"{P}/beta/questions",
        f"/api/v1{P}/beta/questions",
        "/api/v1/builds/<int:build_id>/tasks",
        "/projects",
        "/api/v1/projects",
    ),
    "is the whole of one idea, comment, or person": (
        "/ideas/<int:idea_id>/history",
        "/ideas/<int:idea_id>/unread",
        "/comments/<int:comment_id>/history",
        "/comments/<int:comment_id>/reactions",
        "/decisions/<int:decision_id>/versions",
        "/people/<int:person_id>/comments",
        "/api/v1/ideas/<int:idea_id>/comments",
        "/api/v1/ideas/<int:idea_id>/discussion",
        "/api/v1/ideas/<int:idea_id>/notes",
    ),
    "is of accounts or of the company": (
        f"{P}/members",
        f"{P}/people",
        "/administration/mail",
    ),
    "is of moderators, who know no segments": (
        "/moderation",
        "/moderation/closed",
        "/moderation/suspensions",
        "/moderation/agreement",
        *("/moderation/rules", "/api/v1/rules"),
        "/api/v1/cases",
    ),
    "is public and names nobody": (
        *("/interventions", "/interventions.atom", "/interventions.rss"),
        *("/interventions.json", "/api/v1/interventions"),
    ),
}


@pytest.fixture
def zoo(work: Callable[[], int]) -> Zoo:
    """What Ada of a segment said, and what Ben did; a pair of each that is alike."""
    an_attribute("Plan")
    ada, ben, project = a_person("Ada"), a_person("Ben"), a_project()
    know(ada, plan="Business")
    a_segment()
    boss = a_person("Oskar", role=Role.ADMINISTRATOR)
    legal = make_department(actor_of(boss), name="Legal")
    told(OTHERS, ben, boss, project, legal)
    told(THEIRS, ada, boss, project, legal)
    both = an_idea("What both want", project=project)
    a_vote(both, ada)
    a_vote(both, ben)
    project.asks_opinion = True
    db.session.add(common_ground_on(both))
    db.session.commit()
    find_duplicates()
    sweep()
    work()
    jobs.count_all_by_segment()
    db.session.commit()
    things = {"slug": project.slug, "idea_id": both.id, "department_id": legal}
    return {**things, "boss": boss}


def told(
    word: str, who: Person, boss: Person, project: Project, legal: DepartmentId
) -> None:
    """Ideas with this word, of everything that the team does with ideas one."""
    team = actor_of(boss)
    ideas = [an_idea(ALIKE[word], project=project, author=by) for by in (who, None)]
    apart = [
        an_idea(f"Paint {word} pictures monthly", project=project, author=by).id
        for by in (who, None)
    ]
    tell_apart(team, project.id, apart, among=apart)
    a_decision(project=project, title=f"We do the {word}", ideas=[ideas[0]])
    with judging(team, ideas[0].id, Act.ROUTE):
        route_idea(team, ideas[0].id, department_id=legal)
    enter_cards(team, project.slug, cards={ideas[0].id: Card(None, 2, 80, 4)})


def common_ground_on(idea: Idea) -> OpinionMap:
    shared = [Shared(idea.id, 1, (2,), (2,), 0.9)]
    ground = Told(sure=True, groups=[Group(2, 0, 0)], shared=shared, dots=[])
    return OpinionMap(
        project_id=idea.project_id,
        people=2,
        ideas=1,
        answers=2,
        told=written(ground),
    )


@pytest.mark.sqlite
def test_every_list_that_the_team_reads_is_cut_or_says_why_not(app: Flask) -> None:
    named = {*CUT, *PEOPLE, *COUNTS, *chain.from_iterable(NOT_CUT.values())}
    lists = {way.rule.rule for way in ways(app) if not way.writes}
    assert named <= lists
    assert {rule for rule in lists if is_list(rule)} - named == set()


def is_list(rule: str) -> bool:
    """Whether an address is of many things: what it ends with is a plural."""
    last = rule.rpartition("/")[2].partition(".")[0]
    own = rule.startswith(("/me", "/api/v1/me", "/notices", "/api/docs", "/static"))
    return last.endswith("s") and last not in SINGULAR and not own


SINGULAR = {
    "status",
    "embedding",
    "statuses",
    "weights",
    "settings",
    "terms",
    "keys",
    "opinions",
    "cards",
    "progress",
}


def test_what_is_cut_by_a_segment_shows_what_it_said_alone(
    zoo: Zoo, signed_in: Callable[..., ForgetfulClient]
) -> None:
    browser = signed_in(zoo["boss"])
    pages = {rule: both_ways(browser, zoo, rule) for rule in (*CUT, *PEOPLE, *COUNTS)}
    lists = dict.fromkeys(CUT, (THEIRS, OTHERS))
    lists |= dict.fromkeys(PEOPLE, ("Ada", "Ben"))
    for rule, (own, other) in lists.items():
        cut, whole = pages[rule]
        assert (own in cut, other in cut, other in whole) == (True, False, True), rule
    for rule, own in COUNTS.items():
        cut, whole = pages[rule]
        assert (own in cut, own in whole) == (True, False), rule


def test_an_export_is_cut_by_a_segment(app: Flask, zoo: Zoo, tmp_path: Path) -> None:
    found = exported(app, tmp_path, "--segment", "business-customers")
    told = json.dumps(found)
    assert (THEIRS in told, OTHERS in told) == (True, False)
    assert [vote["voter_name"] for vote in found["votes"]] == ["Ada"]
    assert zoo["slug"] in {row["slug"] for row in found["projects"]}


def both_ways(browser: ForgetfulClient, zoo: Zoo, rule: str) -> tuple[str, str]:
    """A page cut by the segment, and the whole of it."""
    address = rule.replace("int:", "")
    for name, value in zoo.items():
        address = address.replace(f"<{name}>", str(value))
    return browser.get(f"{address}?segment=business-customers").text, browser.get(
        address
    ).text
