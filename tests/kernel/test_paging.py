"""Places in a list, as addresses name them: also such as nobody of us has written."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.paging import Page, Pages
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


@pytest.mark.usefixtures("app")
def test_pages_among_ties_give_each_row_once_both_ways() -> None:
    for town in ("Rome", "Oslo", "", "Oslo", "Rome", "Oslo", "Bath", "Oslo"):
        a_person().town = town
    db.session.flush()
    columns = select(Person.id, Person.town).where(Person.town != "")
    in_order = sorted(db.session.execute(columns).all(), key=lambda row: row[::-1])
    for descending, wanted in (False, in_order), (True, in_order[::-1]):
        pages = Pages(columns, by=Person.town, key=Person.id, descending=descending)
        first, *later = walked(pages, "following", None)
        assert [row for page in (first, *later) for row in page.rows] == wanted
        back = walked(pages, "preceding", later[-1].preceding)
        assert [row for page in back[::-1] for row in page.rows] == wanted[:6]


def walked(pages: Pages, onwards: str, place: str | None) -> list[Page[Any]]:
    found = [pages.page(place, size=2)]
    while place := getattr(found[-1], onwards):
        found.append(pages.page(place, size=2))
    return found


@pytest.mark.parametrize("part", ["first", "ties", "beyond"])
def test_a_planner_is_told_how_many_rows_a_page_has(part: str) -> None:
    """PostgreSQL takes a number that it does not know for a tenth of all rows."""
    pages = Pages(select(Person.id, Person.town), by=Person.town, key=Person.id)
    assert str(pages.query(part, 21, downwards=True)).endswith("LIMIT 21")
