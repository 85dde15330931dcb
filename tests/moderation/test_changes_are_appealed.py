"""Whoever is asked for a change appeals instead, and again what follows from it."""

from collections.abc import Callable

import pytest

from cocreate.discussion.actions import edit_comment
from cocreate.discussion.models import Comment
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.policy import Actor
from cocreate.moderation.actions import (
    appeal,
    bring_back,
    close_review,
    flag_comment,
    judge_comment,
    undo_verdict,
)
from cocreate.moderation.case import CaseState
from cocreate.moderation.models import Review
from cocreate.moderation.queries import (
    get_statement,
    open_cases,
    statement_about,
)
from cocreate.moderation.reason import Reason, Verdict
from tests.factories import a_comment, a_moderator, a_person, actor_of
from tests.moderation.test_complaints import told_of_reports
from tests.moderation.test_fairness import as_author, hidden

pytestmark = pytest.mark.usefixtures("app")


def test_whoever_is_asked_for_a_change_may_appeal_instead(
    relay_all: Callable[[], int],
) -> None:
    """They may make it meanwhile, too: whoever decides the appeal reads it."""
    comment, first, other = a_comment(), actor_of(a_moderator()), a_moderator()
    author = as_author(comment)
    case = judge_comment(
        first, comment.id, verdict=Verdict.CHANGE, reason=Reason.PERSONAL_DATA
    )
    assert get_statement(author, case.id).appeal_until is not None
    lodged = appeal(author, case.id, words="It is the shop's own number.")
    edit_comment(author, comment.id, body="The number of the shop is on its door.")
    db.session.commit()
    relay_all()
    db.session.refresh(case)
    assert case.state(now()) is CaseState.RETURNED
    assert [line.id for line in open_cases(first).rows] == [lodged.id]
    with pytest.raises(ForbiddenError):
        close_review(first, lodged.id, verdict=Verdict.RESTORE)
    close_review(actor_of(other), lodged.id, verdict=Verdict.RESTORE)
    assert not hidden(comment)
    assert case.state(now()) is CaseState.CLOSED
    assert not get_statement(author, case.id).is_away


def returned_and_appealed(comment: Comment, first: Actor) -> tuple[Review, Review]:
    """A case whose author was asked for a change and appealed, and the appeal."""
    case = judge_comment(
        first, comment.id, verdict=Verdict.CHANGE, reason=Reason.PERSONAL_DATA
    )
    return case, appeal(as_author(comment), case.id, words="It is the shop's number.")


def test_what_follows_an_appeal_that_failed_can_be_appealed_too(
    relay_all: Callable[[], int],
) -> None:
    """What was asked for stands; what is decided of the change is another decision."""
    comment, reporter = a_comment(), a_person()
    author = as_author(comment)
    first, other = actor_of(a_moderator()), actor_of(a_moderator())
    flag_comment(actor_of(reporter), comment.id, reason=Reason.PERSONAL_DATA)
    case, lodged = returned_and_appealed(comment, first)
    close_review(other, lodged.id, verdict=Verdict.KEEP)
    with pytest.raises(InvalidError):  # nobody could appeal that
        close_review(first, case.id, verdict=Verdict.HIDE, reason=Reason.ABUSE)
    edit_comment(author, comment.id, body="Their other telephone number.")
    db.session.commit()
    relay_all()
    assert told_of_reports(reporter)
    assert not get_statement(author, case.id).is_returned
    [again] = open_cases(first).rows
    assert again.is_back
    second = close_review(
        first, again.id, verdict=Verdict.HIDE, reason=Reason.PERSONAL_DATA
    )
    about = statement_about(author.person_id, idea_id=None, comment_id=comment.id)
    assert about == second.id
    anew = appeal(author, second.id, words="It is the shop's own as well.")
    assert appeal(author, second.id, words="Twice.").id == anew.id != lodged.id
    with pytest.raises(ForbiddenError):
        close_review(first, anew.id, verdict=Verdict.RESTORE)
    close_review(other, anew.id, verdict=Verdict.RESTORE)
    assert not hidden(comment)


def test_a_change_that_is_heard_of_twice_at_once_is_one_case(
    at_once: Callable[..., list[None]],
) -> None:
    comment, (first, other) = a_comment(), (a_moderator(), a_moderator())
    comment_id = comment.id
    case, lodged = returned_and_appealed(comment, actor_of(first))
    close_review(actor_of(other), lodged.id, verdict=Verdict.KEEP)
    db.session.commit()
    judge, case_id = actor_of(first), case.id
    at_once(
        lambda: bring_back(comment_id=comment_id),
        lambda: bring_back(comment_id=comment_id),
        lambda: close_review(judge, case_id, verdict=Verdict.CHANGE).id,
    )
    [line] = open_cases(judge).rows
    assert line.is_back


@pytest.mark.parametrize("verdict", [Verdict.KEEP, Verdict.RESTORE])
def test_a_change_is_waited_for_again_once_the_end_of_an_appeal_is_taken_back(
    verdict: Verdict,
) -> None:
    comment, other = a_comment(), actor_of(a_moderator())
    case, lodged = returned_and_appealed(comment, actor_of(a_moderator()))
    close_review(other, lodged.id, verdict=verdict)
    undo_verdict(other, lodged.id)
    assert hidden(comment)
    assert case.state(now()) is CaseState.RETURNED
