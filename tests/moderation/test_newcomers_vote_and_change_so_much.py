"""Newcomers vote for so many ideas a day and change so much; others more, or all."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from cocreate.discussion.actions import edit_comment, post_comment
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import Trust
from cocreate.moderation.actions import set_limit, try_rule
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import DryRun
from cocreate.moderation.paces import Doing, paced
from cocreate.moderation.rules import Rule
from cocreate.moderation.subscribers import vote_cast
from cocreate.votes.actions import cast_vote
from cocreate.votes.events import VoteCast
from cocreate.votes.models import Vote
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import (
    a_limit,
    a_moderator,
    a_person,
    actor_of,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")


def test_a_vote_too_many_is_cast_tomorrow(client: ForgetfulClient) -> None:
    a_limit(a_moderator("Ruth"), Limit.VOTES_A_DAY, 1)
    ada, ideas = a_person("Ada"), [an_idea() for _ in range(3)]
    browser = client.sign_in(ada)
    ways = [f"/ideas/{idea.id}/vote" for idea in ideas]
    assert [browser.post(ways[0]).status_code for _ in range(2)] == [303, 303]
    refused = browser.post(ways[1])
    assert refused.status_code == 429
    assert "For now you can vote for 1 idea a day" in refused.text
    api = client.put(f"/api/v1{ways[1]}", csrf=False, headers=bearer(ada))
    assert (api.status_code, db.session.query(Vote).count()) == (429, 1)
    vote_cast(VoteCast(idea_id=ideas[2].id, voter_id=ada.id))  # others brought it back
    assert browser.post(f"{ways[0]}/withdraw").status_code == 303
    assert browser.post(ways[1]).status_code == 303, (
        "what was taken back is not counted"
    )
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        cast_vote(actor_of(ada), ideas[0].id)
    db.session.rollback()
    ada.trust = Trust.REGULAR
    db.session.commit()
    assert cast_vote(actor_of(ada), ideas[0].id).votes == 1


def test_a_change_too_many_is_made_tomorrow_and_its_words_are_kept() -> None:
    a_limit(a_moderator("Ruth"), Limit.CHANGES_A_DAY, 2)
    ada = actor_of(a_person("Ada"))
    said = post_comment(ada, idea_id=an_idea().id, body="One")
    reply(said)
    for body in ("Two", "Three"):
        edit_comment(ada, said.id, body=body)
        db.session.commit()
    with pytest.raises(InvalidError, match="change 2 posts a day"):
        edit_comment(ada, said.id, body="Four")
    db.session.rollback()
    assert said.body == "Three"


def reply(said: Any) -> None:
    """Whoever answered has read it: from now on it is known that it was changed."""
    post_comment(
        actor_of(a_person("Bob")), idea_id=said.idea_id, body="So?", parent_id=said.id
    )
    db.session.commit()


def test_what_is_no_text_is_tried_like_texts() -> None:
    ruth = a_moderator("Ruth")
    voter = actor_of(a_person("Eager"))
    for _ in range(3):
        cast_vote(voter, an_idea().id)
    set_limit(actor_of(ruth), Limit.VOTES_A_DAY, most=2)
    set_limit(actor_of(ruth), Limit.CHANGES_A_DAY, most=2)
    db.session.commit()
    for limit in (Limit.VOTES_A_DAY, Limit.CHANGES_A_DAY):
        try_rule(actor_of(ruth), limit.value)
    told = db.session.query(DryRun.rule, DryRun.looked, DryRun.touched)
    assert {*map(tuple, told)} == {("votes_a_day", 3, 1), ("changes_a_day", 0, 0)}


def test_a_day_goes_on_by_the_hour_and_old_members_may_more() -> None:
    began = now()

    def doing(hours: float, who: int, trust: Trust = Trust.NEWCOMER) -> Doing:
        at, joined_at = began + timedelta(hours=hours), began - timedelta(days=30)
        return Doing(IdeaId(int(hours)), None, at, PersonId(who), joined_at, trust)

    doings = [doing(1, 1), doing(2, 1), doing(3, 1), doing(4, 2), doing(26, 1)]
    doings += [doing(27, 3, Trust.REGULAR), doing(28, 3, Trust.REGULAR)]
    rule = Rule("votes_a_day", limit=Limit.VOTES_A_DAY, most=1)
    found = paced(rule, doings, is_all=True, going=iter)
    assert (found.looked, found.touched) == (7, 2)
    assert [one.idea_id for one in found.examples] == [3, 2]
