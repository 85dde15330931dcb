"""Whoever tries a rule waits for nothing: the worker goes through what was posted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions import (
    ask_dry_run,
    carry_out_trial,
    claim_trial,
    watch_words,
)
from cocreate.moderation.actions.trials import tell_how_far
from cocreate.moderation.jobs import try_rules
from cocreate.moderation.models import DryRun, RuleTrial
from cocreate.moderation.queries import get_rule, has_trial, trying_of
from cocreate.moderation.rules import TrialState
from cocreate.moderation.watching import WatchedAct
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, actor_of

pytestmark = pytest.mark.usefixtures("app")


def asked(actor: Any) -> str:
    """A rule for words, which lies before the worker to be tried."""
    with transaction():
        name = str(watch_words(actor, "casino", act=WatchedAct.HOLD).id)
        ask_dry_run(actor, name)
    return name


def test_who_waits_sees_how_far_it_is_and_two_presses_are_one_run(
    client: ForgetfulClient, at_once: Callable[..., list[Any]]
) -> None:
    ruth, other = a_moderator("Ruth"), actor_of(a_moderator("Rosa"))
    a_comment(body="A casino")
    name = asked(actor_of(ruth))
    token = db.session.query(RuleTrial.token).scalar()
    at_once(lambda: ask_dry_run(other, name), lambda: ask_dry_run(other, name))
    assert db.session.query(RuleTrial.token).all() == [(token,)]
    with transaction():
        trial = claim_trial()
    assert trial
    assert not has_trial(), "no second worker goes through it, too"
    tell_how_far(trial, 500, 2_000)
    browser = client.sign_in(ruth)
    page = browser.get(f"/moderation/rules/{name}").text
    assert "500 of 2,000" in page
    assert "Look again" in page
    assert "Try it" not in page
    assert "Switch it on" not in page
    carry_out_trial(trial)
    page = browser.get(f"/moderation/rules/{name}").text
    assert "Switch it on" in page
    assert "Look again" not in page
    assert try_rules() == 0


def test_a_rule_that_is_changed_meanwhile_is_told_so_and_tried_anew() -> None:
    ruth = actor_of(a_moderator("Ruth"))
    name = asked(ruth)
    with transaction():
        trial = claim_trial()
    assert trial
    with transaction():
        watch_words(ruth, "casino", act=WatchedAct.BLOCK)
    carry_out_trial(trial)
    assert db.session.query(DryRun).all() == [], "it would speak of another rule"
    assert state_of(ruth, name) is TrialState.CALLED_OFF
    assert try_rules() == 0
    with transaction():
        ask_dry_run(ruth, name)
    carry_out_trial(trial)
    assert state_of(ruth, name) is TrialState.WAITING, "an old run ends no new one"
    assert try_rules() == 1
    assert state_of(ruth, name) is TrialState.ENDED
    with transaction():
        watch_words(ruth, "casino", act=WatchedAct.FLAG)
    assert state_of(ruth, name) is TrialState.OUTDATED


def state_of(actor: Any, name: str) -> TrialState:
    db.session.rollback()
    return trying_of(get_rule(actor, name)).state


def test_what_a_worker_was_killed_over_another_goes_through() -> None:
    asked(actor_of(a_moderator("Ruth")))
    with transaction():
        assert claim_trial()
    assert try_rules() == 0
    with time_machine.travel(now() + timedelta(minutes=3)):
        assert try_rules() == 1
