"""A project says with which order its list of ideas begins; readers choose another."""

import re
from collections.abc import Callable

from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.orders import Sort
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, an_idea

SignIn = Callable[[Person], ForgetfulClient]


def here(page: str) -> str:
    """The order that a list of ideas says it has."""
    found = re.search(
        r'aria-current="[a-z]+"[^>]*>([^<]+)<', page[page.index("Order") :]
    )
    assert found is not None
    return found[1].strip()


def opens_with(project: Project) -> Sort:
    db.session.expire_all()
    return db.session.get_one(Project, project.id).opens_with


def test_a_list_begins_as_its_project_says_and_goes_on_as_readers_choose(
    client: ForgetfulClient, signed_in: SignIn
) -> None:
    project = a_project()
    old, new = an_idea("The first", project=project, votes=2), an_idea(project=project)
    path = f"/projects/{project.slug}/ideas"
    assert here(client.get(path).text) == "Top"
    team = signed_in(a_product_manager())
    settings = team.get(f"/projects/{project.slug}/edit").text
    assert "The list of ideas begins with" in settings
    sent = {"name": project.name, "answer_within_days": 7, "opens_with": "new"}
    edit = f"/projects/{project.slug}/edit"
    assert team.post(edit, data=sent | {"opens_with": "best"}).status_code == 422
    assert team.post(edit, data=sent).status_code == 303
    assert opens_with(project) is Sort.NEW
    page = client.get(path).text
    assert here(page) == "New"
    assert page.index(new.title) < page.index(old.title)
    assert f'href="{path}?sort=top"' in page
    assert here(client.get(f"{path}?sort=top").text) == "Top"
    team.post(edit, data=sent | {"opens_with": "for-you"})
    reader = signed_in(a_person())
    assert here(reader.get(path).text) == "For you"
    assert here(reader.get(f"{path}?mine=yes").text) == "Top", "filters are for all"


def test_programs_change_what_a_project_says_in_part(
    client: ForgetfulClient,
) -> None:
    project = a_project()
    address = f"/api/v1/projects/{project.slug}"
    team, reader = bearer(a_product_manager()), bearer(a_person())
    told = client.patch(address, json={"opens_with": "rising"}, headers=team)
    assert told.status_code == 200
    assert told.get_json()["opens_with"] == "rising"
    assert told.get_json()["name"] == project.name
    assert opens_with(project) is Sort.RISING
    for wrong in ({"opens_with": "best"}, {"name": "x"}, {"vote_budget": 0}):
        assert client.patch(address, json=wrong, headers=team).status_code == 422
    assert client.patch(address, json={}, headers=reader).status_code == 403
    assert opens_with(project) is Sort.RISING
