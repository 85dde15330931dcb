"""Splitting by the API, and a status at a moment to come."""

from datetime import timedelta

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.triage.queries import find_plan
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_person, a_product_manager, a_project, an_idea


def test_the_team_splits_ideas_and_puts_them_together_again(
    client: ForgetfulClient,
) -> None:
    project, team = a_project(), bearer(a_product_manager())
    idea = an_idea(project=project, votes=2)
    comment = a_comment(idea)
    path, body = f"/ideas/{idea.id}/split", {"title": "The other half of it"}
    body |= {"comment_ids": [comment.id], "author_id": comment.author_id}  # type: ignore[dict-item]  # as JSON
    first, again = (
        send(client, "POST", path, json=body, headers=team) for _ in range(2)
    )
    assert (first.status_code, first.json["comments"]) == (201, 1)
    assert first.json["id"] == again.json["id"]
    assert first.json["author"]["id"] == comment.author_id
    nobody = {"title": "A third part of it", "author_id": 999}
    wrong = send(client, "POST", path, json=nobody, headers=team)
    assert (wrong.status_code, "author" in wrong.json["errors"]) == (422, True)
    back = f"/ideas/{first.json['id']}/split"
    for _ in range(2):
        whole = send(client, "DELETE", back, headers=team)
        assert (whole.status_code, whole.json["id"]) == (200, idea.id)
        assert (whole.json["votes"], whole.json["comments"]) == (2, 1)
    log = f"/projects/{project.slug}/verdicts"
    joined, split = send(client, "GET", log, headers=team).json["rows"]
    assert [one["act"] for one in (joined, split)] == ["join", "split"]
    undone = send(client, "DELETE", f"/verdicts/{joined['id']}", headers=team)
    assert (undone.json["id"], undone.json["comments"]) == (first.json["id"], 1)
    for method in ("POST", "DELETE"):
        answer = send(client, method, path, json=body, headers=bearer(a_person()))
        assert answer.status_code == 403


def test_the_team_plans_a_status_and_calls_it_off(client: ForgetfulClient) -> None:
    idea, team = an_idea(), bearer(a_product_manager())
    path, soon = f"/ideas/{idea.id}/plan", (now() + timedelta(days=2)).isoformat()
    body = {"status": "planned", "note": "By summer.", "due_at": soon}
    for to, status in (("planned", 204), ("shipped", 409)):
        answer = send(client, "PUT", path, json=body | {"status": to}, headers=team)
        assert answer.status_code == status
    assert find_plan(idea.id) is not None
    past = body | {"due_at": "2020-01-01T00:00:00+00:00"}
    assert send(client, "PUT", path, json=past, headers=team).status_code == 422
    for _ in range(2):
        assert send(client, "DELETE", path, headers=team).status_code == 204
    db.session.expire_all()
    assert find_plan(idea.id) is None
