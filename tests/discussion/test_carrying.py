import pytest

from cocreate.discussion.actions import carry_discussion, follow, unfollow
from cocreate.discussion.queries import followers_of_idea, thread_of_idea
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from tests.factories import a_comment, a_person, a_project, actor_of, an_idea

pytestmark = pytest.mark.usefixtures("app")


def test_a_merge_moves_the_comments_and_says_where_they_were_said() -> None:
    project = a_project()
    twin, into = an_idea(project=project), an_idea(project=project)
    comment = a_comment(twin)
    a_comment(answers=comment)
    a_comment(into)
    assert carry_discussion(twin.id, into.id)[0] == 2
    db.session.commit()
    turns = thread_of_idea(STRANGER, into.id).turns
    assert [turn.carried_from_id for turn in turns] == [twin.id, twin.id, None]
    for idea in [twin, into]:
        db.session.refresh(idea)
    assert (twin.comments, into.comments) == (0, 3)


def test_after_a_merge_nobody_follows_twice() -> None:
    project = a_project()
    twin, into = an_idea(project=project), an_idea(project=project)
    both, one = a_person(), a_person()
    follow(actor_of(both), twin.id)
    follow(actor_of(both), into.id)
    follow(actor_of(one), twin.id)
    assert carry_discussion(twin.id, into.id)[1] == 1
    assert carry_discussion(twin.id, into.id) == (0, 0)
    assert list(followers_of_idea(into.id)) == sorted([both.id, one.id])


def test_following_twice_and_unfollowing_twice_are_harmless() -> None:
    idea, ada = an_idea(), a_person()
    for _ in range(2):
        follow(actor_of(ada), idea.id)
    assert list(followers_of_idea(idea.id)) == [ada.id]
    for _ in range(2):
        unfollow(actor_of(ada), idea.id)
    assert list(followers_of_idea(idea.id)) == []
