from collections.abc import Callable
from typing import Any

import pytest
from flask import current_app
from flask.testing import FlaskClient

from cocreate.api.answers import address
from cocreate.discussion.actions import post_comment
from cocreate.ideas.actions import hide_idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import fresh_token
from cocreate.people.models import AccessToken, Person
from cocreate.people.queries import hash_of
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)

SignIn = Callable[[Person], ForgetfulClient]


def bearer(person: Person, *, may_write: bool = True) -> dict[str, str]:
    token = fresh_token()
    db.session.add(
        AccessToken(
            person_id=person.id,
            name="test",
            token_hash=hash_of(token),
            may_write=may_write,
        )
    )
    db.session.commit()
    return {"Authorization": f"Bearer {token}"}


def send(client: FlaskClient, method: str, path: str, **kwargs: Any) -> Any:
    return client.open(f"/api/v1{path}", method=method, csrf=False, **kwargs)


def test_a_token_proposes_votes_and_comments(client: ForgetfulClient) -> None:
    project, author, voter = a_project(), bearer(a_person()), bearer(a_person())
    made = send(
        client,
        "POST",
        f"/projects/{project.slug}/ideas",
        json={"title": "Freeze my card in one tap", "tags": ["cards"]},
        headers=author,
    )
    assert made.status_code == 201
    idea_id = made.json["id"]
    vote = send(client, "PUT", f"/ideas/{idea_id}/vote", headers=voter)
    assert vote.json == {"idea_id": idea_id, "votes": 1, "voted": True}
    assert (
        send(client, "PUT", f"/ideas/{idea_id}/vote", headers=voter).json["votes"] == 1
    )
    said = send(
        client,
        "POST",
        f"/ideas/{idea_id}/comments",
        json={"body": "**Yes**, please."},
        headers=voter,
    )
    assert said.status_code == 201
    listed = send(client, "GET", f"/ideas/{idea_id}/comments").json["rows"]
    assert "<strong>Yes</strong>" in listed[0]["body_html"]
    back = send(client, "DELETE", f"/ideas/{idea_id}/vote", headers=voter)
    assert back.json["votes"] == 0


def test_the_same_idea_sent_twice_is_one_idea(client: ForgetfulClient) -> None:
    project, author = a_project(), bearer(a_person())
    body = {"title": "Read me my balance aloud", "body": "In my own language."}
    path = f"/projects/{project.slug}/ideas"
    first = send(client, "POST", path, json=body, headers=author).json
    assert (
        send(client, "POST", path, json=body, headers=author).json["id"] == first["id"]
    )


def test_a_reading_token_changes_nothing(client: ForgetfulClient) -> None:
    idea, token = an_idea(), bearer(a_person(), may_write=False)
    assert send(client, "GET", "/me", headers=token).status_code == 200
    refused = send(client, "PUT", f"/ideas/{idea.id}/vote", headers=token)
    assert (refused.status_code, refused.json["code"]) == (403, 403)


def test_the_word_before_a_token_has_no_one_case(client: ForgetfulClient) -> None:
    headers = {
        "Authorization": bearer(a_person())["Authorization"].replace("B", "b", 1)
    }
    assert send(client, "GET", "/me", headers=headers).status_code == 200


