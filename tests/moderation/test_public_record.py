"""What anybody reads of moderation: interventions one by one, and years in figures."""

import csv
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

import pytest
from flask import Flask

from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.moderation import jobs
from cocreate.moderation.actions import (
    appeal,
    close_review,
    judge_comment,
    undo_verdict,
)
from cocreate.moderation.actions.open import hold
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import LegalNotice, Review, Suspension
from cocreate.moderation.queries import count_year, interventions
from cocreate.moderation.reason import AWAY, Decided, Grade, Reason, Verdict
from cocreate.moderation.transparency import cells_of
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_project,
    actor_of,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")
SignedIn = Callable[[Any], ForgetfulClient]
Queries = Callable[..., Any]
YEAR = 2025


def test_the_record_names_nobody_and_quotes_nothing(
    app: Flask, signed_in: SignedIn
) -> None:
    author, judge = a_person("Milan Varga"), a_moderator("Ruth Adler")
    secret = a_project("Hidden valley")
    inside = an_idea("Sell the valley", project=secret)
    comments = [a_comment(by=author, body="You fools, all of you.") for _ in range(2)]
    comments.append(a_comment(inside, by=author, body="You fools, all of you."))
    for comment, law in zip(
        comments, ["", "Penal Code § 185", "Varga's lie"], strict=True
    ):
        reason = Reason.ILLEGAL if law else Reason.ABUSE
        why: Decided = {"verdict": Verdict.HIDE, "reason": reason, "law": law}
        why["statement"] = "Milan said fools."
        judge_comment(actor_of(judge), comment.id, **why)
    secret.is_private = True
    held = a_comment(by=author, body="Look: gold.")
    hold(CaseKind.SPAM, comment_id=held.id, why="Gold is spam.")
    db.session.commit()
    for address in ("", ".atom", ".rss", ".json"):
        said = app.test_client().get(f"/interventions{address}").text
        for word in ("Milan", "Varga", "Ruth", "Adler", "fools", "valley", "old"):
            assert word not in said, (address, word)
        assert "Penal Code § 185" in said
        assert "A law that the public record does not quote" in said
        assert "no person has decided yet" in said
    assert "Hidden valley" in signed_in(judge).get("/interventions").text


def test_the_record_tells_how_an_appeal_ended_and_since_when_it_is_over() -> None:
    author, judge, other = a_person(), a_moderator(), a_moderator()
    comment = a_comment(by=author)
    away: Decided = {"verdict": Verdict.SANCTION, "reason": Reason.ABUSE}
    away["grade"] = Grade.WEEK
    review = judge_comment(actor_of(judge), comment.id, **away)
    lodged = appeal(actor_of(author), review.id, words="No.")
    close_review(actor_of(other), lodged.id, verdict=Verdict.RESTORE)
    [one] = interventions(STRANGER).rows
    assert (one.noun, one.kind, one.lasts) == ("comment", CaseKind.FLAGGED, "7 days")
    assert one.is_overturned
    assert one.ended_at == lodged.closed_at
    undone = judge_comment(actor_of(judge), comment.id, **away)
    assert len(interventions(STRANGER).rows) == 2
    undo_verdict(actor_of(judge), undone.id)
    assert len(interventions(STRANGER).rows) == 1


def test_the_record_is_paged_at_one_cost(app: Flask, queries: Queries) -> None:
    a_past(90)
    client, address, seen = app.test_client(), "/interventions.json", list[str]()
    while address:
        with queries(at_most=3):
            page: Any = client.get(address).json
        seen += [one["id"] for one in page["items"]]
        address = page.get("next_url", "").partition("//")[2]
        address = address and "/" + address.partition("/")[2]
    restricted = db.session.query(Review).where(Review.restricted_at.is_not(None))
    assert len(seen) == len({*seen}) == restricted.count() > 30


