"""Reactions, the answer and the lock of a discussion, for a program."""

from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person, an_idea


def test_a_program_reacts_once_and_takes_it_back(client: ForgetfulClient) -> None:
    comment, token = a_comment(), bearer(a_person())
    at, kind = f"/comments/{comment.id}/reactions", {"kind": "helpful"}
    for _ in range(2):
        said = send(client, "PUT", at, json=kind, headers=token).json
        assert said["counts"] == {"helpful": 1}
        assert said["own"] == ["helpful"]
    rows = send(client, "GET", f"/ideas/{comment.idea_id}/comments").json["rows"]
    assert rows[0]["reactions"] == {"helpful": 1}
    for _ in range(2):
        taken = send(client, "DELETE", f"{at}?kind=helpful", headers=token)
        assert (taken.status_code, taken.json["counts"]) == (200, {})
    wrong = send(client, "PUT", at, json={"kind": "rage"}, headers=token)
    assert wrong.status_code == 422


def test_a_program_locks_and_opens_a_discussion(client: ForgetfulClient) -> None:
    idea, staff, customer = an_idea(), bearer(a_moderator()), bearer(a_person())
    at, why = f"/ideas/{idea.id}/lock", {"reason": "Enough said."}
    assert send(client, "PUT", at, json=why, headers=customer).status_code == 403
    locked = send(client, "PUT", at, json=why, headers=staff).json
    assert locked["lock"]["reason"] == "Enough said."
    assert send(client, "GET", f"/ideas/{idea.id}/discussion").json == locked
    assert send(client, "DELETE", at, headers=staff).json["lock"] is None


def test_the_author_chooses_the_answer(client: ForgetfulClient) -> None:
    author = a_person()
    idea = an_idea(author=author)
    comment, token = a_comment(idea), bearer(author)
    at = f"/comments/{comment.id}/pin"
    assert send(client, "PUT", at, headers=bearer(a_person())).status_code == 403
    assert send(client, "PUT", at, headers=token).status_code == 204
    stands = send(client, "GET", f"/ideas/{idea.id}/discussion").json
    assert stands["answer_id"] == comment.id
    assert send(client, "DELETE", at, headers=token).status_code == 204
    stands = send(client, "GET", f"/ideas/{idea.id}/discussion").json
    assert stands["answer_id"] is None
