"""What two people, or two presses, do at the same moment."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from cocreate.discussion.actions import follow, hide_comment, post_comment
from cocreate.discussion.models import Comment
from cocreate.discussion.queries import followers_of_idea
from cocreate.kernel.db import db
from cocreate.triage.actions import merge_ideas
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")
AtOnce = Callable[..., list[Any]]


def test_a_double_press_at_once_says_it_once(at_once: AtOnce) -> None:
    idea, ada = an_idea(), actor_of(a_person())
    idea_id = idea.id

    def press() -> int:
        return post_comment(ada, body="Once is enough.", idea_id=idea_id).id

    first, second = at_once(press, press)
    db.session.expire_all()
    assert first == second
    assert idea.comments == 1


def test_many_voices_at_once_are_all_counted(at_once: AtOnce) -> None:
    idea = an_idea()
    idea_id, people = idea.id, [actor_of(a_person()) for _ in range(6)]

    def say(number: int) -> Callable[[], int]:
        return lambda: (
            post_comment(people[number], body="Yes, please.", idea_id=idea_id).id
        )

    said = at_once(*[say(number) for number in range(6)])
    db.session.expire_all()
    assert len(set(said)) == 6
    assert idea.comments == 6
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 6


def test_two_moderators_hide_at_once_and_it_is_counted_once(at_once: AtOnce) -> None:
    idea = an_idea()
    comment_id = a_comment(idea).id
    judges = [actor_of(a_moderator()) for _ in range(2)]
    at_once(
        lambda: hide_comment(judges[0], comment_id, reason="Abuse").id,
        lambda: hide_comment(judges[1], comment_id, reason="Spam").id,
    )
    db.session.expire_all()
    assert idea.comments == 0


def test_following_twice_at_once_follows_once(at_once: AtOnce) -> None:
    idea_id, ada = an_idea().id, actor_of(a_person())
    assert at_once(*[lambda: follow(ada, idea_id)] * 2) == [None, None]
    assert list(followers_of_idea(idea_id)) == [ada.person_id]


def test_no_comment_stays_behind_on_an_idea_that_is_folded_away(
    at_once: AtOnce,
) -> None:
    project = a_project()
    idea, into = an_idea(project=project), an_idea(project=project)
    idea_id, into_id = idea.id, into.id
    team = actor_of(a_product_manager())
    people = [actor_of(a_person()) for _ in range(5)]

    def say(number: int) -> Callable[[], int]:
        return lambda: post_comment(people[number], body="And I.", idea_id=idea_id).id

    says = [say(number) for number in range(5)]
    at_once(*says, lambda: merge_ideas(team, idea_id, into_id=into_id).into_id)
    db.session.expire_all()
    left = select(func.count()).where(Comment.idea_id == idea_id)
    carried = select(func.count()).where(Comment.idea_id == into_id)
    assert db.session.scalar(left) == idea.comments == 0
    assert db.session.scalar(carried) == into.comments