def test_a_wrong_token_is_told_to_sign_in(client: ForgetfulClient) -> None:
    answer = send(client, "GET", "/me", headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_cookie_alone_writes_nothing_without_our_token(signed_in: SignIn) -> None:
    idea = an_idea()
    browser = signed_in(a_person())
    assert send(browser, "PUT", f"/ideas/{idea.id}/vote").status_code == 400
    ours = browser.put(f"/api/v1/ideas/{idea.id}/vote")
    assert ours.status_code == 200


def test_every_field_that_is_wrong_is_named(client: ForgetfulClient) -> None:
    project, author = a_project(), bearer(a_person())
    refused = send(
        client,
        "POST",
        f"/projects/{project.slug}/ideas",
        json={"title": "Dark", "body": 7, "tags": "cards"},
        headers=author,
    )
    assert refused.status_code == 422
    assert {*refused.json["errors"]} == {"title", "body", "tags"}


BODIES = [
    (b"{", "application/json", {400}),
    (b"\xff\xfe{", "application/json", {400}),
    (b"[" * 100_000, "application/json", {400}),
    (b'"text"', "application/json", {400, 422}),
    (b"null", "application/json", {400, 422}),
    (b"{}", "text/plain", {415}),
    (b"title=x", "application/x-www-form-urlencoded", {415}),
    (
        b'{"title": "a title of its own\\u0000", "body": "\\ud800"}',
        "application/json",
        {201},
    ),
    (b'{"title": "a title of its own", "prompt_id": 1e400}', "application/json", {422}),
    (
        b'{"title": "a title of its own", "prompt_id": 9999999999999999999999}',
        "application/json",
        {422},
    ),
]


@pytest.mark.parametrize(("body", "kind", "statuses"), BODIES)
def test_odd_bodies_are_refused_without_a_stumble(
    client: ForgetfulClient, body: bytes, kind: str, statuses: set[int]
) -> None:
    project, author = a_project(), bearer(a_person())
    answer = send(
        client,
        "POST",
        f"/projects/{project.slug}/ideas",
        data=body,
        content_type=kind,
        headers=author,
    )
    assert answer.status_code in statuses, answer.text
    assert answer.is_json


def test_lists_are_read_page_by_page(client: ForgetfulClient) -> None:
    project = a_project()
    made = {an_idea(project=project).id for _ in range(5)}
    path, seen = f"/projects/{project.slug}/ideas?limit=2", set()
    page = send(client, "GET", path)
    assert 'rel="next"' in page.headers["Link"]
    while True:
        seen |= {row["id"] for row in page.json["rows"]}
        if page.json["following"] is None:
            break
        page = send(client, "GET", f"{path}&page={page.json['following']}")
    assert seen == made
    with current_app.test_request_context(
        "/api/v1/ideas/\N{FULLWIDTH DIGIT ONE}/votes"
    ):
        assert address("mark").isascii(), "servers send no other head"


def test_a_discussion_says_what_each_comment_answers(client: ForgetfulClient) -> None:
    idea = an_idea()
    first = a_comment(idea)
    reply = post_comment(actor_of(a_person()), body="Why?", parent_id=first.id)
    deeper = post_comment(actor_of(a_person()), body="So.", parent_id=reply.id)
    db.session.commit()
    rows = send(client, "GET", f"/ideas/{idea.id}/comments").json["rows"]
    assert [(row["id"], row["parent_id"]) for row in rows] == [
        (first.id, None),
        (reply.id, first.id),
        (deeper.id, reply.id),
    ]


def test_what_is_hidden_or_private_is_not_there(client: ForgetfulClient) -> None:
    idea = an_idea()
    comment = a_comment(idea)
    hide_idea(actor_of(a_moderator()), idea.id, reason="spam")
    private = an_idea(project=a_project(private=True), author=a_product_manager())
    db.session.commit()
    outsider = bearer(a_person())
    for path in (
        f"/ideas/{idea.id}",
        f"/ideas/{idea.id}/comments",
        f"/ideas/{idea.id}/votes",
        f"/comments/{comment.id}",
        f"/ideas/{private.id}",
    ):
        assert send(client, "GET", path).status_code == 404
        assert send(client, "GET", path, headers=outsider).status_code == 404


def test_a_public_answer_may_be_asked_for_again_with_its_etag(
    client: ForgetfulClient,
) -> None:
    idea = an_idea()
    first = send(client, "GET", f"/ideas/{idea.id}")
    again = send(
        client,
        "GET",
        f"/ideas/{idea.id}",
        headers={"If-None-Match": first.headers["ETag"]},
    )
    assert again.status_code == 304
    private = send(client, "GET", f"/ideas/{idea.id}", headers=bearer(a_person()))
    assert private.headers["Cache-Control"] == "no-store"


def test_the_description_names_every_route(client: ForgetfulClient) -> None:
    described: Any = client.get("/api/v1/openapi.json").json
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/ideas/{idea_id}/vote" in described["paths"]
    assert "PUT /api/v1/ideas/{idea_id}/vote" in client.get("/api/docs").text


def test_the_team_merges_ideas_and_takes_them_apart(client: ForgetfulClient) -> None:
    project, team = a_project(), bearer(a_product_manager())
    kept, folded = an_idea(project=project, votes=1), an_idea(project=project, votes=2)
    path, into = f"/ideas/{folded.id}/merge", {"into": kept.id}
    for _ in range(2):
        merged = send(client, "POST", path, json=into, headers=team)
        assert (merged.status_code, merged.json["votes"]) == (200, 3)
    other = {"into": an_idea(project=project).id}
    assert send(client, "POST", path, json=other, headers=team).status_code == 409
    for _ in range(2):
        apart = send(client, "DELETE", path, headers=team)
        assert (apart.status_code, apart.json["votes"]) == (200, 2)
        assert apart.json["merged_into_id"] is None
    itself = send(client, "POST", path, json={"into": folded.id}, headers=team)
    assert itself.status_code == 409
    stranger = send(client, "POST", path, json=into, headers=bearer(a_person()))
    assert stranger.status_code == 403


@pytest.mark.parametrize(
    ("status", "answer"), [("planned", 200), ("shipped", 409), ("lost", 422)]
)
def test_the_team_moves_an_idea_where_its_project_lets_it(
    client: ForgetfulClient, status: str, answer: int
) -> None:
    idea, team = an_idea(), bearer(a_product_manager())
    said = {"status": status, "note": "By summer."}
    moved = send(client, "POST", f"/ideas/{idea.id}/status", json=said, headers=team)
    assert moved.status_code == answer
