"""A fingerprint tells one device from another for a day, and leads nowhere after it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from cocreate.config import Settings, use
from cocreate.kernel.clock import now, today
from cocreate.kernel.db import db
from cocreate.people.actions import leave
from cocreate.people.models import Person
from cocreate.votes import fingerprint, jobs
from cocreate.votes.actions import cast_vote
from cocreate.votes.models import FingerprintSalt, Vote
from tests.client import ForgetfulClient
from tests.factories import a_person, actor_of, an_idea

SignedIn = Callable[[Person], ForgetfulClient]


def test_it_is_kept_for_days_and_its_salt_for_one(
    signed_in: SignedIn, settings: Settings
) -> None:
    idea, people = an_idea(), [a_person() for _ in range(5)]

    def kept(voter: Person) -> int | None:
        fingerprint._salts.clear()
        signed_in(voter).post(f"/ideas/{idea.id}/vote")
        db.session.expire_all()
        return db.session.get_one(Vote, (voter.id, idea.id)).fingerprint

    assert kept(people[0]) is None  # there is no salt yet
    jobs.renew_salts()
    first = kept(people[1])
    assert first is not None
    assert kept(people[2]) == first
    off = {"vote_fingerprints_not_from": "127.0.0.0/8, 2001:db8::/32"}
    use(settings.model_copy(update=off))
    assert kept(people[3]) is None  # the company's own network
    use(settings)
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        jobs.renew_salts()
        days = db.session.scalars(select(FingerprintSalt.of_day)).all()
        assert sorted(days) == [today(), today() + timedelta(days=1)]
        assert kept(people[4]) not in {first, None}


@pytest.mark.usefixtures("app")
def test_it_is_gone_after_a_week_and_with_whoever_leaves(
    work: Callable[[], int],
) -> None:
    idea, gone, stays = an_idea(), a_person(), a_person()
    for voter in (gone, stays):
        cast_vote(actor_of(voter), idea.id, fingerprint=4)
    leave(actor_of(gone))
    work()
    db.session.expire_all()
    assert db.session.get_one(Vote, (gone.id, idea.id)).fingerprint is None
    assert db.session.get_one(Vote, (stays.id, idea.id)).fingerprint == 4
    quiet = now().replace(hour=jobs.QUIET_HOUR) + timedelta(days=9)
    with time_machine.travel(quiet, tick=False):
        jobs.forget_fingerprints()
    found = select(Vote.voter_id).where(Vote.fingerprint.is_not(None))
    assert db.session.scalars(found).all() == []


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:7:9::1", "2001:db8:7::/48"),
        ("nowhere", ""),
    ],
)
@pytest.mark.sqlite
def test_of_an_address_only_its_block_is_told(address: str, block: str) -> None:
    assert fingerprint.block_of(address, ()) == block
    assert fingerprint.block_of(address, fingerprint.networks("0.0.0.0/0, ::/0")) == ""
