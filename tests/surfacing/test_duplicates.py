from itertools import combinations

import pytest

from cocreate.ideas.actions import edit_idea, hide_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.queries import get_heading_by_id
from cocreate.surfacing.actions import find_duplicates, suggest_again, tell_apart
from cocreate.surfacing.likeness import Alike, grouped, likeness, said_by
from cocreate.surfacing.queries import (
    count_duplicate_groups,
    duplicate_groups,
    told_apart,
)
from tests.factories import (
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)

ALIKE = (
    "Log in with my fingerprint",
    "Log in by fingerprint",
    "Let me log in with a fingerprint",
)


def like(one: str, other: str, body: str = "") -> float:
    first, second = (said_by(words, body, lambda _: 1.0) for words in (one, other))
    return likeness(first, second)


def test_the_same_words_are_alike_and_other_numbers_are_not() -> None:
    assert like("Log in by fingerprint", "Log in with a fingerprint") > 0.9
    assert like("Support Android 7", "Support Android 8") == 0
    assert like("Support Android", "Support Android 8") > 0.6
    assert like("Show the balance", "Freeze my card") == 0
    assert like("Export statements as CSV", "Export statements as PDF") == 0
    assert like("Export statements as CSV", "Export statements") > 0.6


def test_a_chain_of_likenesses_is_no_group() -> None:
    one, two, three = (IdeaId(key) for key in (1, 2, 3))
    chain = [Alike(one, two, 0.9), Alike(two, three, 0.8)]
    assert grouped(chain) == [[one, two]]
    assert grouped([*chain, Alike(one, three, 0.7)]) == [[one, two, three]]
    many = [Alike(IdeaId(a), IdeaId(b), 1.0) for a, b in combinations(range(30), 2)]
    assert max(map(len, grouped(many))) == 12


def filled() -> tuple[Project, list[Idea]]:
    project = a_project()
    for title in (
        "Show the balance first",
        "Round up every purchase",
        "Darker colours",
    ):
        an_idea(title, project=project, body="")
    same = [an_idea(title, project=project, body="") for title in ALIKE]
    db.session.commit()
    return project, same


def looked(manager: Actor, project: Project) -> list[set[IdeaId]]:
    """Which ideas stand together after a sweep."""
    find_duplicates()
    assert find_duplicates() == 0  # nothing changed since
    heading = get_heading_by_id(manager, project.id)
    groups = duplicate_groups(manager, heading).rows
    assert count_duplicate_groups(project.id) == len(groups)
    return [group.idea_ids for group in groups]


@pytest.mark.usefixtures("app")
def test_what_is_told_apart_is_never_suggested_again() -> None:
    project, same = filled()
    manager, keys = actor_of(a_product_manager()), {idea.id for idea in same}
    assert looked(manager, project) == [keys]
    for _ in range(2):
        tell_apart(manager, project.id, [same[0].id], among=keys)
        db.session.commit()
    assert looked(manager, project) == [keys - {same[0].id}]
    # Not after an edit either: it is looked at anew, and still told apart.
    author = actor_of(db.session.get_one(Person, same[0].author_id))
    edit_idea(author, same[0].id, draft=IdeaDraft(title=f"{ALIKE[0]}!", body=""))
    db.session.commit()
    assert looked(manager, project) == [keys - {same[0].id}]
    pairs = told_apart(manager, get_heading_by_id(manager, project.id)).rows
    assert [pair.by and pair.by.person_id for pair in pairs] == [manager.person_id] * 2
    for pair in pairs:
        suggest_again(manager, pair.id)
    db.session.commit()
    assert looked(manager, project) == [keys]


@pytest.mark.usefixtures("app")
def test_hidden_ideas_leave_their_group_at_once() -> None:
    project, same = filled()
    moderator, manager = actor_of(a_moderator()), actor_of(a_product_manager())
    find_duplicates()
    hide_idea(moderator, same[1].id, reason="personal data")
    db.session.commit()
    assert looked(manager, project) == [{same[0].id, same[2].id}]
    hide_idea(moderator, same[2].id, reason="personal data")
    db.session.commit()
    assert looked(manager, project) == []
    heading = get_heading_by_id(manager, project.id)
    with pytest.raises(ForbiddenError):
        duplicate_groups(actor_of(a_person()), heading)
