"""What the company says to itself: read by colleagues, shown to no customer."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.datastructures import EnvironHeaders

from cocreate.decisions.actions import move_stage
from cocreate.decisions.models import Decision
from cocreate.decisions.stage import Stage
from cocreate.ideas.actions import change_status, shape_workflow
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL
from cocreate.kernel.access import Audience
from cocreate.kernel.db import Base, db
from cocreate.kernel.errors import CoCreateError, ForbiddenError
from cocreate.kernel.policy import Role
from cocreate.moderation.actions import note_on_case
from cocreate.moderation.models import CaseStep
from cocreate.moderation.queries import visible_to
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.search.actions import rebuild
from cocreate.triage.actions import note_idea
from cocreate.triage.models import TriageNote
from cocreate.triage.queries import notes_on
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import a_person, a_project, actor_of, an_idea
from tests.faults.addresses import LET_IN, Way, ask, ways
from tests.faults.lively import a_lively_town
from tests.faults.test_what_people_wrote import addresses
from tests.faults.town import STRANGER, Town
from tests.walking import Walker

SignIn = Callable[[Person], ForgetfulClient]

SECRET, INSIDE = "zq77qz", "xk55xk"
CALLS = "@A administrator, keep it from @A customer."
TOLD = {"notices", "letters", "outbox_messages"}
OUTSIDERS = (STRANGER, "customer")


@pytest.mark.parametrize("role", [role for role in Role if role.is_company], ids=str)
def test_everybody_of_the_company_keeps_notes_on_the_page_of_an_idea(
    signed_in: SignIn, role: Role
) -> None:
    idea, person = an_idea(), a_person(role=role)
    walker = Walker(signed_in(person)).visit(f"/ideas/{idea.id}")
    walker.send("Note it", remark="Seen in two branches.")
    page = signed_in(a_person(role=Role.EMPLOYEE)).get(f"/ideas/{idea.id}").text
    assert "Seen in two branches." in page
    for reader in (a_person(), db.session.get_one(Person, idea.author_id)):
        page = signed_in(reader).get(f"/ideas/{idea.id}").text
        assert "Seen in two branches." not in page
        assert "Only the company" not in page


def test_a_second_press_leaves_no_second_note(app: Flask) -> None:
    idea, actor = an_idea(), actor_of(a_person(role=Role.EMPLOYEE))
    first, again = (note_idea(actor, idea.id, body="Once.") for _ in range(2))
    assert first.id == again.id
    assert [note.body for note in notes_on(actor, idea.id)] == ["Once."]


def test_whoever_leaves_the_company_reads_its_notes_no_more(app: Flask) -> None:
    idea, person = an_idea(), a_person(role=Role.EMPLOYEE)
    note_idea(actor_of(person), idea.id, body="For us.")
    person.role = Role.CUSTOMER
    assert notes_on(actor_of(person), idea.id) == []
    with pytest.raises(ForbiddenError):
        note_idea(actor_of(person), idea.id, body="More.")


def test_a_note_without_words_is_sent_back_with_what_was_typed(
    signed_in: SignIn,
) -> None:
    idea, browser = an_idea(), signed_in(a_person(role=Role.EMPLOYEE))
    empty = browser.post(f"/ideas/{idea.id}/notes", data={"remark": " "})
    assert (empty.status_code, "Write a note." in empty.text) == (422, True)
    long = browser.post(f"/ideas/{idea.id}/notes", data={"remark": "kept " * 900})
    assert (long.status_code, "kept kept" in long.text) == (422, True)


def test_notes_in_a_private_project_are_for_its_own_people(
    signed_in: SignIn,
) -> None:
    project = a_project(private=True)
    manager = a_person(role=Role.PRODUCT_MANAGER)
    idea = an_idea(project=project, author=manager)
    note_idea(actor_of(manager), idea.id, body="For us.")
    outside = signed_in(a_person(role=Role.EMPLOYEE))
    assert outside.get(f"/ideas/{idea.id}").status_code == 404
    assert outside.post(
        f"/ideas/{idea.id}/notes", data={"remark": "x"}
    ).status_code == (404)


def test_the_api_gives_notes_to_the_company_alone(client: ForgetfulClient) -> None:
    idea, at = an_idea(), "/ideas/{}/notes"
    employee, customer = bearer(a_person(role=Role.EMPLOYEE)), bearer(a_person())
    kept = send(
        client, "POST", at.format(idea.id), json={"body": "For us."}, headers=employee
    )
    assert (kept.status_code, kept.json["rows"][0]["body"]) == (201, "For us.")
    for method, body in (("GET", None), ("POST", {"body": "Mine."})):
        answer = send(client, method, at.format(idea.id), json=body, headers=customer)
        assert answer.status_code == 403
    assert send(client, "GET", at.format(idea.id)).status_code == 401


# ── Everything a customer or a guest can ask for ──────────────────────────────


@pytest.mark.sqlite
@pytest.mark.slow
def test_no_customer_is_shown_a_note_by_anything(
    app: Flask, work: Callable[[], int], heard: Callable[[], bool]
) -> None:
    """Every page, feed, piece of a page and API call, each form's answer, each mail.

    Nor what moderators note on a case, though it be about the customer's own words; nor
    the name of a status that the project keeps inside.
    """
    town = a_lively_town(app)
    keep_statuses_inside(town)
    for role in ("employee", "moderator", "product_manager"):
        note_everything(town, role)
    note_every_case(town)
    work()
    rebuild()
    assert found_by(town, "employee"), "there is something to be found"
    said = [*everything_shown(town, heard)]
    shown = [what for what, words in said if SECRET in words or INSIDE in words]
    assert shown == []
    assert [*kept_elsewhere()] == []
    called = {town.people[role].id for role in ("administrator", "moderator")}
    assert called_by_notes() == called


def keep_statuses_inside(town: Town) -> None:
    """Half the statuses are the company's; ideas and decisions have been everywhere."""
    team = actor_of(town.people["product_manager"])
    hidden = {Status.UNDER_REVIEW, Status.BUILDING, Status.SHIPPED}
    for project in db.session.scalars(select(Project)).all():
        steps = [
            step._replace(name=f"{INSIDE} {step.status}", is_public=False)
            if step.status in hidden
            else step
            for step in USUAL.steps
        ]
        shape_workflow(team, project.slug, steps=steps)
    for idea in db.session.scalars(select(Idea).where(Idea.listed)).all():
        for to in (Status.PLANNED, Status.BUILDING, Status.SHIPPED):
            with suppress(CoCreateError):
                change_status(team, idea.id, to=to, note=INSIDE if to in hidden else "")
                db.session.commit()
    for decision in db.session.scalars(select(Decision)).all():
        with suppress(CoCreateError):
            move_stage(team, decision.id, to=Stage.BUILDING)
    db.session.commit()


