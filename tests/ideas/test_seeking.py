"""A list finds what ideas answer: words in it, numbers and days from and to."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from cocreate.ideas.actions import (
    FieldDraft,
    PastAnswer,
    add_field,
    keep_answers,
)
from cocreate.ideas.fields import FieldKind, kept_answer, rank_of
from cocreate.ideas.filters import Typed, filter_of
from cocreate.ideas.queries import filtering_fields, lines
from cocreate.ideas.queries.wanted import Wanted, gathered_by
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.projects.models import Project
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, actor_of, an_idea

QUESTIONS = (
    FieldDraft("In which shop?", FieldKind.TEXT),
    FieldDraft("How many minutes?", FieldKind.NUMBER),
    FieldDraft("When was it?", FieldKind.DATE),
)
SHOPS = (
    "Caf\u00e9 100%_/",
    "the CAFE on the corner",
    "Kiosk 100 and more",
    "\u4e2d\u6587 shop",
)
MINUTES = ("-3", "0", "4.5", "1000")
DAYS = ("2029-12-31", "2030-01-01", "2030-02-28", "2031-01-01")


@pytest.fixture
def project(app: Flask) -> Project:
    """Four ideas that answer, and a page of others that say nothing."""
    project, author = a_project(), a_person()
    manager = actor_of(a_product_manager())
    fields = [add_field(manager, project.id, draft=one).id for one in QUESTIONS]
    for number in range(4):
        idea = an_idea(f"Idea {number}", author=author, project=project)
        said = (SHOPS[number], MINUTES[number], DAYS[number])
        keep_answers(
            PastAnswer(idea_id=idea.id, field_id=field_id, value=value)
            for field_id, value in zip(fields, said, strict=True)
        )
    for number in range(4, 24):
        an_idea(f"Idea {number}", author=author, project=project)
    db.session.commit()
    return project


SOUGHT = [
    (("in-which-shop", "cafe"), {0, 1}),
    (("in-which-shop", "CAF\u00c9 1"), {0}),
    (("in-which-shop", "100%_/"), {0}),
    (("in-which-shop", "100"), {0, 2}),
    (("in-which-shop", "\u4e2d"), {3}),
    (("in-which-shop", "nowhere"), set()),
    (("how-many-minutes", "", "0", ""), {1, 2, 3}),
    (("how-many-minutes", "", "-5", "4,5"), {0, 1, 2}),
    (("how-many-minutes", "", "", "-1"), {0}),
    (("when-was-it", "", "2030-01-01", "2030-12-31"), {1, 2}),
    (("when-was-it", "", "", "2029-12-31"), {0}),
]


def sought(project: Project, asked: Typed, *, gathered: bool | None = None) -> set[int]:
    found = filter_of(asked, filtering_fields(project.id))
    assert not found.wrong
    wanted = Wanted(**found.wanted)
    if gathered is not None:
        assert (gathered_by(project.id, wanted) == "field_id") is gathered
    rows = lines(STRANGER, project.id, wanted=wanted).rows
    return {int(row.title.removeprefix("Idea ")) for row in rows}


def test_words_numbers_and_days_are_found(project: Project) -> None:
    for asked, ideas in SOUGHT:
        assert sought(project, Typed(*asked), gathered=True) == ideas, asked


def test_what_most_say_is_met_on_the_way(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cocreate.ideas.queries.wanted.PAGE", 0)
    for asked, ideas in SOUGHT:
        if ideas:
            assert sought(project, Typed(*asked), gathered=False) == ideas, asked


def test_a_reader_seeks_and_is_told_beside_the_filter_what_is_wrong(
    project: Project, client: ForgetfulClient
) -> None:
    address = f"/projects/{project.slug}/ideas"
    plain = client.get(address).text
    assert 'type="date"' in plain
    assert "Contains" in plain
    found = client.get(f"{address}?said=how-many-minutes&from=4&to=5&sort=new")
    assert found.status_code == 200
    assert "Idea 2" in found.text
    assert "Idea 1" not in found.text
    assert '<input type="hidden" name="sort" value="new">' in found.text
    assert "from 4, to 5" in found.text
    wrong = client.get(f"{address}?said=how-many-minutes&from=soon&to=5")
    assert wrong.status_code == 422
    assert "Write a number, like 23 or 4.5." in wrong.text
    assert 'value="soon"' in wrong.text
    turned = client.get(f"{address}?said=when-was-it&from=2030-02-01&to=2030-01-01")
    assert turned.status_code == 422
    assert "This lies before where it begins." in turned.text
    for odd in (
        "has=%00",
        "said=gone&from=x",
        "from=1",
        "said=how-many-minutes&to=%00",
    ):
        assert client.get(f"{address}?{odd}").status_code == 200, odd


def test_a_program_seeks_the_same_and_is_told_by_field(
    project: Project, client: ForgetfulClient
) -> None:
    address = f"/api/v1/projects/{project.slug}/ideas"

    def titles(query: str) -> set[str]:
        found = client.get(f"{address}?{query}").get_json()
        return {one["title"] for one in found["rows"]}

    assert titles("said=in-which-shop&has=Kiosk") == {"Idea 2"}
    assert titles("said=when-was-it&from=2030-01-02&to=2030-03-01") == {"Idea 2"}
    for query, field in (
        ("said=gone&has=x", "said"),
        ("has=x", "said"),
        ("said=how-many-minutes&from=x", "from"),
        ("said=when-was-it&to=2030", "to"),
    ):
        refused = client.get(f"{address}?{query}")
        assert refused.status_code == 422
        assert field in refused.text


@given(
    st.decimals(-999_999, 999_999, places=6), st.decimals(-999_999, 999_999, places=6)
)
def test_numbers_stand_in_their_order(one: object, other: object) -> None:
    kept = [kept_answer(FieldKind.NUMBER, f"{number:f}") for number in (one, other)]
    first, second = (rank_of(value) for value in kept)
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)  # type: ignore[operator]  # decimals
