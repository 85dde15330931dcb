"""Following and being told, through the API."""

from collections.abc import Callable

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


@pytest.mark.parametrize("kind", ["ideas", "projects", "people"])
def test_what_is_followed_by_the_api_is_followed_once(
    client: ForgetfulClient, signed_in: Callable[..., ForgetfulClient], kind: str
) -> None:
    reader, author = a_person("Reader"), a_person("Author of it")
    project = a_project()
    idea = an_idea("Freeze my card", project=project, author=author)
    keys = {"ideas": idea.id, "projects": project.slug, "people": author.id}
    names = {"ideas": idea.title, "projects": project.name, "people": author.name}
    path, token = f"/{kind}/{keys[kind]}/follow", bearer(reader)
    for _ in range(2):
        answer = send(client, "PUT", path, headers=token)
        assert (answer.status_code, answer.json) == (200, {"following": True})
    browser = signed_in(reader)
    assert browser.get("/notices/following").text.count(f">{names[kind]}</a>") == 1
    answer = send(client, "DELETE", path, headers=token)
    assert answer.json == {"following": False}
    assert f">{names[kind]}</a>" not in browser.get("/notices/following").text
