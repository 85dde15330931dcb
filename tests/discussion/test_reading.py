from typing import Any

import pytest
import time_machine

from cocreate.discussion.actions import (
    edit_comment,
    hide_comment,
    import_comments,
    withdraw_comment,
)
from cocreate.discussion.queries import (
    comments_by,
    get_comment,
    place_of,
    thread_of_idea,
    visible_to,
)
from cocreate.discussion.queries.thread import WINDOW
from cocreate.ideas.actions import hide_idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.policy import STRANGER
from cocreate.kernel.revisions import GRACE
from tests.discussion.many import many_comments
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


def test_a_discussion_is_read_turn_by_turn() -> None:
    idea = an_idea()
    first, second = a_comment(idea), a_comment(idea)
    reply = a_comment(answers=first)
    thread = thread_of_idea(STRANGER, idea.id)
    assert [turn.id for turn in thread.turns] == [first.id, reply.id, second.id]


def test_a_deeper_reply_names_whom_it_answers() -> None:
    idea = an_idea()
    top = a_comment(idea)
    reply = a_comment(answers=top, by=a_person("Ifeoma Adeyemi"))
    a_comment(answers=reply)
    turns = thread_of_idea(STRANGER, idea.id).turns
    assert [(turn.answers_id, turn.answers) for turn in turns] == [
        (None, ""),
        (None, ""),
        (reply.id, "Ifeoma Adeyemi"),
    ]


def test_a_hidden_comment_is_gone_but_for_its_author_and_the_moderators() -> None:
    idea, ada, judge = an_idea(), a_person(), a_moderator()
    comment = a_comment(idea, by=ada, body="Something rude.")
    hide_comment(actor_of(judge), comment.id, reason="It demeans a person.")
    for reader in [STRANGER, actor_of(a_person()), actor_of(a_product_manager())]:
        assert list(thread_of_idea(reader, idea.id).turns) == []
        with pytest.raises(NotFoundError):
            get_comment(reader, comment.id)
    for person in [ada, judge]:
        [turn] = thread_of_idea(actor_of(person), idea.id).turns
        assert (turn.state, turn.reason) == ("hidden", "It demeans a person.")
        assert "rude" in turn.words


def test_a_hidden_comment_keeps_its_place_over_an_answer_without_its_words() -> None:
    idea = an_idea()
    comment = a_comment(idea, body="Something rude.")
    a_comment(answers=comment)
    hide_comment(actor_of(a_moderator()), comment.id, reason="Abuse")
    place, _ = thread_of_idea(STRANGER, idea.id).turns
    assert (place.author, place.words, place.reason) == (None, "", "")


def test_a_withdrawn_comment_leaves_its_place() -> None:
    idea, ada = an_idea(), a_person()
    comment = a_comment(idea, by=ada, body="Never mind.")
    withdraw_comment(actor_of(ada), comment.id)
    [turn] = thread_of_idea(STRANGER, idea.id).turns
    assert (turn.state, turn.author, turn.words) == ("withdrawn", None, "")


def test_the_discussion_of_a_hidden_idea_is_hidden() -> None:
    idea = an_idea()
    comment = a_comment(idea)
    hide_idea(actor_of(a_moderator()), idea.id, reason="Abuse")
    with pytest.raises(NotFoundError):
        get_comment(STRANGER, comment.id)
    assert db.session.scalars(visible_to(actor_of(a_product_manager()))).all() == []


def test_what_is_said_in_a_private_project_stays_there() -> None:
    author = a_product_manager()
    idea = an_idea(author=author, project=a_project(private=True))
    comment = a_comment(idea, by=author)
    with pytest.raises(NotFoundError):
        get_comment(actor_of(a_person()), comment.id)
    assert comments_by(STRANGER, author.id).rows == []
    assert [row.id for row in comments_by(actor_of(author), author.id).rows] == [
        comment.id
    ]


def test_a_long_discussion_is_read_a_window_at_a_time() -> None:
    idea = an_idea()
    many_comments(idea, WINDOW * 2 + 5)
    seen, place = [], None
    for _ in range(3):
        thread = thread_of_idea(STRANGER, idea.id, place=place)
        seen += [turn.id for turn in thread.turns]
        place = thread.following
    assert place is None
    assert len(set(seen)) == WINDOW * 2 + 5


def test_a_comment_far_down_says_where_its_window_begins() -> None:
    idea = an_idea()
    comments = many_comments(idea, WINDOW * 2)
    assert place_of(comments[WINDOW - 1]) is None
    for comment in [comments[WINDOW], comments[-1]]:
        thread = thread_of_idea(STRANGER, idea.id, place=place_of(comment))
        assert comment.id in [turn.id for turn in thread.turns]


def test_a_reply_far_below_its_top_is_found() -> None:
    idea = an_idea()
    top, *replies = many_comments(idea, WINDOW + 20, under_the_first=True)
    thread = thread_of_idea(STRANGER, idea.id, place=place_of(replies[-1]))
    turns = {turn.id: turn for turn in thread.turns}
    assert turns[replies[-1].id].answers_id == top.id


def test_a_nonsense_place_is_the_beginning() -> None:
    idea = an_idea()
    comment = a_comment(idea)
    for place in ["nonsense", "WyJ4IiwxLDBd", "WzEsIngiLDBd"]:
        turns = thread_of_idea(STRANGER, idea.id, place=place).turns
        assert [turn.id for turn in turns] in ([comment.id], [])


def test_reading_takes_one_query_however_much_was_said(queries: Any) -> None:
    idea = an_idea()
    many_comments(idea, 50)
    with queries(at_most=1):
        assert len(thread_of_idea(STRANGER, idea.id).turns) == 50


def test_an_edited_comment_says_so() -> None:
    idea, ada = an_idea(), a_person()
    comment = a_comment(idea, by=ada)
    with time_machine.travel(now() + GRACE):
        edit_comment(actor_of(ada), comment.id, body="At six, at the latest.")
    [turn] = thread_of_idea(STRANGER, idea.id).turns
    assert turn.is_edited


def test_an_import_brings_a_comment_once() -> None:
    idea = an_idea()
    brought = many_comments.rows(idea, 10)
    first, again = import_comments(brought), import_comments(brought)
    assert (len(first), len(again)) == (10, 0)
    db.session.refresh(idea)
    assert idea.comments == 10


def test_an_import_finds_parents_in_whatever_order_they_come() -> None:
    idea = an_idea()
    top, reply, deeper, orphan = many_comments.rows(
        idea, 4, parents={1: 0, 2: 1, 3: 99}
    )
    import_comments([deeper, orphan, reply])
    import_comments([top])
    import_comments([deeper, reply, top])
    db.session.commit()
    by_origin = {
        comment.origin: comment
        for comment in db.session.scalars(visible_to(STRANGER)).all()
    }
    assert by_origin[deeper.origin].parent_id == by_origin[reply.origin].id
    assert by_origin[orphan.origin].parent_id is None
    assert by_origin[reply.origin].posted_at <= now()
