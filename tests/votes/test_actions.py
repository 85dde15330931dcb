from collections.abc import Callable
from functools import partial

import pytest

from cocreate.kernel.db import db
from cocreate.kernel.errors import CoCreateError
from cocreate.votes.actions import cast_vote, withdraw_vote
from cocreate.votes.queries import count_votes
from tests.factories import a_person, a_vote, actor_of, an_idea

pytestmark = pytest.mark.usefixtures("app")


def test_a_vote_is_counted_once_however_often_it_is_cast() -> None:
    idea, voter = an_idea(), actor_of(a_person())
    cast_vote(voter, idea.id)
    cast_vote(voter, idea.id)
    db.session.commit()
    db.session.refresh(idea)
    assert idea.votes == count_votes(idea.id) == 1


def test_nobody_votes_for_their_own_idea() -> None:
    author = a_person()
    idea = an_idea(author=author)
    with pytest.raises(CoCreateError):
        cast_vote(actor_of(author), idea.id)


def test_a_vote_taken_back_is_gone() -> None:
    idea = an_idea(votes=2)
    voter = a_vote(idea)
    withdraw_vote(actor_of(voter), idea.id)
    db.session.commit()
    db.session.refresh(idea)
    assert idea.votes == count_votes(idea.id) == 2


def test_voices_that_come_at_once_are_all_counted_and_none_twice(
    at_once: Callable[..., list[object]],
) -> None:
    idea = an_idea()
    voters = [actor_of(a_person(f"Voter {number}")) for number in range(4)]
    answers = at_once(
        *(partial(cast_vote, voter, idea.id) for voter in [*voters, *voters])
    )
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    db.session.refresh(idea)
    assert idea.votes == count_votes(idea.id) == len(voters)
