"""Who gave notice of illegal content is forgotten in time; what they said is not."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cocreate.config import Settings
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.moderation.actions import NoticeDraft, close_review, give_notice
from cocreate.moderation.jobs import forget_notice_givers
from cocreate.moderation.models import LegalNotice, Review
from cocreate.moderation.queries import get_notice
from cocreate.moderation.reason import Verdict
from tests.factories import a_moderator, actor_of

pytestmark = pytest.mark.usefixtures("app")


def a_notice(place: str, *, decided_days_ago: int | None) -> LegalNotice:
    draft = NoticeDraft(
        address=place, why="It is a fraud.", law="§ 263", name="Ida", email="i@x.org"
    )
    notice = give_notice(draft)
    if decided_days_ago is not None:
        judge = actor_of(a_moderator())
        close_review(judge, notice.review_id, verdict=Verdict.KEEP)
        review = db.session.get_one(Review, notice.review_id)
        review.closed_at = now() - timedelta(days=decided_days_ago)
        notice.received_at = review.closed_at - timedelta(days=1)
    db.session.commit()
    return notice


def test_a_letter_leads_to_the_site_whichever_host_was_asked(
    app: Flask, settings: Settings
) -> None:
    """The sender may write any there, and anybody's address to send the letter to."""
    with app.test_request_context(base_url="http://evil.example"):
        notice = a_notice("/a", decided_days_ago=None)
    said = db.session.scalars(select(Letter.text)).one()
    assert "evil.example" not in said
    assert f"{settings.site_url}/illegal-content/{notice.reference}" in said
    assert f"{settings.site_url}/a" in said


def test_who_gave_notice_is_forgotten_when_its_time_is_over(settings: Settings) -> None:
    after = settings.notice_giver_days
    old = a_notice("/a", decided_days_ago=after + 1)
    recent = a_notice("/b", decided_days_ago=after - 1)
    waiting = a_notice("/c", decided_days_ago=None)
    waiting.received_at = now() - timedelta(days=2 * after)
    db.session.commit()
    forget_notice_givers()
    forget_notice_givers()
    db.session.expire_all()
    known = [(one.name, one.email) for one in (old, recent, waiting)]
    assert known == [(None, None), ("Ida", "i@x.org"), ("Ida", "i@x.org")]
    assert (old.why, old.law) == ("It is a fraud.", "§ 263")
    assert get_notice(old.reference).verdict is Verdict.KEEP