def test_a_year_is_what_a_recount_by_hand_finds() -> None:
    cases = a_past(160)
    figures = count_year(YEAR)
    decided = [c for c in cases if c.closed_at and c.closed_at.year == YEAR]
    for kind in {*CaseKind}:
        of_kind = [c for c in decided if c.kind is kind]
        told = figures["cases"].get(str(kind), {})
        opened = [c for c in cases if c.kind is kind and c.opened_at.year == YEAR]
        assert told.get("opened", 0) == len(opened)
        assert told.get("decided", 0) == len(of_kind)
        assert told.get("restricted", 0) == sum(c.verdict in AWAY for c in of_kind)
        if of_kind:
            assert told["in_time"] == sum(in_time(c) for c in of_kind)
            took = sorted(seconds(c) for c in of_kind)
            assert told["median_seconds"] == took[(len(took) + 1) // 2 - 1]
            assert told["ninth_seconds"] == took[ceil(0.9 * len(took)) - 1]
    assert figures["cases"]["all"]["decided"] == len(decided)
    check_rules(figures, decided)


def check_rules(figures: Any, decided: list[Review]) -> None:
    away = [c for c in decided if c.verdict in AWAY]
    by_rule = Counter(str(c.reason) for c in away)
    told = {name: row["restricted"] for name, row in figures["reasons"].items()}
    assert {name: n for name, n in told.items() if n} == by_rule
    appeals = [c for c in decided if c.appeal_of_id]
    first = {c.id: db.session.get_one(Review, c.appeal_of_id).reason for c in appeals}
    for reason in {*first.values()}:
        row = figures["reasons"][str(reason or "none")]
        of_rule = [c for c in appeals if first[c.id] is reason]
        assert row["appeals"] == len(of_rule)
        assert row["overturned"] == sum(c.verdict is not Verdict.KEEP for c in of_rule)
    automated = [c for c in decided if c.automated_at]
    told = figures["automation"]["all"]
    assert told["automated"] == len(automated)
    assert told["overturned"] == sum(c.verdict not in AWAY for c in automated)
    assert told["restricted"] == len({c.id for c in (*automated, *away)})
    assert sum(row["given"] for row in figures["sanctions"].values()) == 3
    notices = figures["notices"]
    assert notices["all"]["received"] == 4
    assert sum(row["received"] for row in notices.values()) == 8


def test_a_year_is_read_as_page_and_files(app: Flask) -> None:
    a_past(40)
    jobs.tell_years()
    db.session.commit()
    client = app.test_client()
    assert "Error rate" in client.get(f"/transparency/{YEAR}").text
    told: Any = client.get(f"/transparency/{YEAR}.json").json
    spoken: Any = client.get("/api/v1/transparency/2025").json
    rows = [*csv.DictReader(client.get(f"/transparency/{YEAR}.csv").text.splitlines())]
    in_json = told["sections"]
    for row in rows:
        value = in_json[row["section"]][row["row"]][row["measure"]]
        assert row["value"] == ("" if value is None else str(value))
    assert len(rows) == len([*cells_of(count_year(YEAR))])
    assert spoken["sections"] == in_json
    assert client.get("/transparency/1990").status_code == 404
    assert client.get("/transparency/99999999999999999999").status_code == 404


def a_past(number: int) -> list[Review]:
    """Cases of all kinds, drawn by a seed, decided in 2025 and about its ends."""
    drawn = random.Random(7)  # noqa: S311 - the same past each time
    comment = a_comment()
    first, second = a_moderator(), a_moderator()
    cases = [a_past_case(drawn, comment.id, first.id) for _ in range(number)]
    db.session.add_all(cases)
    db.session.flush()
    closed = [c for c in cases if c.closed_at and c.kind is not CaseKind.APPEAL]
    cases += [an_appeal(drawn, one, second.id) for one in closed[: number // 5]]
    db.session.add_all(cases)
    for place, case in enumerate(closed[:4]):
        received = datetime(YEAR, 3, 1 + place, tzinfo=UTC)
        said = {"place": "/", "why": "x", "law": "y", "received_at": received}
        db.session.add(LegalNotice(reference=f"R{place}", review_id=case.id, **said))
    for grade in (Grade.DAY, Grade.DAY, None):
        given = {"moderator_id": first.id, "reason": "x", "grade": grade}
        began = datetime(YEAR, 5, 1, tzinfo=UTC)
        db.session.add(Suspension(person_id=second.id, began_at=began, **given))
    db.session.commit()
    return cases


def a_past_case(drawn: random.Random, comment_id: Any, moderator_id: Any) -> Review:
    kinds = (CaseKind.FLAGGED, CaseKind.NOTICE, CaseKind.HELD, CaseKind.SPAM)
    opened = datetime(YEAR, 1, 1, tzinfo=UTC) + timedelta(
        hours=drawn.randint(-900, 9500)
    )
    verdict = drawn.choice(
        (Verdict.KEEP, Verdict.HIDE, Verdict.RESTORE, Verdict.SANCTION)
    )
    closed = opened + timedelta(minutes=drawn.randint(1, 9000))
    automated = opened if drawn.random() < 0.4 else None
    away = verdict in AWAY
    return Review(
        kind=drawn.choice(kinds),
        comment_id=comment_id,
        opened_at=opened,
        due_at=opened + timedelta(hours=48),
        closed_at=closed,
        verdict=verdict,
        reason=drawn.choice([*Reason]) if away else None,
        automated_at=automated,
        restricted_at=automated or (closed if away else None),
        moderator_id=moderator_id,
    )


def an_appeal(drawn: random.Random, first: Review, moderator_id: Any) -> Review:
    assert first.closed_at is not None
    opened = first.closed_at + timedelta(hours=drawn.randint(1, 900))
    return Review(
        kind=CaseKind.APPEAL,
        appeal_of_id=first.id,
        comment_id=first.comment_id,
        first_moderator_id=first.moderator_id,
        moderator_id=moderator_id,
        opened_at=opened,
        due_at=opened + timedelta(hours=96),
        closed_at=opened + timedelta(hours=drawn.randint(1, 200)),
        verdict=drawn.choice((Verdict.KEEP, Verdict.RESTORE)),
    )


def in_time(case: Review) -> bool:
    return case.closed_at is not None and case.closed_at <= case.due_at


def seconds(case: Review) -> int:
    assert case.closed_at is not None
    return int((case.closed_at - case.opened_at).total_seconds())
