"""Levels of trust and votes that do not count come along, once, and launder nothing."""

from pathlib import Path

import pytest
from sqlalchemy import select

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.policy import Trust
from cocreate.moderation.models import Review
from cocreate.people.models import Person, TrustChange
from cocreate.people.queries import levels_not_as_told
from cocreate.votes.models import DiscountedVote, Vote
from tests.cli.sets import a_vote_line, an_idea_line, bring, reasons, write_set

pytestmark = pytest.mark.usefixtures("app")
WHEN = "2025-03-04T10:00:00+00:00"
LATER = "2025-06-01T03:00:00+00:00"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    up = {"was": 0, "became": 2, "why": "All is there.", "at": WHEN}
    given = {"was": 2, "became": 4, "why": "Kind.", "at": LATER, "by": "oskar"}
    decided = {"at": LATER, "found": "One device.", "statement": "One.", "by": "ruth"}
    away = {"idea": "1", "at": WHEN, "decided": decided, "internal": {"why": "Daily."}}
    return write_set(
        tmp_path / "set",
        ideas=[an_idea_line("1")],
        votes=[a_vote_line("honest", idea="1")],
        discounted=[
            {**away, "voter": "puppet"},
            {**away, "voter": "sock", "internal": True, "withdrawn": LATER},
            {**away, "voter": "honest"},
            {**away, "voter": "nobody", "idea": "9"},
        ],
        trust=[
            {"person": "ada", "changes": [up, given], "locked": LATER},
            {"person": "bo", "changes": [up], "below": LATER},
            {"person": "cy", "changes": [{**up, "became": 7}]},
        ],
    )


def test_they_come_once_and_what_is_wrong_is_said(elsewhere: Path) -> None:
    for came in (2, 0):
        report = bring(elsewhere)
        assert report.brought["trust.jsonl"] == came
        assert report.brought["discounted.jsonl"] == came
        assert sorted(reason for _, _, reason in reasons(report.path)) == [
            "`became` is not a count",
            "its idea is not here",
            "their vote counts here: a moderator of this site decides about it",
        ]
    people = {one.name: one for one in db.session.scalars(select(Person))}
    ada, bo = people["ada"], people["bo"]
    assert (ada.trust, bo.trust) == (Trust.STEWARD, Trust.ESTABLISHED)
    assert (ada.trust_locked_at is None, bo.trust_below_at is None) == (False, False)
    steps = db.session.scalars(select(TrustChange).order_by(TrustChange.id)).all()
    assert [(one.was, one.became, one.by_id) for one in steps] == [
        (0, 2, None),
        (2, 4, people["oskar"].id),
        (0, 2, None),
    ]
    assert levels_not_as_told() == {}


def test_what_did_not_count_counts_as_little_here(elsewhere: Path) -> None:
    bring(elsewhere)
    [idea] = db.session.scalars(select(Idea))
    assert idea.votes == len(db.session.scalars(select(Vote)).all()) == 1
    away = db.session.scalars(select(DiscountedVote)).all()
    assert {(one.why, one.withdrawn_at is None) for one in away} == {
        ("Daily.", True),
        (None, False),
    }
    [case] = db.session.scalars(select(Review))
    assert {one.review_id for one in away} == {case.id}
    assert (case.verdict, case.why) == ("hide", "One device.")
