"""Statements that are kept answer as SQLAlchemy does, in one transaction with it."""

import gc
from contextlib import suppress
from itertools import count
from weakref import ref

import pytest
from flask import Flask
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.asking import as_one, one_of
from cocreate.kernel.db import KEY, ask, changed_rows, db
from cocreate.kernel.kept import Kept, kept
from cocreate.kernel.transaction import transaction
from cocreate.votes.models import Vote
from tests.factories import a_person, an_idea

ONE = select(Idea.id, Idea.title, Idea.status, Idea.proposed_at, Idea.trend).where(
    Idea.id == bindparam("key", type_=KEY)
)
SOME = select(Idea.id).where(Idea.id.in_(bindparam("keys", expanding=True)))
NAME = (
    update(Idea)
    .where(Idea.id == bindparam("key", type_=KEY))
    .values(title=bindparam("said"))
)
CAST = insert(Vote)
TIMES = 4


def made(statement: object, *names: str) -> Kept | None:
    return kept(statement, db.engine.dialect, names)


def test_rows_are_the_same_however_often_they_are_asked_for(app: Flask) -> None:
    idea = an_idea(title="100 % of it")
    rows = [ask(ONE, key=idea.id).one() for _ in range(TIMES)]
    assert made(ONE, "key")
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert rows[-1].title == "100 % of it"
    assert rows[-1].status is Status.NEW
    assert rows[-1].proposed_at == idea.proposed_at
    assert rows[-1].proposed_at.tzinfo is not None


def test_a_list_of_keys_as_long_as_it_likes_is_left_to_sqlalchemy(app: Flask) -> None:
    ideas = [an_idea().id for _ in range(3)]
    assert made(SOME, "keys") is None
    for size in (1, 3, 2, 0):
        found = ask(SOME, keys=ideas[:size]).scalars().all()
        assert sorted(found) == ideas[:size]


def test_the_hour_is_told_anew_each_time(app: Flask) -> None:
    hours = count(1)
    hour = bindparam(None, callable_=lambda: next(hours), type_=KEY)
    statement = select(Idea.id, hour.label("hour")).where(
        Idea.id == bindparam("key", type_=KEY)
    )
    key = an_idea().id
    assert made(statement, "key")
    found = [ask(statement, key=key).one().hour for _ in range(TIMES)]
    assert len({*found}) == TIMES


def test_keys_that_are_told_as_one_value_need_no_other_statement(app: Flask) -> None:
    ideas = [an_idea().id for _ in range(3)]
    some = select(Idea.id).where(one_of(Idea.id, "keys"))
    assert made(some, "keys")
    for size in (1, 3, 0):
        found = ask(some, keys=as_one(ideas[:size])).scalars().all()
        assert sorted(found) == ideas[:size]


def test_what_columns_fill_in_by_themselves_is_left_to_sqlalchemy(app: Flask) -> None:
    assert made(CAST, "voter_id", "idea_id") is None


def test_changed_rows_are_counted(app: Flask) -> None:
    idea = an_idea()
    for _ in range(TIMES):
        assert changed_rows(ask(NAME, key=idea.id, said="Shorter")) == 1
        assert changed_rows(ask(NAME, key=idea.id + 1, said="Nobody's")) == 0
    assert made(NAME, "key", "said")


def test_what_a_database_refuses_is_said_in_the_same_words(app: Flask) -> None:
    voter, ideas = a_person().id, [an_idea() for _ in range(TIMES)]
    at = ideas[0].proposed_at
    for idea in ideas:
        ask(CAST, voter_id=voter, idea_id=idea.id, cast_at=at)
    assert made(CAST, "voter_id", "idea_id", "cast_at")
    with pytest.raises(IntegrityError):
        ask(CAST, voter_id=voter, idea_id=ideas[0].id, cast_at=at)
    db.session.rollback()
    assert ask(ONE, key=0).first() is None


def undo_half_way(key: int, word: str) -> None:
    with suppress(LookupError), transaction():
        ask(NAME, key=key, said=word)
        db.session.get_one(Idea, key).comments = 70
        raise LookupError


def test_statements_and_entities_share_one_transaction(app: Flask) -> None:
    key = an_idea(title="Before").id
    db.session.commit()
    for times, word in enumerate(("Second", "Third", "Fourth"), start=1):
        undo_half_way(key, word)
        assert ask(ONE, key=key).one().title != word
        with transaction():
            ask(NAME, key=key, said=word)
            idea = db.session.get_one(Idea, key, populate_existing=True)
            idea.comments += 1
        db.session.refresh(idea)
        assert (idea.title, idea.comments) == (word, times)


def test_a_savepoint_undoes_only_what_came_after_it(app: Flask) -> None:
    key = an_idea().id
    for _ in range(TIMES):
        ask(NAME, key=key, said="Kept")
        savepoint = db.session.begin_nested()
        ask(NAME, key=key, said="Undone")
        savepoint.rollback()
        assert ask(ONE, key=key).one().title == "Kept"


def test_no_connection_is_held_longer_than_its_session(app: Flask) -> None:
    idea = an_idea()
    db.session.commit()
    for _ in range(TIMES):
        assert ask(ONE, key=idea.id).first()
        db.session.rollback()
        assert ask(ONE, key=idea.id).first()
        assert db.session.get(Idea, idea.id)
        db.session.remove()
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a pool that counts


def test_a_statement_nobody_holds_is_forgotten(app: Flask) -> None:
    passing = select(Idea.id).where(Idea.id == bindparam("key", type_=KEY))
    for _ in range(TIMES):
        ask(passing, key=1).first()
    seen = ref(passing)
    del passing
    db.engine.clear_compiled_cache()  # SQLAlchemy's own memory of it
    gc.collect()
    assert seen() is None
