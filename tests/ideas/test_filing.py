"""Customers who are trusted so far file ideas of others under tags in use."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from cocreate.ideas.actions import file_idea, propose_idea, tag_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.queries import tags_to_add
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.policy import Trust
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)


def test_regulars_file_under_tags_in_use_and_take_none_away(app: Flask) -> None:
    project, regular = a_project(), a_person()
    regular.trust = Trust.REGULAR
    team = actor_of(a_product_manager())
    draft = IdeaDraft(title="Round up", body="", tags=("Savings",))
    propose_idea(actor_of(a_person()), project.slug, draft=draft)
    idea = an_idea(project=project)
    tag_idea(team, idea.id, names=["Cards"])
    db.session.commit()
    assert tags_to_add(idea) == [("savings", "Savings")]
    for _ in range(2):
        file_idea(actor_of(regular), idea.id, slug="savings")
    assert idea.tag_names.splitlines() == ["Cards", "Savings"]
    assert tags_to_add(idea) == []
    with pytest.raises(InvalidError):
        file_idea(actor_of(regular), idea.id, slug="my-own-words")
    regular.trust = Trust.ESTABLISHED
    with pytest.raises(ForbiddenError):
        file_idea(actor_of(regular), idea.id, slug="cards")


def test_the_page_of_an_idea_offers_it_to_those_who_may(
    app: Flask, signed_in: Callable[[Any], ForgetfulClient]
) -> None:
    project, regular = a_project(), a_person()
    draft = IdeaDraft(title="Round up", body="", tags=("Savings",))
    propose_idea(actor_of(a_person()), project.slug, draft=draft)
    idea = an_idea(project=project)
    at, browser = f"/ideas/{idea.id}", signed_in(regular)
    assert "Add a tag" not in browser.get(at).text
    assert "so may regulars" in browser.get(f"{at}/tags/new").text
    said = {"tag": "savings"}
    assert browser.post(f"{at}/tags/known", data=said).status_code == 403
    regular.trust = Trust.REGULAR
    db.session.commit()
    assert "Add a tag" in browser.get(at).text
    assert "Savings" in browser.get(f"{at}/tags/new").text
    refused = browser.post(f"{at}/tags/known", data={"tag": "mine"})
    assert (refused.status_code, "Choose one of these" in refused.text) == (422, True)
    assert browser.post(f"{at}/tags/known", data=said).status_code == 303
    assert "There is no other tag" in browser.get(f"{at}/tags/new").text
