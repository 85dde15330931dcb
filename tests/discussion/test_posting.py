from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from cocreate.discussion.actions import (
    edit_comment,
    hide_comment,
    post_comment,
    restore_comment,
    withdraw_comment,
)
from cocreate.discussion.models import Comment
from cocreate.discussion.queries import earlier_texts, is_following
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from cocreate.kernel.policy import STRANGER
from cocreate.kernel.revisions import GRACE
from cocreate.projects.phase import Phase
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


def test_a_comment_is_counted_on_its_idea() -> None:
    idea = an_idea()
    a_comment(idea)
    assert idea.comments == 1


def test_a_double_press_says_it_once() -> None:
    idea, ada = an_idea(), a_person()
    first = a_comment(idea, by=ada, body="Once is enough.")
    again = a_comment(idea, by=ada, body="Once is enough.")
    assert (again.id, idea.comments) == (first.id, 1)


def test_the_same_words_may_be_said_again_an_hour_later() -> None:
    idea, ada = an_idea(), a_person()
    first = a_comment(idea, by=ada, body="Any news?")
    with time_machine.travel(now() + timedelta(hours=1)):
        assert a_comment(idea, by=ada, body="Any news?").id != first.id


def test_the_same_words_may_answer_two_people() -> None:
    idea, ada = an_idea(), a_person()
    one, other = a_comment(idea, body="It works."), a_comment(idea, body="For me, too.")
    thanked = [
        post_comment(actor_of(ada), body="Thank you!", parent_id=said.id)
        for said in (one, other)
    ]
    assert [comment.parent_id for comment in thanked] == [one.id, other.id]


def test_a_reply_stands_where_what_it_answers_stands() -> None:
    here, there = an_idea(), an_idea()
    said, ada = a_comment(here), actor_of(a_person())
    with pytest.raises(InvalidError):
        post_comment(ada, body="Yes.", idea_id=there.id, parent_id=said.id)
    assert (here.comments, there.comments) == (1, 0)


def test_two_people_may_say_the_same() -> None:
    idea = an_idea()
    a_comment(idea, by=a_person(), body="Yes, please.")
    a_comment(idea, by=a_person(), body="Yes, please.")
    assert idea.comments == 2


def test_whoever_comments_follows_the_idea() -> None:
    idea, ada = an_idea(), a_person()
    a_comment(idea, by=ada)
    assert is_following(actor_of(ada), idea.id)


def test_what_the_company_says_is_marked_as_official() -> None:
    idea = an_idea()
    assert a_comment(idea, by=a_product_manager()).is_official
    assert not a_comment(idea).is_official


def test_an_answer_to_an_answer_stays_in_its_turn() -> None:
    idea = an_idea()
    top = a_comment(idea)
    reply = a_comment(answers=top)
    deeper = a_comment(answers=reply)
    assert (deeper.parent_id, deeper.top_id, deeper.turn_id) == (
        reply.id,
        top.id,
        top.id,
    )
    assert top.turn_id == top.id


def test_nobody_answers_what_is_hidden() -> None:
    comment = a_comment()
    hide_comment(actor_of(a_moderator()), comment.id, reason="Abuse")
    with pytest.raises(NotFoundError):
        a_comment(answers=comment)
    with pytest.raises(ConflictError):
        a_comment(
            answers=comment, by=db.session.get(type(a_person()), comment.author_id)
        )


@pytest.mark.parametrize("phase", [Phase.CLOSED], ids=str)
def test_a_closed_project_takes_no_comments(phase: Phase) -> None:
    idea = an_idea()
    idea_project = a_project(phase=phase)
    idea_in_closed = db.session.get_one(type(idea), idea.id)
    idea_in_closed.project_id = idea_project.id
    db.session.commit()
    with pytest.raises(ForbiddenError):
        a_comment(idea_in_closed)


def test_strangers_the_suspended_and_the_unverified_do_not_comment() -> None:
    idea = an_idea()
    unheard = [a_person(suspended=True), a_person(verified=False)]
    for actor in [STRANGER, *map(actor_of, unheard)]:
        with pytest.raises(ForbiddenError):
            post_comment(actor, body="Hello.", idea_id=idea.id)


def test_nobody_comments_on_an_idea_they_may_not_see() -> None:
    idea = an_idea(project=a_project(private=True), author=a_product_manager())
    with pytest.raises(NotFoundError):
        a_comment(idea)


def test_an_edit_keeps_what_was_said_before() -> None:
    ada = a_person()
    comment = a_comment(by=ada, body="At five.")
    with time_machine.travel(now() + GRACE):
        edit_comment(actor_of(ada), comment.id, body="At **six**.")
    assert "<strong>six</strong>" in comment.body_html
    assert [edit.body for edit in earlier_texts(comment)] == ["At five."]
    assert comment.edited_at is not None


def test_an_edit_that_changes_nothing_leaves_no_trace() -> None:
    ada = a_person()
    comment = a_comment(by=ada, body="At five.")
    edit_comment(actor_of(ada), comment.id, body="At five.")
    assert (comment.edited_at, list(earlier_texts(comment))) == (None, [])


def test_only_its_author_edits_or_withdraws_a_comment() -> None:
    comment = a_comment()
    for other in [a_person(), a_product_manager(), a_moderator()]:
        with pytest.raises(ForbiddenError):
            edit_comment(actor_of(other), comment.id, body="Not mine.")
        with pytest.raises(ForbiddenError):
            withdraw_comment(actor_of(other), comment.id)


def test_a_withdrawn_comment_is_no_longer_counted_however_often_withdrawn() -> None:
    idea, ada = an_idea(), a_person()
    comment = a_comment(idea, by=ada)
    withdraw_comment(actor_of(ada), comment.id)
    withdraw_comment(actor_of(ada), comment.id)
    db.session.refresh(idea)
    assert idea.comments == 0


def test_hiding_and_restoring_twice_counts_once() -> None:
    idea, judge = an_idea(), actor_of(a_moderator())
    comment = a_comment(idea)
    for _ in range(2):
        hide_comment(judge, comment.id, reason="Abuse")
    db.session.refresh(idea)
    assert idea.comments == 0
    for _ in range(2):
        restore_comment(judge, comment.id)
    db.session.refresh(idea)
    assert idea.comments == 1


def test_what_was_withdrawn_meanwhile_is_not_counted_when_restored() -> None:
    idea, ada, judge = an_idea(), a_person(), actor_of(a_moderator())
    comment = a_comment(idea, by=ada)
    hide_comment(judge, comment.id, reason="Abuse")
    withdraw_comment(actor_of(ada), comment.id)
    restore_comment(judge, comment.id)
    db.session.refresh(idea)
    assert idea.comments == 0


@pytest.mark.parametrize("role", [a_person, a_product_manager], ids=["customer", "pm"])
def test_only_moderators_hide(role: object) -> None:
    comment = a_comment()
    person = role()  # type: ignore[operator]  # one of two factories
    with pytest.raises(ForbiddenError):
        hide_comment(actor_of(person), comment.id, reason="I do not like it")


def test_the_author_of_an_idea_follows_it(app: Flask, relay_all: object) -> None:
    ada = a_person()
    idea = an_idea(author=ada)
    relay_all()  # type: ignore[operator]  # the worker's fixture
    relay_all()  # type: ignore[operator]  # and again
    assert is_following(actor_of(ada), idea.id)


def test_every_comment_keeps_its_own_row() -> None:
    a_comment()
    assert len(db.session.scalars(select(Comment)).all()) == 1
