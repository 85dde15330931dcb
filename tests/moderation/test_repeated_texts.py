"""A text that is posted again, lightly changed, is held; nothing else is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from cocreate.discussion.actions import edit_comment, post_comment, withdraw_comment
from cocreate.discussion.models import Comment
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor, Trust
from cocreate.moderation.actions import set_limit, try_rule
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import DryRun, Review, TextBand
from cocreate.moderation.queries import texts_near
from cocreate.moderation.repeating import are_alike, bands_of, repeated
from cocreate.moderation.rules import About
from tests.factories import (
    a_comment,
    a_limit,
    a_moderator,
    a_person,
    actor_of,
    an_employee,
    an_idea,
)

SAID = (
    "Lower the fee for payments abroad: every time I pay in Swiss francs I lose two "
    "per cent, and nobody told me so when I opened the account."
)
AGAIN = (
    "LOWER the fee for payments abroad!! Each time I pay in Swiss francs I lose 2 per "
    "cent, and nobody told me so when I opened the account https://a.example/x"
)
OTHER = (
    "Lower the fee for the card: I pay nineteen a year, and my neighbour, who opened "
    "an account with somebody else, pays nothing at all for hers."
)
JAPANESE = (
    "海外での支払い手数料を下げてください。スイスフランで払うたびに"
    "二パーセント損をします。口座を開いたときには誰も教えてくれませんでした。"
)
pytestmark = pytest.mark.usefixtures("app")


def say(by: Actor, idea: Any, body: str) -> Comment:
    said = post_comment(by, idea_id=idea.id, body=body)
    db.session.commit()
    return said


def why_held(comment: Comment) -> list[str]:
    query = select(Review.why).where(Review.comment_id == comment.id)
    return list(db.session.scalars(query))


@pytest.fixture
def days() -> int:
    a_limit(a_moderator("Ruth"), Limit.REPEATS, 3)
    return 3


def test_nearly_the_same_is_the_same_in_any_script_and_little_is_not() -> None:
    assert are_alike(SAID, AGAIN)
    assert are_alike(JAPANESE, JAPANESE.replace("誰も", "だれも"))
    assert not are_alike(SAID, OTHER)
    assert not are_alike("Thank you, me too!", "Thank you, me too!")


def test_what_was_said_by_somebody_else_is_held_and_says_what_it_repeats(
    days: int,
) -> None:
    idea, other = an_idea(body="One."), an_idea(body="Another.")
    ada = a_person("Ada")
    first = say(actor_of(ada), idea, SAID)
    copy = say(actor_of(a_person("Bot")), other, AGAIN)
    assert why_held(copy) == [f"It says nearly the same as comment {first.id}."]
    assert copy.hidden_at is not None
    different = say(actor_of(a_person("Carl")), other, OTHER)
    regular = a_person("Dora")
    regular.trust = Trust.REGULAR
    trusted = say(actor_of(regular), other, AGAIN)
    of_team = say(actor_of(an_employee()), other, AGAIN)
    assert not why_held(different) + why_held(trusted) + why_held(of_team)
    edit_comment(actor_of(ada), first.id, body=f"{SAID} Please.")
    assert not why_held(first), "whoever was copied may change their own words"


def test_after_some_days_it_may_be_said_again(days: int) -> None:
    ada, idea = actor_of(a_person("Ada")), an_idea(body="One.")
    say(ada, idea, SAID)
    with time_machine.travel(now() + timedelta(days=days, minutes=1)):
        assert not why_held(say(ada, idea, AGAIN))
        assert why_held(say(ada, an_idea(body="Another."), SAID))


def test_it_is_found_however_much_was_said_and_as_quickly(
    days: int, queries: Callable[..., Any]
) -> None:
    """What bands lead to is all that is read; what was taken back leads nowhere."""
    idea, ada = an_idea(body="One."), actor_of(a_person("Ada"))
    first = say(ada, idea, SAID)
    asked = [asked_by(queries, AGAIN)]
    for number in range(12):
        say(actor_of(a_person()), idea, f"{number} times: {OTHER}")
    asked.append(asked_by(queries, AGAIN))
    assert asked[0] == asked[1]
    withdraw_comment(ada, first.id)
    db.session.commit()
    kept = select(func.count()).where(TextBand.comment_id == first.id)
    assert db.session.scalar(kept) == 0


def asked_by(queries: Callable[..., Any], body: str) -> int:
    """How many statements it takes to find what a comment repeats."""
    with queries(at_most=3) as asked:
        near = texts_near(
            bands_of(body),
            About(None, None),
            since=now() - timedelta(days=1),
            until=now(),
        )
    assert [one.body for one in near][-1] == SAID
    assert repeated(body, near)
    return len(asked)


def test_alike_texts_share_a_band_and_few_others_do() -> None:
    alike = [SAID, AGAIN, f"{SAID} Please do.", SAID.replace("nobody", "no one")]
    assert all(set(bands_of(SAID)) & set(bands_of(one)) for one in alike)
    assert not set(bands_of(SAID)) & set(bands_of(OTHER))
    assert set(bands_of("a" * 60)) & set(bands_of("A a " * 30)), "few runs are enough"


def test_its_dry_run_counts_what_was_repeated() -> None:
    ruth, idea = a_moderator("Ruth"), an_idea(body="One.")
    for body in (SAID, OTHER, AGAIN):
        a_comment(idea, by=a_person(), body=body)
    set_limit(actor_of(ruth), Limit.REPEATS, most=3)
    db.session.commit()
    try_rule(actor_of(ruth), Limit.REPEATS.value)
    assert db.session.scalars(select(DryRun.touched)).all() == [1]
