from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cocreate.discussion.queries import get_comment
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER
from cocreate.moderation.actions import flag_comment
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.reason import Reason, Verdict
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    actor_of,
    an_idea,
)
from tests.walking import Walker

SignedIn = Callable[[Any], ForgetfulClient]


def a_case(**said: Any) -> Review:
    comment = a_comment(**said)
    flag = flag_comment(
        actor_of(a_person("Jonas Lindqvist")), comment.id, reason=Reason.ABUSE
    )
    db.session.commit()
    return db.session.get_one(Review, flag.review_id)


def test_a_member_reports_a_comment(signed_in: SignedIn) -> None:
    idea = an_idea()
    comment = a_comment(idea, by=a_person("Milan Varga"))
    walker = Walker(signed_in(a_person())).visit(f"/ideas/{idea.id}")
    walker.follow("Report the comment by Milan Varga")
    walker.send("Report it", reason="abuse", note="He speaks against a person.")
    assert "A moderator will look at it" in walker.text
    walker.visit(f"/comments/{comment.id}/flag")
    assert "You have reported this" in walker.text


def test_a_member_reports_an_idea(signed_in: SignedIn) -> None:
    idea = an_idea()
    walker = Walker(signed_in(a_person())).visit(f"/ideas/{idea.id}")
    walker.follow("Report").send("Report it", reason="spam")
    assert "A moderator will look at it" in walker.text


def test_a_report_without_a_reason_is_sent_back_with_its_note(
    signed_in: SignedIn,
) -> None:
    comment = a_comment()
    for reason in ["", "nonsense"]:
        page = signed_in(a_person()).post(
            f"/comments/{comment.id}/flag",
            data={"reason": reason, "note": "My note stays."},
        )
        assert page.status_code == 422
        assert "Choose what is wrong with it." in page.text
        assert "My note stays." in page.text


def test_a_moderator_decides_a_case(signed_in: SignedIn) -> None:
    review = a_case(body="People like you should not have a bank.")
    walker = Walker(signed_in(a_moderator())).visit("/moderation")
    assert "People like you should not have a bank." in walker.text
    walker.send("Hide", reason="abuse", statement="Rule 2.")
    assert "Nothing waits" in walker.text
    comment_id = db.session.get_one(Review, review.id).comment_id
    assert comment_id is not None
    with pytest.raises(Exception, match="nothing here"):
        get_comment(STRANGER, comment_id)


def test_hiding_without_a_reason_is_sent_back_with_what_was_typed(
    signed_in: SignedIn,
) -> None:
    review = a_case()
    page = signed_in(a_moderator()).post(
        f"/moderation/cases/{review.id}/verdict",
        data={"verdict": "hide", "statement": "My words stay."},
    )
    assert page.status_code == 422
    assert "Choose the reason its author will be told." in page.text
    assert "My words stay." in page.text


def test_a_verdict_nobody_knows_is_sent_back(signed_in: SignedIn) -> None:
    review = a_case()
    page = signed_in(a_moderator()).post(
        f"/moderation/cases/{review.id}/verdict", data={"verdict": "burn"}
    )
    assert page.status_code == 422


def test_two_moderators_at_once_do_not_overrule_each_other(
    signed_in: SignedIn,
) -> None:
    review = a_case()
    address = f"/moderation/cases/{review.id}/verdict"
    hide = {"verdict": "hide", "reason": "abuse"}
    assert signed_in(a_moderator()).post(address, data=hide).status_code == 303
    assert signed_in(a_moderator()).post(address, data=hide).status_code == 303
    late = signed_in(a_moderator()).post(address, data={"verdict": "keep"})
    assert late.status_code == 409


def test_a_moderator_hides_an_idea_where_they_meet_it_and_restores_it(
    signed_in: SignedIn,
) -> None:
    ada = a_person()
    idea = an_idea(author=ada)
    walker = Walker(signed_in(a_moderator())).visit(f"/ideas/{idea.id}")
    walker.follow("Moderate").send("Hide", reason="spam", statement="It sells gold.")
    assert signed_in(a_person()).get(f"/ideas/{idea.id}").status_code == 404
    own = signed_in(ada)
    assert "It sells gold." in own.get(f"/ideas/{idea.id}").text
    assert "It sells gold." in own.get("/me/statements").text
    walker.follow("Moderate").send("Restore")
    assert signed_in(a_person()).get(f"/ideas/{idea.id}").status_code == 200


