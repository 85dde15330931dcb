"""Programs read what became of what was reported, and complain, as pages do."""

from typing import Any

import pytest

from cocreate.kernel.db import db
from cocreate.moderation.actions import close_review, flag_comment
from cocreate.moderation.models import LegalNotice
from cocreate.moderation.reason import Reason, Verdict
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person, actor_of

pytestmark = pytest.mark.usefixtures("app")
FLAGS = "/api/v1/me/flags"
WORDS = {"words": "Read the second line."}


def test_a_member_reads_what_became_of_it_and_complains_once(
    client: ForgetfulClient, queries: Any
) -> None:
    jonas, ruth = a_person("Jonas"), a_moderator("Ruth")
    said = [a_comment(), a_comment()]
    case_ids = [
        flag_comment(actor_of(jonas), one.id, reason=Reason.ABUSE).review_id
        for one in said
    ]
    close_review(actor_of(ruth), case_ids[0], verdict=Verdict.KEEP)
    db.session.commit()
    own, others = bearer(jonas), bearer(a_person())
    with queries(at_most=3):
        listed: Any = client.get(FLAGS, headers=own).json
    waiting, left = listed["rows"]
    assert (waiting["id"], waiting["verdict"], waiting["complain_until"]) == (
        case_ids[1],
        None,
        None,
    )
    assert (left["comment_id"], left["verdict"]) == (said[0].id, "keep")
    assert left["complain_until"] > left["closed_at"]
    place = f"{FLAGS}/{case_ids[0]}"
    sent: Any = client.put(f"{place}/complaint", json=WORDS, headers=own).json
    again = client.put(f"{place}/complaint", json=WORDS, headers=own)
    assert again.json == sent
    assert sent["complained_at"]
    assert (sent["complain_until"], sent["complaint_verdict"]) == (None, None)
    assert client.get(place, headers=own).json == sent
    for number, headers, status in (
        (case_ids[1], own, 403),
        (case_ids[0], others, 404),
        (case_ids[0], {}, 401),
    ):
        refused = client.put(f"{FLAGS}/{number}/complaint", json=WORDS, headers=headers)
        assert refused.status_code == status
    assert client.get(FLAGS, headers=others).json == {**listed, "rows": []}


def test_whoever_gave_a_notice_complains_with_its_key_alone(
    client: ForgetfulClient,
) -> None:
    given: Any = client.post(
        "/api/v1/illegal-content",
        json={
            "place": f"/comments/{a_comment().id}",
            "why": "It tells people how to cheat.",
            "name": "Heleen Smit",
            "email": "heleen@example.net",
            "is_in_good_faith": True,
        },
        headers={"Accept-Language": "nl"},
        csrf=False,  # as a program has no page of ours
    ).json
    place = f"/api/v1/illegal-content/{given['reference']}"
    [notice] = db.session.query(LegalNotice)
    assert notice.language == "nl"
    close_review(actor_of(a_moderator()), notice.review_id, verdict=Verdict.KEEP)
    db.session.commit()
    said: Any = client.get(place).json
    assert "key" not in said
    assert said["complain_until"] > said["closed_at"]
    guessed, sent = (
        client.put(f"{place}/complaint", json={**WORDS, "key": key}, csrf=False)
        for key in ("guessed", given["key"])
    )
    assert guessed.status_code == 403
    told: Any = sent.json
    assert told["complained_at"]
    assert told["complain_until"] is None
    assert told["complaint_due_at"] > told["complained_at"]
