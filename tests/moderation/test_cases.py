from collections.abc import Callable
from datetime import timedelta

import pytest

from cocreate.discussion.actions import withdraw_comment
from cocreate.discussion.models import Comment
from cocreate.discussion.queries import get_comment
from cocreate.ideas.queries import find_idea
from cocreate.kernel.db import db
from cocreate.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from cocreate.kernel.policy import STRANGER
from cocreate.moderation.actions import (
    close_review,
    flag_comment,
    flag_idea,
    judge_comment,
    judge_idea,
)
from cocreate.moderation.models import Review
from cocreate.moderation.queries import (
    closed_cases,
    count_closed_today,
    count_open,
    get_review,
    item_of,
    latest_review,
    open_cases,
    record_of,
    statements_to,
    trail_of,
)
from cocreate.moderation.reason import Reason, Verdict
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    actor_of,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")


def case_of(comment: Comment, flags: int = 1) -> Review:
    raised = [
        flag_comment(actor_of(a_person()), comment.id, reason=Reason.ABUSE)
        for _ in range(flags)
    ]
    db.session.commit()
    return db.session.get_one(Review, raised[0].review_id)


def test_flags_on_the_same_words_join_one_case() -> None:
    review = case_of(a_comment(), flags=3)
    judge = actor_of(a_moderator())
    assert review.flags == 3
    assert [line.flags for line in open_cases(judge).rows] == [3]


def test_a_member_flags_once_however_often_they_press() -> None:
    comment, ada = a_comment(), actor_of(a_person())
    first = flag_comment(ada, comment.id, reason=Reason.ABUSE)
    again = flag_comment(ada, comment.id, reason=Reason.SPAM, note="And more.")
    review = db.session.get_one(Review, first.review_id)
    db.session.refresh(review)
    assert (again.id, review.flags) == (first.id, 1)


def test_nobody_flags_their_own_words_or_without_the_right_to_write() -> None:
    ada = a_person()
    comment = a_comment(by=ada)
    idle = [a_person(suspended=True), a_person(verified=False), ada]
    for actor in [STRANGER, *map(actor_of, idle)]:
        with pytest.raises(ForbiddenError):
            flag_comment(actor, comment.id, reason=Reason.ABUSE)


def test_what_is_hidden_cannot_be_flagged_by_those_who_do_not_see_it() -> None:
    idea = an_idea()
    judge_idea(
        actor_of(a_moderator()), idea.id, verdict=Verdict.HIDE, reason=Reason.SPAM
    )
    with pytest.raises(NotFoundError):
        flag_idea(actor_of(a_person()), idea.id, reason=Reason.SPAM)


def test_hiding_closes_the_case_and_tells_the_author_why() -> None:
    ada = a_person()
    comment = a_comment(by=ada)
    review = case_of(comment)
    judge = a_moderator("Ruth Adler")
    close_review(
        actor_of(judge),
        review.id,
        verdict=Verdict.HIDE,
        reason=Reason.ABUSE,
        statement="We speak about ideas, not against people.",
    )
    own = get_comment(actor_of(ada), comment.id)
    assert own.hidden_reason == (
        "It demeans or attacks a person. We speak about ideas, not against people."
    )
    [told] = statements_to(actor_of(ada)).rows
    assert (told.verdict, told.moderator) == (Verdict.HIDE, "Ruth Adler")
    assert (count_open(actor_of(judge)), count_closed_today(actor_of(judge))) == (0, 1)


def test_keeping_leaves_it_where_it_is() -> None:
    comment = a_comment()
    judge = actor_of(a_moderator())
    close_review(judge, case_of(comment).id, verdict=Verdict.KEEP)
    assert get_comment(STRANGER, comment.id).shown
    assert [line.verdict for line in closed_cases(judge).rows] == [Verdict.KEEP]


def test_the_same_verdict_twice_changes_nothing_and_another_is_refused() -> None:
    review = case_of(a_comment())
    judge, other = actor_of(a_moderator()), actor_of(a_moderator())
    close_review(judge, review.id, verdict=Verdict.HIDE, reason=Reason.ABUSE)
    close_review(other, review.id, verdict=Verdict.HIDE, reason=Reason.SPAM)
    assert review.moderator_id == judge.person_id
    with pytest.raises(ConflictError):
        close_review(other, review.id, verdict=Verdict.KEEP)