def test_a_flagged_comment_leads_its_moderator_to_the_case(
    signed_in: SignedIn,
) -> None:
    review = a_case()
    answer = signed_in(a_moderator()).get(f"/moderation/comments/{review.comment_id}")
    assert answer.location == f"/moderation/cases/{review.id}"


def test_closed_cases_are_listed_and_can_be_looked_at_again(
    signed_in: SignedIn,
) -> None:
    a_case(body="A harmless remark.")
    walker = Walker(signed_in(a_moderator())).visit("/moderation").send("Leave it")
    walker.follow("Closed").follow("A harmless remark.").follow("Look at it again")
    assert "A harmless remark." in walker.text


def test_a_person_is_suspended_and_the_suspension_lifted(signed_in: SignedIn) -> None:
    ada = a_person("Milan Varga")
    walker = Walker(signed_in(a_moderator())).visit(f"/moderation/people/{ada.id}")
    walker.send("Suspend", reason="Three insults in a week.", grade="72h")
    assert "Three insults in a week." in walker.text
    idea = an_idea()
    said = signed_in(ada).post(f"/ideas/{idea.id}/comments", data={"body": "No."})
    assert said.status_code == 403
    walker.visit("/moderation/suspensions")
    assert "Milan Varga" in walker.text
    walker.follow("Milan Varga").send("Lift the suspension")
    said = signed_in(ada).post(f"/ideas/{idea.id}/comments", data={"body": "Yes."})
    assert said.status_code == 303


@pytest.mark.parametrize("grade", ["", "3", "for ever"])
def test_a_suspension_needs_a_reason_and_a_grade(
    signed_in: SignedIn, grade: str
) -> None:
    ada = a_person()
    page = signed_in(a_moderator()).post(
        f"/moderation/people/{ada.id}/suspension", data={"grade": grade}
    )
    assert page.status_code == 422
    assert "Say why" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/moderation",
        "/moderation/closed",
        "/moderation/suspensions",
        "/moderation/cases/1",
        "/moderation/ideas/1",
        "/moderation/comments/1",
        "/moderation/people/1",
    ],
)
def test_moderation_is_for_moderators(signed_in: SignedIn, address: str) -> None:
    for person in [a_person(), a_product_manager()]:
        assert signed_in(person).get(address).status_code == 403


def test_the_queue_takes_as_many_queries_for_many_cases_as_for_one(
    signed_in: SignedIn, queries: Any
) -> None:
    judge = a_moderator()
    a_case()
    browser = signed_in(judge)
    with queries(at_most=32) as for_one:
        browser.get("/moderation")
    for _ in range(5):
        a_case()
    with queries(at_most=len(for_one)):
        browser.get("/moderation")


def test_many_cases_are_decided_at_once_and_a_note_stays_typed(
    signed_in: SignedIn,
) -> None:
    cases = [a_case() for _ in range(2)]
    browser = signed_in(a_moderator())
    picked = {"pick": [*(str(one.id) for one in cases), "9" * 5_000], "verdict": "hide"}
    refused = browser.post("/moderation/verdicts", data=picked)
    assert refused.status_code == 422
    assert "Choose the reason that authors will be told." in refused.text
    longest = {"words": "far too long " * 100}
    refused = browser.post(f"/moderation/cases/{cases[0].id}/notes", data=longest)
    assert refused.status_code == 422
    assert refused.text.count("far too long") >= 100
    done = browser.post("/moderation/verdicts", data={**picked, "all_reason": "spam"})
    assert done.status_code == 303
    assert "Nothing waits" in browser.get("/moderation").text


def test_the_time_to_a_verdict_is_in_view(signed_in: SignedIn) -> None:
    comment, judge, at = a_comment(), a_moderator(), now()
    for hours in range(1, 11):
        review = Review(comment_id=comment.id, kind=CaseKind.FLAGGED)
        review.closed_at, review.verdict = at, Verdict.KEEP
        review.opened_at = at - timedelta(hours=hours)
        review.moderator_id = judge.id
        db.session.add(review)
    db.session.commit()
    desk = signed_in(judge)
    page = " ".join(desk.get("/moderation").text.split())
    assert "A verdict takes 5 hours" in page
    assert "nine of ten no more than 9 hours" in page
    assert "left by Mary Seacole after 7 hours" in desk.get("/moderation/closed").text
