"""Tags, people and searches are followed as ideas and projects are."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from cocreate.discussion.actions import follow_project
from cocreate.ideas.actions import tag_idea
from cocreate.kernel.db import db
from cocreate.notices.actions import follow_person, follow_search, follow_tag
from cocreate.notices.kind import Kind
from cocreate.notices.models import Following, Notice
from cocreate.people.actions import leave
from cocreate.people.models import Person
from cocreate.projects.actions import make_private
from cocreate.projects.models import Project
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_account,
    an_idea,
)
from tests.notices.wishing import wishes
from tests.walking import Walker

SignIn = Callable[[Person], ForgetfulClient]
Work = Callable[[], int]
Walk = Callable[[Person], Walker]


def told(person: Person) -> list[str]:
    kinds = select(Notice.kind).where(Notice.person_id == person.id)
    return list(db.session.scalars(kinds.order_by(Notice.id)))


def a_tagged_project() -> Project:
    project = a_project()
    an_idea("Show what is left", project=project, tags=("cards",))
    return project


def test_who_follows_a_tag_hears_of_each_new_idea_under_it(work: Work) -> None:
    project, reader = a_tagged_project(), a_person()
    follow_tag(actor_of(reader), project.slug, "cards")
    an_idea(project=project, tags=("cards",))
    later = an_idea(project=project)
    work()
    assert told(reader) == [Kind.IDEA]
    tag_idea(actor_of(a_product_manager()), later.id, names=("cards",))
    work()
    assert told(reader) == [Kind.IDEA] * 2


def test_who_follows_a_person_hears_of_what_they_propose(work: Work) -> None:
    reader, author = a_person("Reader"), a_person("Author")
    follow_person(actor_of(reader), author.id)
    an_idea(author=author)
    an_idea()
    work()
    assert told(reader) == [Kind.IDEA]


def test_a_saved_search_tells_what_it_finds_however_it_was_typed(work: Work) -> None:
    project, reader, other = a_project(), a_person(), a_person()
    follow_search(actor_of(reader), "freezing CARDS", None)
    follow_search(actor_of(other), "card freeze", project.slug)
    follow_search(actor_of(other), "wombat", None)
    an_idea("Freeze my card in one tap", project=project)
    an_idea("Freeze my account", project=project)
    an_idea("Cards that freeze")  # in another project
    work()
    assert told(reader) == [Kind.FOUND] * 2
    assert told(other) == [Kind.FOUND]


def test_what_leads_to_an_idea_twice_tells_it_once(work: Work) -> None:
    project, reader, author = a_tagged_project(), a_person(), a_person("Author")
    actor = actor_of(reader)
    follow_tag(actor, project.slug, "cards")
    follow_person(actor, author.id)
    follow_search(actor, "cards", None)
    follow_project(actor, project.slug)
    an_idea("Cards of gold", project=project, author=author, tags=("cards",))
    work()
    assert told(reader) == [Kind.IDEA]


def test_nobody_hears_of_what_they_propose_themselves(work: Work) -> None:
    reader = a_person()
    follow_search(actor_of(reader), "wombat", None)
    an_idea("A wombat for everybody", author=reader)
    work()
    assert told(reader) == []


def test_each_idea_of_a_project_is_told_to_who_asks_for_it(
    signed_in: SignIn, work: Work
) -> None:
    project, reader, other = a_project(), a_person(), a_person()
    for person in (reader, other):
        follow_project(actor_of(person), project.slug)
    signed_in(reader).post("/notices/settings", data=wishes())
    an_idea(project=project)
    work()
    assert told(reader) == [Kind.PROPOSED]
    assert told(other) == []


def test_a_private_projects_ideas_are_found_by_its_people_alone(work: Work) -> None:
    project, reader = a_tagged_project(), a_person()
    follow_search(actor_of(reader), "wombat", None)
    follow_tag(actor_of(reader), project.slug, "cards")
    make_private(actor_of(a_product_manager()), project.id)
    an_idea(
        "A wombat for everybody",
        project=project,
        author=a_product_manager(),
        tags=("cards",),
    )
    work()
    assert told(reader) == []


def test_who_leaves_follows_nothing(work: Work) -> None:
    reader, author = an_account("Reader"), a_person("Author")
    follow_person(actor_of(reader), author.id)
    leave(actor_of(reader))
    work()
    assert db.session.scalars(select(Following)).all() == []


# ── Buttons and pages ─────────────────────────────────────────────────────────


def test_a_person_is_followed_and_let_go_from_their_page(walker: Walk) -> None:
    reader, author = a_person("Reader"), a_person("Author")
    page = walker(reader).visit(f"/people/{author.id}").send("Follow")
    assert "Following" in page.text
    page.visit("/notices/following").send("Let go")
    assert "Author" not in page.visit("/notices/following").text


def test_nobody_follows_themselves(signed_in: SignIn) -> None:
    reader = a_person()
    browser = signed_in(reader)
    assert "Follow</button>" not in browser.get(f"/people/{reader.id}").text
    assert browser.post(f"/notices/people/{reader.id}/follow").status_code == 409


def test_a_tag_and_a_search_are_followed_where_they_stand(walker: Walk) -> None:
    project, reader = a_tagged_project(), a_person()
    tag = f"/projects/{project.slug}/ideas?tag=cards"
    assert "Following" in walker(reader).visit(tag).send("Follow").text
    search = f"/search?q=wombat+cards&project={project.slug}"
    page = walker(reader).visit(search).send("Follow")
    assert "Following" in page.text
    all_of_it = page.visit("/notices/following").text
    assert f"cards, {project.name}" in all_of_it
    assert f"wombat cards, {project.name}" in all_of_it
    again = page.visit(search).send("Following")
    assert "Following</button>" not in again.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/notices/people/999999/follow", 404),
        ("/notices/tags/nowhere/cards/follow", 404),
        ("/notices/searches?q=%20", 409),
        ("/notices/searches", 409),
    ],
)
def test_what_is_not_there_is_not_followed(
    signed_in: SignIn, address: str, status: int
) -> None:
    assert signed_in(a_person()).post(address).status_code == status


def test_pressing_twice_follows_once(
    signed_in: SignIn, at_once: Callable[..., list[Any]]
) -> None:
    reader, author = a_person("Reader"), a_person("Author")
    actor, author_id = actor_of(reader), author.id
    db.session.commit()
    at_once(*[lambda: follow_person(actor, author_id)] * 2)
    assert len(db.session.scalars(select(Following)).all()) == 1
