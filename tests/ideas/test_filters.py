"""A filter finds the same ideas whether they are gathered or met on the way."""

import pytest
from flask import Flask
from sqlalchemy import select

from cocreate.ideas.models import Idea
from cocreate.ideas.queries import Wanted, find_tag, lines
from cocreate.ideas.queries.wanted import gathered_by
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.projects.models import Project
from cocreate.projects.orders import Sort
from tests.factories import a_person, a_project, a_vote, an_idea

EVERY = 24  # more than a page, and so many that a filter on all of them is no filter


@pytest.fixture
def project(app: Flask) -> Project:
    project, author = a_project(), a_person()
    for number in range(EVERY):
        tags = ("common", "rare") if number % 10 == 0 else ("common",)
        an_idea(f"Idea {number}", author=author, project=project, tags=tags)
    return project


def wanted(project: Project, slug: str, sort: Sort) -> Wanted:
    tag = find_tag(project.id, slug)
    assert tag is not None
    return Wanted(sort, tag_id=tag.id)


def ids(project: Project, asked: Wanted) -> list[int]:
    page = lines(STRANGER, project.id, wanted=asked)
    rest = lines(STRANGER, project.id, wanted=asked, place=page.following)
    return [line.id for line in (*page.rows, *(rest.rows if page.following else ()))]


def test_a_rare_tag_is_gathered_and_a_common_one_met(project: Project) -> None:
    assert gathered_by(project.id, wanted(project, "rare", Sort.TOP)) == "tag_id"
    assert gathered_by(project.id, wanted(project, "common", Sort.TOP)) is None


@pytest.mark.parametrize("sort", [Sort.TOP, Sort.RISING, Sort.NEW])
def test_both_ways_find_the_same_in_the_same_order(
    project: Project, sort: Sort
) -> None:
    a_vote(db.session.scalars(select(Idea).where(Idea.title == "Idea 10")).one())
    every = ids(project, Wanted(sort))
    rare = ids(project, wanted(project, "rare", sort))
    assert len(every) == EVERY
    assert ids(project, wanted(project, "common", sort)) == every
    assert rare == [key for key in every if key in rare]
    assert len(rare) == 3


def test_a_rare_status_is_gathered_where_no_index_has_its_order(
    project: Project,
) -> None:
    asked = Wanted(Sort.RISING, status=Status.PLANNED)
    assert gathered_by(project.id, asked) == "status"
    assert ids(project, asked) == []
    assert len(ids(project, Wanted(Sort.RISING, status=Status.NEW))) == EVERY
