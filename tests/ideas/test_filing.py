"""Customers who are trusted so far file ideas of others under tags in use."""

import pytest
from flask import Flask

from cocreate.ideas.actions import file_idea, propose_idea, tag_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.queries import tags_to_add
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.policy import Trust
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
