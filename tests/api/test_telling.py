"""Following and being told, through the API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_person, a_project, an_idea


def test_what_one_was_told_is_read_in_pages(
    client: ForgetfulClient, work: Callable[[], int]
) -> None:
    author = a_person("Author")
    idea = an_idea("Freeze my card in one tap", author=author)
    for _ in range(3):
        a_comment(idea)
    work()
    token = bearer(author)
    first = send(client, "GET", "/me/notices?limit=2", headers=token).json
    rest = send(
        client, "GET", f"/me/notices?limit=2&page={first['following']}", headers=token
    ).json
    assert [len(first["rows"]), len(rest["rows"])] == [2, 1]
    told = first["rows"][0]
    assert (told["kind"], told["words"]) == ("comment", "Freeze my card in one tap")
    assert told["path"].startswith(f"/ideas/{idea.id}#comment-")
    assert send(client, "GET", "/me/notices").status_code == 401
    assert (
        send(client, "GET", "/me/notices", headers=bearer(a_person())).json["rows"]
        == []
    )


def test_what_is_followed_by_the_api_is_followed_once(
    client: ForgetfulClient, signed_in: Callable[..., ForgetfulClient]
) -> None:
    reader, author = a_person("Reader"), a_person("Author of it")
    project = a_project()
    idea = an_idea("Freeze my card", project=project, author=author, tags=("cards",))
    named = {
        f"/ideas/{idea.id}/follow": idea.title,
        f"/projects/{project.slug}/follow": project.name,
        f"/projects/{project.slug}/tags/cards/follow": f"cards, {project.name}",
        f"/people/{author.id}/follow": author.name,
        "/search/follow?q=wombats": "wombats",
        f"/search/follow?q=wombats&project={project.slug}": f"wombats, {project.name}",
    }
    browser, token = signed_in(reader), bearer(reader)
    for path, name in named.items():
        for _ in range(2):
            answer = send(client, "PUT", path, headers=token)
            assert (answer.status_code, answer.json) == (200, {"following": True})
        assert browser.get("/notices/following").text.count(f">{name}</a>") == 1
    told = send(client, "GET", "/me/following", headers=token).json
    assert {row["kind"] for row in told["rows"]} == {"tag", "person", "search"}
    assert len(told["rows"]) == 4
    assert [one["slug"] for one in told["projects"]] == [project.slug]
    ideas = send(client, "GET", "/me/following/ideas", headers=token).json
    assert [one["title"] for one in ideas["rows"]] == [idea.title]
    for path, name in named.items():
        for _ in range(2):
            answer = send(client, "DELETE", path, headers=token)
            assert answer.json == {"following": False}
        assert f">{name}</a>" not in browser.get("/notices/following").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/projects/nowhere/tags/cards/follow", 404),
        ("/people/999999/follow", 404),
        ("/search/follow", 422),
        ("/search/follow?q=%20", 422),
        ("/search/follow?q=!!!", 409),
        ("/search/follow?q=card&project=nowhere", 404),
    ],
)
def test_what_is_not_there_is_not_followed(
    client: ForgetfulClient, path: str, status: int
) -> None:
    answer = send(client, "PUT", path, headers=bearer(a_person()))
    assert answer.status_code == status


def test_how_one_is_told_is_chosen_by_the_api(
    client: ForgetfulClient, work: Callable[[], int]
) -> None:
    author = a_person("Author")
    token = bearer(author)

    def asked(method: str, path: str, **body: Any) -> Any:
        return send(client, method, path, headers=token, **body)

    wishes = {row["kind"]: row for row in asked("GET", "/me/wishes").json["rows"]}
    most = {"in_app": True, "mail": "now", "push": "now"}
    assert wishes["comment"] == {
        "kind": "comment",
        "words": "Somebody comments on an idea I follow",
        **most,
    }
    chosen = {"in_app": False, "mail": "never", "push": "weekly"}
    kept = asked("PUT", "/me/wishes/comment", json=chosen)
    assert kept.json["push"] == "weekly"
    assert asked("PUT", "/me/wishes/returned", json=most).status_code == 404
    assert asked("PUT", "/me/wishes/nothing", json=most).status_code == 404
    wrong = asked("PUT", "/me/wishes/comment", json={**most, "mail": "hourly"})
    assert wrong.status_code == 422
    assert "mail" in wrong.json["errors"]
    a_comment(an_idea(author=author))
    work()
    assert asked("GET", "/me/notices").json["rows"] == []
    hours = {
        "time_zone": "Asia/Kathmandu",
        "quiet_from": 22,
        "quiet_until": 7,
        "digest_hour": 9,
        "digest_day": 4,
    }
    assert asked("GET", "/me/rhythm").json["time_zone"] == "UTC"
    kept = asked("PUT", "/me/rhythm", json=hours)
    assert kept.json == asked("GET", "/me/rhythm").json
    assert kept.json == {**hours, "paused_at": None}
    nowhere = {**hours, "time_zone": "x", "digest_day": 7}
    wrong = asked("PUT", "/me/rhythm", json=nowhere)
    assert set(wrong.json["errors"]) == {"time_zone", "digest_day"}
