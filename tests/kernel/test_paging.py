"""Places in a list, as addresses name them: also such as nobody of us has written."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Role
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import a_person, a_project, an_idea

SignIn = Callable[[Person], ForgetfulClient]
ODD = (
    [1, 2, 0],
    [10**30, 5, 0],
    [5, 10**30, 0],
    [5, -(2**70), 1],
    [0.5, 2**63, 0],
    [-1, -1, 1],
    [True, 1, 0],
    [None, 1, 0],
    [[1], 1, 1],
    ["\ud800", 1, 0],
    ["a\x00", 1, 0],
    [float("nan"), 1, 0],
    [float("inf"), 1, 0],
    [1, float("inf"), 0],
    [{"at": "2020-01-01T00:00:00"}, 1, 0],
    [{"at": "9999-12-31T23:59:59-14:00"}, 1, 0],
    [{"at": "0001-01-01T00:00:00+14:00"}, 1, 0],
    [{"at": 5}, 1, 0],
    [{"x": 1}, 1, 0],
)
LISTS = (
    "/projects/{slug}/ideas?sort=top&page=",
    "/projects/{slug}/ideas?sort=new&page=",
    "/projects/{slug}/ideas?sort=rising&page=",
    "/projects/{slug}/journal?page=",
    "/projects/{slug}/triage?page=",
    "/ideas/{idea_id}/votes?page=",
    "/ideas/{idea_id}?place=",
    "/administration?page=",
    "/moderation?page=",
    "/notices?page=",
    "/me/votes?page=",
    "/api/v1/projects/{slug}/ideas?page=",
    "/api/v1/ideas/{idea_id}/comments?page=",
)


def written(place: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


@pytest.mark.parametrize("address", LISTS)
def test_a_place_that_no_row_has_is_the_first_page(
    signed_in: SignIn, address: str
) -> None:
    project = a_project()
    idea_id: IdeaId = an_idea(project=project).id
    whole = address.format(slug=project.slug, idea_id=idea_id)
    reader = signed_in(a_person(role=Role.ADMINISTRATOR))
    found = {str(place): reader.get(whole + written(place)) for place in ODD}
    assert {name for name, page in found.items() if page.status_code != 200} == set()
