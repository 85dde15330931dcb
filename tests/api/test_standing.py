from typing import Any

from cocreate.kernel.db import db
from cocreate.projects.models import Project
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import a_person, a_project, an_employee, an_idea

HEARD = {"name": "Mina Holt", "channel": "phone", "quote": "I would pay for that."}


def test_a_token_says_why_it_voted(client: ForgetfulClient) -> None:
    idea, voter = an_idea(), bearer(a_person())
    said = {"importance": "must", "why": "My rent depends on it."}
    path = f"/ideas/{idea.id}/vote/reason"
    assert send(client, "PUT", path, headers=voter, json=said).status_code == 409
    send(client, "PUT", f"/ideas/{idea.id}/vote", headers=voter)
    assert send(client, "PUT", path, headers=voter, json=said).json == said


def test_a_token_of_an_employee_votes_for_a_customer_once(
    client: ForgetfulClient,
) -> None:
    idea, employee = an_idea(), bearer(an_employee())
    path = f"/ideas/{idea.id}/votes"
    for _ in range(2):
        heard = send(client, "POST", path, headers=employee, json=HEARD)
        assert (heard.status_code, heard.json["votes"]) == (201, 1)
    customer = bearer(a_person())
    refused = send(client, "POST", path, headers=customer, json=HEARD)
    assert refused.status_code == 403
    wrong = send(client, "POST", path, headers=employee, json={"email": "none"})
    assert {*wrong.json["errors"]} == {"name", "channel", "email"}


def test_a_spent_budget_is_a_conflict(client: ForgetfulClient) -> None:
    project, voter = a_project(), bearer(a_person())
    db.session.get_one(Project, project.id).vote_budget = 1
    db.session.commit()
    ideas = [an_idea(project=project) for _ in range(2)]
    answers = [
        send(client, "PUT", f"/ideas/{idea.id}/vote", headers=voter).status_code
        for idea in ideas
    ]
    assert answers == [200, 409]


def test_what_is_close_to_some_words_is_found(client: ForgetfulClient) -> None:
    project = a_project()
    idea = an_idea("Let me log in with my fingerprint", project=project)
    path = f"/api/v1/projects/{project.slug}/similar"
    answer: Any = client.get(f"{path}?title=Log in by fingerprint").json
    (found,) = answer
    assert found["id"] == idea.id
    assert set(found["words"]) == {"log", "fingerprint"}
    assert client.get(path).status_code == 422