def note_everything(town: Town, role: str) -> None:
    actor = actor_of(town.people[role])
    for idea_id in db.session.scalars(text("SELECT id FROM ideas ORDER BY id")).all():
        found = db.session.scalar(
            text(
                "SELECT merged_into_id IS NULL AND hidden_at IS NULL FROM ideas "
                "WHERE id = :id"
            ).bindparams(id=idea_id)
        )
        if found:
            note_idea(actor, idea_id, body=f"{SECRET} noted by {role}. {CALLS}")
    db.session.commit()


def note_every_case(town: Town) -> None:
    """What moderators say to each other of a case is nobody else's either."""
    moderator = actor_of(town.people["moderator"])
    cases = db.session.scalars(visible_to(moderator)).all()
    assert town.people["customer"].id in {case.author_id for case in cases}
    for case in cases:
        note_on_case(moderator, case.id, words=f"{SECRET} of a case.")
    db.session.commit()


def everything_shown(
    town: Town, heard: Callable[[], bool]
) -> Iterator[tuple[str, str]]:
    """Whatever each way answers an outsider: read, then written to.

    Asked by a script first; and by a person where that would be answered otherwise, as
    somebody looked for the sign of a script. Whoever is not let in for what they are is
    sent away before anything is looked up: once tells it.
    """
    for role in OUTSIDERS:
        browser = town.browser(role)
        token = {"X-CSRFToken": browser.token()}
        for way in sorted(ways(town.app), key=lambda way: way.writes):
            for address in [*addresses(town, way)][: 6 if lets_in(way, role) else 1]:
                name = f"{way.method} {address} as {role}"
                by_script = {**token, "HX-Request": "true"}
                yield name, said(browser, way, address, by_script)
                if heard():
                    yield name, said(browser, way, address, token)
        yield f"search as {role}", said_of_search(browser)


def lets_in(way: Way, role: str) -> bool:
    return way.audience is Audience.ANYONE or role in LET_IN[way.audience]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Whether anything looked, since this was last asked, who asks: a script or not."""
    looked, look = [], EnvironHeaders._get_key

    def note(headers: EnvironHeaders, key: str) -> str:
        if key.lower().startswith("hx-"):
            looked.append(key)
        return look(headers, key)

    def since() -> bool:
        found = bool(looked)
        looked.clear()
        return found

    monkeypatch.setattr(EnvironHeaders, "_get_key", note)
    return since


def said(browser: Any, way: Way, address: str, headers: dict[str, str]) -> str:
    body: dict[str, Any] = {"json": {}} if way.in_api and way.writes else {}
    answer = ask(browser, way.method, address, headers=headers, **body)
    words = answer.get_data(as_text=True) if answer.mimetype != "image/png" else ""
    location = answer.headers.get("Location", "")
    answer.close()
    return words + location


def said_of_search(browser: Any) -> str:
    """What is found; what was asked for stands on the page in any case."""
    page = ask(browser, "GET", "/search", query_string={"q": "noted"}).text
    api = ask(browser, "GET", "/api/v1/search", query_string={"q": SECRET}).text
    similar = ask(browser, "GET", "/api/v1/search", query_string={"q": "noted"}).text
    assert json.loads(api)["rows"] == []
    return page + similar


def found_by(town: Town, role: str) -> bool:
    page = ask(town.browser(role), "GET", f"/ideas/{town.things['idea_id']}")
    return page.text.count(SECRET) == 3 and INSIDE in page.text


def called_by_notes() -> set[int]:
    told = select(Notice.person_id).where(Notice.about.startswith("note:"))
    return {*db.session.scalars(told)}


def kept_elsewhere() -> Iterator[str]:
    """Tables other than the notes' own that hold a note's words: mails, notices."""
    for table in Base.metadata.sorted_tables:
        if table.name in {TriageNote.__tablename__, CaseStep.__tablename__}:
            continue
        for row in db.session.execute(select(table)):
            if SECRET in repr(row) or (INSIDE in repr(row) and table.name in TOLD):
                yield table.name
