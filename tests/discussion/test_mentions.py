"""People called by name: found, linked, offered while typing, and told once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from cocreate.discussion.actions import edit_comment, post_comment
from cocreate.discussion.queries import mentioned_in
from cocreate.ideas.actions import edit_idea, propose_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.kernel.db import db
from cocreate.kernel.mentions import calls_in
from cocreate.kernel.policy import Role
from cocreate.kernel.text import render_markdown
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from cocreate.projects.actions import add_member
from cocreate.projects.phase import Phase
from cocreate.triage.actions import note_idea
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_employee,
    an_entry,
    an_idea,
)

SignedIn = Callable[[Person], ForgetfulClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("@Lucia Ferran, thank you", ["Lucia Ferran", "Lucia"]),
        ("(@Lucia's idea)", ["Lucia"]),
        ("ask @Ada#7.", ["Ada#7", "Ada"]),
        ("lucia@example.org and a/@b", []),
        ("`@Lucia` and\n\n    @Lucia in code", []),
        ("> @Lucia said so", []),
        ("[@Lucia](https://example.org)", []),
        ("@ Lucia", []),
    ],
)
def test_a_name_is_called_in_plain_words_alone(written: str, names: list[str]) -> None:
    assert [name for call in calls_in(written) for name in call] == names


def test_a_name_becomes_a_link_and_nothing_else_does() -> None:
    html = render_markdown("@Ada <b>x</b>, `@Ada`\n\n> @Ada", {"ada": "/people/7"})
    assert html.count('<a href="/people/7">@Ada</a>') == 1
    assert "<b>" not in html


def said(body: str, idea: Any, by: Person | None = None) -> Any:
    return post_comment(actor_of(by or a_person("Bob")), body=body, idea_id=idea.id)


def test_a_whole_name_calls_its_person_wherever_they_are() -> None:
    lucia = a_person("Lucia Ferran")
    comment = said("What do you say, @lucia ferran?", an_idea())
    assert mentioned_in(comment.id) == {lucia.id}
    assert f'href="/people/{lucia.id}"' in comment.body_html


def test_of_several_of_a_name_the_one_who_takes_part_is_meant() -> None:
    idea, here, other = an_idea(), a_person("Ada Byron"), a_person("Ada Byron")
    assert mentioned_in(said("@Ada Byron?", idea).id) == frozenset()
    a_comment(idea, by=here)
    assert mentioned_in(said("@Ada Byron!", idea).id) == {here.id}
    assert mentioned_in(said(f"@Ada Byron#{other.id}", idea).id) == {other.id}


def test_a_first_name_is_enough_for_who_takes_part() -> None:
    idea, ada = an_idea(), a_person("Ada Byron")
    assert mentioned_in(said("@Ada?", idea).id) == frozenset()
    a_comment(idea, by=ada)
    assert mentioned_in(said("@Ada, you know.", idea).id) == {ada.id}


def test_nobody_is_called_to_where_they_may_not_read() -> None:
    manager, outside, inside = a_product_manager(), a_person("Out"), a_person("Inn")
    project = a_project(private=True)
    add_member(actor_of(manager), project.id, email=str(inside.email))
    idea = an_idea(project=project, author=manager)
    comment = said("@Out and @Inn, look.", idea, by=manager)
    assert mentioned_in(comment.id) == {inside.id}
    assert f"/people/{outside.id}" not in comment.body_html


def kinds(person: Person) -> list[str]:
    query = select(Notice.kind).where(Notice.person_id == person.id)
    return list(db.session.scalars(query.order_by(Notice.id)))


def test_whoever_is_mentioned_is_told_once(work: Callable[[], int]) -> None:
    author, ada = a_person("The Author"), a_person("Ada Byron")
    idea = an_idea(author=author)
    asked = a_comment(idea, by=ada)
    work()
    post_comment(
        actor_of(a_person("Bob")),
        body="@Ada Byron and @The Author, see here.",
        parent_id=asked.id,
    )
    work()
    assert kinds(ada) == [Kind.REPLY]
    assert kinds(author).count(Kind.MENTION) == 1
    assert kinds(author).count(Kind.COMMENT) == 1  # of Ada's own comment


def test_a_name_put_in_later_is_told_then_and_once(work: Callable[[], int]) -> None:
    ada, bob, idea = a_person("Ada Byron"), a_person("Bob"), an_idea()
    comment = said("Somebody should look.", idea, by=bob)
    work()
    for body in ("@Ada Byron should look.", "@Ada Byron should look, please."):
        edit_comment(actor_of(bob), comment.id, body=body)
        work()
    assert kinds(ada) == [Kind.MENTION]


def test_nobody_is_told_of_their_own_mention(work: Callable[[], int]) -> None:
    ada = a_person("Ada Byron")
    said("@Ada Byron is me.", an_idea(), by=ada)
    work()
    assert kinds(ada) == []


def test_an_idea_tells_whom_it_calls_once(work: Callable[[], int]) -> None:
    ada, eve, bob = a_person("Ada Byron"), a_person("Eve Adams"), a_person("Bob")
    project = a_project(phase=Phase.IDEATE)
    draft = IdeaDraft(title="Lists that wait", body="As @Ada Byron and @Bob know.")
    idea = propose_idea(actor_of(bob), project.slug, draft=draft)
    assert f'href="/people/{ada.id}"' in idea.body_html
    work()
    for words in ("As @Ada Byron and @Eve Adams know.", "@Ada Byron, @Eve Adams!"):
        draft = replace(draft, body=words)
        edit_idea(actor_of(bob), idea.id, draft=draft)
        work()
    assert (kinds(ada), kinds(eve)) == ([Kind.MENTION], [Kind.MENTION])
    assert kinds(bob) == []


def test_a_note_calls_colleagues_alone(
    work: Callable[[], int], signed_in: SignedIn
) -> None:
    ruth, lucia = an_employee("Ruth Adler"), a_person("Lucia Ferran")
    idea, manager = an_idea(author=a_person()), a_product_manager()
    note_idea(actor_of(manager), idea.id, body="@Ruth, ask @Lucia Ferran <b>.")
    work()
    assert kinds(ruth) == [Kind.MENTION]
    assert kinds(lucia) == []
    page = signed_in(ruth).get(f"/ideas/{idea.id}")
    assert f'<a href="/people/{ruth.id}">@Ruth</a>, ask @Lucia' in page.text
    browser = signed_in(ruth)
    assert idea.title in browser.get("/notices/mentions").text
    ruth.role = Role.CUSTOMER  # whoever leaves the company reads no notes any more
    db.session.commit()
    assert idea.title not in browser.get("/notices/mentions").text


def test_mentions_of_me_are_as_many_queries_for_many(
    queries: Callable[..., Any], signed_in: SignedIn, work: Callable[[], int]
) -> None:
    ada, idea = a_person("Ada Byron"), an_idea()
    said("@Ada Byron, here.", idea)
    said("Nobody is called here.", idea)
    work()
    browser = signed_in(ada)
    with queries(at_most=20) as few:
        page = browser.get("/notices/mentions").text
    assert page.count("mentioned you on") == 1
    for number in range(3):
        said(f"@Ada Byron, {number}", idea, by=a_person(f"Bob {number}"))
    work()
    with queries(at_most=len(few)):
        page = browser.get("/notices/mentions").text
    assert page.count("mentioned you on") == 4


def test_people_are_offered_while_one_types(signed_in: SignedIn) -> None:
    idea, entry = an_idea(), an_entry()
    a_comment(idea, by=a_person("Lucia Ferran"))
    a_person("Lucinda Far")
    manager = a_product_manager("Luc Team")
    slug = db.session.scalar(db.text("SELECT slug FROM projects ORDER BY id LIMIT 1"))
    browser = signed_in(a_person())
    few = browser.get(f"/projects/{slug}/people?q=lu&idea={idea.id}").text
    assert "Lucia Ferran" in few
    assert manager.name in few
    assert "Lucinda" not in few
    assert "Lucinda" in browser.get(f"/projects/{slug}/people?q=luci").text
    assert browser.get(f"/projects/{slug}/people?entry={entry.id}").status_code == 200
    company = browser.get(
        f"/projects/{slug}/people?q=luc&company=1&idea={idea.id}"
    ).text
    assert manager.name in company
    assert "Lucia" not in company


def test_in_a_private_project_its_own_people_are_offered(signed_in: SignedIn) -> None:
    manager = a_product_manager()
    project = a_project(private=True)
    a_person("Lucia Ferran")
    page = signed_in(manager).get(f"/projects/{project.slug}/people?q=lucia")
    assert "Lucia" not in page.text
    outside = signed_in(a_person()).get(f"/projects/{project.slug}/people?q=a")
    assert outside.status_code == 404


def test_offering_takes_as_many_queries_for_many(
    queries: Callable[..., Any], signed_in: SignedIn
) -> None:
    idea, browser = an_idea(), signed_in(a_person())
    slug = db.session.scalar(db.text("SELECT slug FROM projects ORDER BY id LIMIT 1"))
    a_comment(idea, by=a_person("Lucia One"))
    with queries(at_most=20) as few:
        browser.get(f"/projects/{slug}/people?q=lucia&idea={idea.id}")
    for number in range(5):
        a_comment(idea, by=a_person(f"Lucia Number {number}"))
    with queries(at_most=len(few)):
        browser.get(f"/projects/{slug}/people?q=lucia&idea={idea.id}")
