"""What a flag weighs, who decides, and what an author can do about it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from cocreate.discussion.actions import edit_comment
from cocreate.discussion.models import Comment
from cocreate.discussion.queries import get_comment
from cocreate.ideas.hiding import Hiding
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from cocreate.kernel.policy import STRANGER, Actor, Role, Trust
from cocreate.moderation.actions import (
    appeal,
    claim,
    close_review,
    escalate,
    flag_comment,
    hold,
    judge_comment,
    note_on_case,
    open_case,
    undo_verdict,
)
from cocreate.moderation.case import CaseAct, CaseKind, CaseState
from cocreate.moderation.models import Review
from cocreate.moderation.queries import (
    get_statement,
    open_cases,
    steps_of,
)
from cocreate.moderation.reason import Grade, Reason, Verdict
from cocreate.moderation.weight import Tally, Weighed, hides, weight_of
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person, actor_of

pytestmark = pytest.mark.usefixtures("app")
ABUSE = {"verdict": Verdict.HIDE, "reason": Reason.ABUSE}


def flag_by(
    many: int, comment: Comment, reason: Reason, trust: Trust = Trust.FAMILIAR
) -> None:
    for _ in range(many):
        person = a_person()
        person.trust = trust
        flag_comment(actor_of(person), comment.id, reason=reason)
    db.session.commit()


def hidden(comment: Comment) -> bool:
    db.session.refresh(comment)
    return comment.hidden_at is not None


def the_case(comment: Comment, kind: CaseKind = CaseKind.FLAGGED) -> Review:
    return db.session.query(Review).filter_by(comment_id=comment.id, kind=kind).one()


def test_who_is_always_wrong_weighs_nothing_and_who_is_right_weighs_more() -> None:
    site = Tally(5, 5)
    some = Trust.FAMILIAR
    assert weight_of(Tally(0, 4), site, Trust.STEWARD) == 0.0
    assert weight_of(Tally(), site, Trust.NEWCOMER) == 0.0
    assert weight_of(Tally(9, 1), site, some) > weight_of(Tally(), site, some)
    assert weight_of(Tally(), site, some) > weight_of(Tally(1, 3), site, some)
    assert weight_of(Tally(), Tally(90, 10), some) > weight_of(
        Tally(), Tally(10, 90), some
    )
    by_level = [weight_of(Tally(), site, level) for level in Trust]
    assert by_level == sorted(by_level)
    assert by_level[Trust.REGULAR] > by_level[Trust.ESTABLISHED] > by_level[some]
    assert not hides([Weighed(Reason.ILLEGAL, 0.99)] * 9)


def test_flags_hide_for_the_time_being_but_no_storm_and_no_law_does() -> None:
    comment, by_company = a_comment(), a_comment(by=a_person(role=Role.EMPLOYEE))
    flag_by(10, comment, Reason.ABUSE, Trust.NEWCOMER)
    assert not hidden(comment)  # a storm of new accounts
    flag_by(3, by_company, Reason.ABUSE)
    assert not hidden(by_company)
    unlawful = a_comment()
    flag_by(4, unlawful, Reason.ILLEGAL)
    assert not hidden(unlawful)
    flag_by(3, comment, Reason.ABUSE)
    assert hidden(comment)
    case = the_case(comment)
    assert case.automated_at is not None
    assert case.closed_at is None  # a person decides
    told = get_statement(as_author(comment), case.id)
    assert (told.is_automated, told.verdict) == (True, None)
    judge = actor_of(a_moderator())
    close_review(judge, case.id, verdict=Verdict.RESTORE)
    assert not hidden(comment)
    flag_by(5, comment, Reason.ABUSE)
    assert not hidden(comment)  # a person has kept it
    assert len(open_cases(judge).rows) == 4 - 1


def test_what_a_person_has_kept_is_kept_until_its_author_changes_it() -> None:
    comment, jonas, ruth = a_comment(), actor_of(a_person()), actor_of(a_moderator())
    first = flag_comment(jonas, comment.id, reason=Reason.ABUSE)
    close_review(ruth, first.review_id, verdict=Verdict.KEEP)
    assert flag_comment(jonas, comment.id, reason=Reason.ABUSE).id == first.id
    flag_by(3, comment, Reason.ABUSE)
    assert not hidden(comment)
    with time_machine.travel(now() + timedelta(hours=1)):
        edit_comment(as_author(comment), comment.id, body="You are worms, all of you.")
        again = flag_comment(jonas, comment.id, reason=Reason.ABUSE)
        db.session.commit()
    assert again.id != first.id
    assert hidden(comment)  # nobody has looked at these words


def test_what_is_held_waits_and_goes_through_or_is_hidden() -> None:
    comment, judge = a_comment(), actor_of(a_moderator())
    case = hold(CaseKind.SPAM, comment_id=comment.id, why="Three links.")
    again = hold(CaseKind.SPAM, comment_id=comment.id, why="Three links.")
    assert (case.id, comment.hidden_as) == (again.id, Hiding.HELD)
    with pytest.raises(InvalidError):
        close_review(judge, case.id, verdict=Verdict.KEEP)
    close_review(judge, case.id, verdict=Verdict.RESTORE)
    assert get_comment(STRANGER, comment.id).shown
    ring = open_case(judge, CaseKind.RING, idea_id=comment.idea_id, why="Ten at once.")
    person = open_case(judge, CaseKind.PERSON, person_id=comment.author_id)
    assert ring.id != person.id
    assert {line.kind for line in open_cases(judge).rows} == {ring.kind, person.kind}
    assert not hidden(comment)


def test_a_change_that_was_asked_for_comes_back_by_itself(
    relay_all: Callable[[], int],
) -> None:
    comment, judge = a_comment(), actor_of(a_moderator())
    author = as_author(comment)
    case = judge_comment(
        judge, comment.id, verdict=Verdict.CHANGE, reason=Reason.PERSONAL_DATA
    )
    assert case.state(now()) is CaseState.RETURNED
    assert open_cases(judge).rows == []
    edit_comment(author, comment.id, body="Without the telephone number.")
    db.session.commit()
    relay_all()
    db.session.refresh(case)
    assert case.state(now()) is CaseState.WAITING
    assert [line.is_back for line in open_cases(judge).rows] == [True]
    assert hidden(comment)
    close_review(judge, case.id, verdict=Verdict.RESTORE)
    assert not hidden(comment)
    with pytest.raises(InvalidError):
        judge_comment(judge, comment.id, verdict=Verdict.HIDE, reason=Reason.ILLEGAL)


def test_an_appeal_is_decided_by_somebody_else_and_lifts_the_sanction() -> None:
    comment, first, other = a_comment(), a_moderator(), a_moderator()
    author = as_author(comment)
    case = judge_comment(
        actor_of(first),
        comment.id,
        verdict=Verdict.SANCTION,
        reason=Reason.ABUSE,
        grade=Grade.WEEK,
        statement="Said to three people.",
    )
    writer = db.session.get_one(Person, comment.author_id)
    assert writer.is_suspended(now())
    with pytest.raises(NotFoundError):
        appeal(actor_of(other), case.id, words="For them.")
    lodged = appeal(as_author(comment), case.id, words="It was a quotation.")
    assert appeal(author, case.id, words="Again.").id == lodged.id
    with pytest.raises(ForbiddenError):
        close_review(actor_of(first), lodged.id, verdict=Verdict.KEEP)
    broken = update(Review).where(Review.id == lodged.id)
    db.session.commit()
    with pytest.raises(IntegrityError):
        db.session.execute(broken.values(moderator_id=first.id))
    db.session.rollback()
    db.session.refresh(lodged)
    close_review(
        actor_of(other), lodged.id, verdict=Verdict.RESTORE, statement="So it was."
    )
    assert not hidden(comment)
    assert not writer.is_suspended(now())
    told = get_statement(author, case.id)
    assert (told.appeal_verdict, told.is_away) == (Verdict.RESTORE, False)
    assert told.lifted_at is not None


def test_appeals_are_open_for_six_months(
    signed_in: Callable[[Person], ForgetfulClient],
) -> None:
    ewa = a_person("Ewa")
    comment = a_comment(by=ewa)
    case = judge_comment(actor_of(a_moderator()), comment.id, **ABUSE)  # type: ignore[arg-type]  # a row of keywords
    db.session.commit()
    with time_machine.travel(now() + timedelta(days=184)):
        told = signed_in(ewa).get(f"/me/statements/{case.id}").text
        assert "You could appeal until" in told
        assert "You can appeal here" not in told
        with pytest.raises(ForbiddenError):
            appeal(as_author(comment), case.id, words="Late.")
    with time_machine.travel(now() + timedelta(days=182)):
        assert appeal(as_author(comment), case.id, words="In time.").id != case.id


def test_a_case_is_taken_passed_on_noted_and_its_verdict_undone() -> None:
    comment = a_comment()
    flag_by(1, comment, Reason.ABUSE)
    case, ruth, omar = the_case(comment), a_moderator(), a_moderator()
    claim(actor_of(ruth), case.id)
    claim(actor_of(ruth), case.id)
    for act in (claim, close_review):
        with pytest.raises(ConflictError):
            act(actor_of(omar), case.id, **({} if act is claim else ABUSE))  # type: ignore[arg-type]  # two acts, one refusal
    for _ in range(2):
        note_on_case(actor_of(omar), case.id, words="Seen before.")
    close_review(actor_of(ruth), case.id, verdict=Verdict.HIDE, reason=Reason.ABUSE)
    with pytest.raises(ForbiddenError):
        undo_verdict(actor_of(omar), case.id)
    for _ in range(2):
        undo_verdict(actor_of(ruth), case.id)
    assert not hidden(comment)
    assert case.state(now()) is CaseState.WAITING
    escalate(actor_of(omar), case.id, words="A matter of law.")
    with pytest.raises(ForbiddenError):
        close_review(actor_of(ruth), case.id, verdict=Verdict.KEEP)
    admin = a_person(role=Role.ADMINISTRATOR)
    close_review(actor_of(admin), case.id, verdict=Verdict.KEEP)
    done = [step.act for step in steps_of(case.id)]
    assert done == [
        *(CaseAct.OPENED, CaseAct.CLAIMED, CaseAct.NOTED, CaseAct.JUDGED),
        *(CaseAct.UNDONE, CaseAct.ESCALATED, CaseAct.JUDGED),
    ]


def as_author(comment: Comment) -> Actor:
    return actor_of(db.session.get_one(Person, comment.author_id))