def test_a_new_flag_after_the_verdict_opens_a_new_case() -> None:
    comment = a_comment()
    first = case_of(comment)
    close_review(actor_of(a_moderator()), first.id, verdict=Verdict.KEEP)
    assert case_of(comment).id != first.id


def test_nothing_is_hidden_without_a_reason() -> None:
    review = case_of(a_comment())
    with pytest.raises(InvalidError):
        close_review(actor_of(a_moderator()), review.id, verdict=Verdict.HIDE)


def test_nobody_judges_their_own_words() -> None:
    judge = a_moderator()
    comment = a_comment(by=judge)
    review = case_of(comment)
    with pytest.raises(ForbiddenError):
        close_review(actor_of(judge), review.id, verdict=Verdict.KEEP)
    with pytest.raises(ForbiddenError):
        judge_comment(
            actor_of(judge), comment.id, verdict=Verdict.HIDE, reason=Reason.OTHER
        )


@pytest.mark.parametrize("role", [a_person, a_product_manager], ids=["customer", "pm"])
def test_only_moderators_know_of_cases(role: Callable[[], object]) -> None:
    review = case_of(a_comment())
    actor = actor_of(role())  # type: ignore[arg-type]  # both make a person
    assert open_cases(actor).rows == []
    with pytest.raises(NotFoundError):
        get_review(actor, review.id)
    with pytest.raises(NotFoundError):
        close_review(actor, review.id, verdict=Verdict.KEEP)


def test_a_moderator_hides_and_restores_where_they_meet_it() -> None:
    idea, judge = an_idea(), actor_of(a_moderator())
    hidden = judge_idea(judge, idea.id, verdict=Verdict.HIDE, reason=Reason.SPAM)
    again = judge_idea(judge, idea.id, verdict=Verdict.HIDE, reason=Reason.SPAM)
    assert hidden.id == again.id
    assert find_idea(STRANGER, idea.id) is None
    restored = judge_idea(judge, idea.id, verdict=Verdict.RESTORE)
    assert restored.id != hidden.id
    assert find_idea(STRANGER, idea.id) is not None


def test_hiding_where_one_meets_it_closes_the_open_case() -> None:
    comment = a_comment()
    review = case_of(comment)
    closed = judge_comment(
        actor_of(a_moderator()),
        comment.id,
        verdict=Verdict.HIDE,
        reason=Reason.ABUSE,
    )
    assert closed.id == review.id


def test_a_flag_that_was_right_is_in_its_reporters_record() -> None:
    ada, comment = a_person(), a_comment()
    flag = flag_comment(actor_of(ada), comment.id, reason=Reason.ABUSE)
    close_review(
        actor_of(a_moderator()),
        flag.review_id,
        verdict=Verdict.HIDE,
        reason=Reason.ABUSE,
    )
    assert record_of(ada.id).flags_right == 1
    assert record_of(comment.author_id).hidden_before == 1


def test_the_trail_of_what_was_judged_often_is_read_page_by_page() -> None:
    comment, moderator = a_comment(), actor_of(a_moderator())
    db.session.add_all(
        Review(
            project_id=comment.project_id,
            comment_id=comment.id,
            author_id=comment.author_id,
            closed_at=comment.posted_at + timedelta(minutes=number),
            verdict=Verdict.RESTORE if number % 2 else Verdict.HIDE,
        )
        for number in range(52)
    )
    db.session.commit()
    again = judge_comment(moderator, comment.id, verdict=Verdict.RESTORE)
    item = item_of(moderator, idea_id=None, comment_id=comment.id)
    assert again == latest_review(item)  # a second press changes nothing
    latest = trail_of(item, None)
    assert len(latest.steps) == 50
    assert latest.steps[-1].words.startswith("Restored")
    earliest = trail_of(item, None, place=latest.earlier)
    assert [step.words.split()[0] for step in earliest.steps] == ["Hidden", "Restored"]
    assert earliest.earlier is None


def test_what_its_author_took_back_can_still_be_judged() -> None:
    ada = a_person()
    comment = a_comment(by=ada)
    review = case_of(comment)
    withdraw_comment(actor_of(ada), comment.id)
    close_review(
        actor_of(a_moderator()), review.id, verdict=Verdict.HIDE, reason=Reason.ABUSE
    )
    assert review.closed_at is not None
