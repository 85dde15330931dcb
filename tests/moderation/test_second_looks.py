"""Closed cases are judged again by somebody who does not know how they ended."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from math import sqrt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from cocreate import config
from cocreate.config import Settings
from cocreate.discussion.actions import bring_visits, note_visit
from cocreate.discussion.models import Comment
from cocreate.kernel.afterwards import word_left
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import ReviewId
from cocreate.moderation.actions import (
    appeal,
    close_review,
    flag_comment,
    look_again,
    note_on_case,
    pass_on,
    undo_verdict,
)
from cocreate.moderation.agreement import FEWEST, SURE, agreement_of
from cocreate.moderation.looking import Outcome, is_drawn
from cocreate.moderation.models import Review
from cocreate.moderation.models.looks import SecondLook
from cocreate.moderation.queries import agreement, next_look
from cocreate.moderation.reason import Reason, Verdict
from cocreate.people.models import Person
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person, actor_of

pytestmark = pytest.mark.usefixtures("every_case")
SignedIn = Callable[[Any], ForgetfulClient]
AtOnce = Callable[..., list[Any]]


@pytest.fixture
def every_case(app: Flask, settings: Settings) -> Iterator[None]:
    """Every closed case is drawn."""
    config.use(settings.model_copy(update={"second_look_share": 1.0}))
    yield
    config.use(settings)


def closed_case(
    first: Person, by: Person | None = None, verdict: Verdict = Verdict.HIDE
) -> tuple[Review, Comment]:
    comment = a_comment(by=by or a_person("Milan Varga"), body="Fools, all of you.")
    flag = flag_comment(actor_of(a_person("Jonas")), comment.id, reason=Reason.SPAM)
    reason = Reason.PERSONAL_DATA if verdict is Verdict.HIDE else None
    said = "It quotes his letter."
    review = close_review(
        actor_of(first), flag.review_id, verdict=verdict, reason=reason, statement=said
    )
    db.session.commit()
    return review, comment


def look_at(review: Review) -> SecondLook:
    query = select(SecondLook).where(SecondLook.review_id == review.id)
    return db.session.scalars(query).one()


def test_the_second_moderator_learns_nothing_of_the_first(signed_in: SignedIn) -> None:
    first, second = a_moderator("Ruth Adler"), a_moderator("Bruno Keel")
    review, comment = closed_case(first)
    desk, api = signed_in(second), bearer(second)
    case = f"/moderation/cases/{review.id}"
    page = desk.get("/moderation/second").text
    assert "Fools, all of you." in page
    spoken = desk.get("/api/v1/second-looks/next", headers=api).text
    told = ("Ruth", "Milan", "Varga", "Jonas", "his letter", "rivate", "Hidden")
    closed = desk.get("/moderation/closed").text
    for said in (page.partition("<main")[2], spoken, closed):
        assert [word for word in told if word in said.partition("</main")[0]] == []
        assert f"/comments/{comment.id}" not in said
        assert case not in said
    put = {"json": {"verdict": "hide", "reason": "spam"}, "headers": api}
    assert desk.get(case).status_code == 404
    assert desk.put(f"/api/v1/cases/{review.id}/verdict", **put).status_code == 404
    history = desk.get(f"/moderation/comments/{comment.id}").text
    assert "Hidden by Ruth" not in history
    assert signed_in(first).get(case).status_code == 200
    desk.post(f"/moderation/second/{look_at(review).id}", data={"verdict": "hide"})
    assert desk.get(case).status_code == 200


def test_who_knows_the_case_already_is_not_asked() -> None:
    first, author = a_moderator(), a_moderator()
    flagger, noter, fresh = a_moderator(), a_moderator(), a_moderator()
    comment = a_comment(by=author)
    flag = flag_comment(actor_of(flagger), comment.id, reason=Reason.SPAM)
    note_on_case(actor_of(noter), flag.review_id, words="He was warned.")
    close_review(actor_of(first), flag.review_id, verdict=Verdict.KEEP)
    db.session.commit()
    asked = (first, author, flagger, noter, fresh)
    seen = [next_look(actor_of(one)) is not None for one in asked]
    assert seen == [False, False, False, False, True]
    assert next_look(actor_of(a_person())) is None
    comment.edited_at = now()
    db.session.commit()
    assert next_look(actor_of(fresh)) is None


def test_who_opened_the_idea_since_is_not_asked(app: Flask) -> None:
    early, late, during, fresh = (a_moderator() for _ in range(4))
    review, comment = closed_case(a_moderator())
    assert comment.idea_id is not None
    closed_at, key = now(), comment.idea_id
    came = [(early, closed_at - timedelta(hours=1)), (late, now())]
    bring_visits([(one.id, key, at) for one, at in came])
    db.session.commit()
    asked = (early, late, during, fresh)
    seen = [next_look(actor_of(one)) is not None for one in asked]
    assert seen == [True, False, True, True]
    note_visit(during.id, key)  # in another tab, with the look before them
    with pytest.raises(ConflictError):
        look_again(actor_of(during), look_at(review).id, verdict=Verdict.HIDE)
    look_again(actor_of(fresh), look_at(review).id, verdict=Verdict.HIDE)


def test_a_moderator_who_reads_it_by_the_api_has_seen_it(
    client: ForgetfulClient,
) -> None:
    idea_id, moderator = a_comment().idea_id, a_moderator()
    for person, kept in ((moderator, (moderator.id, idea_id)), (a_person(), None)):
        token = bearer(person)
        for path in (f"/ideas/{idea_id}", f"/ideas/{idea_id}/comments"):
            with client:
                assert client.get(f"/api/v1{path}", headers=token).status_code == 200
                assert word_left("visit") == kept


def test_an_appeal_ends_the_second_look() -> None:
    first, author = a_moderator(), a_person()
    review, _ = closed_case(first, by=author)
    fresh = actor_of(a_moderator())
    appeal(actor_of(author), review.id, words="No.")
    db.session.commit()
    assert next_look(fresh) is None
    with pytest.raises(ConflictError):
        look_again(fresh, look_at(review).id, verdict=Verdict.KEEP)


def test_the_database_knows_no_second_look_by_the_first() -> None:
    first = a_moderator()
    closed_case(first)
    looked = {"moderator_id": first.id, "verdict": Verdict.HIDE, "looked_at": now()}
    with pytest.raises(IntegrityError):
        db.session.execute(update(SecondLook).values(**looked))
    db.session.rollback()


def test_of_two_who_look_at_once_one_is_kept(at_once: AtOnce) -> None:
    review, comment = closed_case(a_moderator())
    look_id = look_at(review).id
    one, two = actor_of(a_moderator()), actor_of(a_moderator())
    told = at_once(
        lambda: look_again(one, look_id, verdict=Verdict.KEEP).moderator_id,
        lambda: look_again(one, look_id, verdict=Verdict.KEEP).moderator_id,
        lambda: look_again(two, look_id, verdict=Verdict.HIDE).moderator_id,
    )
    db.session.expire_all()
    kept = look_at(review).moderator_id
    refused = sum(isinstance(answer, ConflictError) for answer in told)
    assert refused == (1 if kept == one.person_id else 2)
    assert not comment.shown
    assert db.session.get_one(Review, review.id).verdict is Verdict.HIDE


def test_a_disagreement_goes_to_an_administrator_once(signed_in: SignedIn) -> None:
    first, second = a_moderator(), a_moderator()
    review, _ = closed_case(first)
    alike, _ = closed_case(first)
    actor = actor_of(second)
    look_again(actor, look_at(review).id, verdict=Verdict.KEEP, words="It is mild.")
    look_again(actor, look_at(alike).id, verdict=Verdict.HIDE)
    opened = pass_on(actor, look_at(review).id)
    assert pass_on(actor_of(first), look_at(review).id) == opened
    case = db.session.get_one(Review, ReviewId(opened))
    assert case.escalated_at is not None
    assert case.id != review.id
    with pytest.raises(ConflictError):
        pass_on(actor, look_at(alike).id)
    db.session.commit()
    page = signed_in(first).get("/moderation/agreement").text
    assert "they differ" in page
    assert f"beyond chance: 2 of at least {FEWEST}" in page
    assert agreement(actor)[:3] == (2, 1, None)


def test_a_verdict_taken_back_is_compared_with_nothing() -> None:
    first = a_moderator()
    review, _ = closed_case(first)
    undo_verdict(actor_of(first), review.id)
    assert db.session.scalars(select(SecondLook.id)).all() == []


def test_the_share_that_is_drawn_is_the_share_that_was_set() -> None:
    ids = [ReviewId(one) for one in range(20_000)]
    drawn = [one for one in ids if is_drawn(one, seed=b"a" * 40, share=0.05)]
    assert 900 < len(drawn) < 1_100
    assert drawn != [one for one in ids if is_drawn(one, seed=b"b" * 40, share=0.05)]
    assert not any(is_drawn(one, seed=b"a", share=0) for one in ids)


def test_kappa_is_that_of_the_books() -> None:
    """The example of Cohen's kappa that is taught; its error found by another way."""
    left, hidden = Outcome.LEFT, Outcome.HIDDEN
    counts = {(left, left): 20, (left, hidden): 5, (hidden, left): 10}
    counts[hidden, hidden] = 15
    told = agreement_of(counts)
    assert told.kappa == pytest.approx(0.4)
    assert told.band == "fair"
    shares = {pair: number / 50 for pair, number in counts.items()}
    slopes = {pair: slope(shares, pair) for pair in shares}
    middle = sum(shares[pair] * slopes[pair] for pair in shares)
    spread = sum(shares[pair] * slopes[pair] ** 2 for pair in shares) - middle**2
    error = sqrt(spread / 50)
    assert told.high == pytest.approx(0.4 + SURE * error, rel=1e-4)
    assert told.low == pytest.approx(0.4 - SURE * error, rel=1e-4)
    assert agreement_of({(left, left): 40}).kappa is None
    assert agreement_of({(left, left): 20, (hidden, hidden): 9}).kappa is None


def slope(shares: Any, pair: Any) -> float:
    """How kappa moves with one of the shares (the delta method, by differences)."""
    step = 1e-6
    return (kappa_of({**shares, pair: shares[pair] + step}) - kappa_of(shares)) / step


def kappa_of(shares: Any) -> float:
    alike = sum(share for (one, other), share in shares.items() if one is other)
    chance = sum(
        share * also
        for ((one, _), share), ((_, other), also) in product(shares.items(), repeat=2)
        if one is other
    )
    return float((alike - chance) / (1 - chance))
