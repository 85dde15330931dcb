from datetime import timedelta

import pytest
import time_machine

from cocreate.kernel.clock import now
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.policy import Role
from cocreate.moderation.actions import (
    appeal,
    close_review,
    judge_comment,
    lift_suspension,
    suspend_person,
    undo_verdict,
)
from cocreate.moderation.queries import get_statement, suspensions, suspensions_of
from cocreate.moderation.reason import Decided, Grade, Reason, Verdict
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    actor_of,
)

pytestmark = pytest.mark.usefixtures("app")


def test_a_suspension_ends_by_itself() -> None:
    ada = a_person()
    suspend_person(
        actor_of(a_moderator()), ada.id, reason="Insults", grade=Grade.THREE_DAYS
    )
    assert ada.is_suspended(now())
    with time_machine.travel(now() + timedelta(days=4)):
        assert not ada.is_suspended(now())


def test_a_second_press_suspends_once() -> None:
    ada, judge = a_person(), actor_of(a_moderator())
    first = suspend_person(judge, ada.id, reason="Insults", grade=Grade.THREE_DAYS)
    again = suspend_person(judge, ada.id, reason="Insults", grade=Grade.THREE_DAYS)
    assert first is again
    assert len(suspensions_of(judge, ada.id)) == 1


def test_other_words_or_days_replace_a_suspension() -> None:
    ada, judge = a_person(), actor_of(a_moderator())
    suspend_person(judge, ada.id, reason="Insults", grade=Grade.THREE_DAYS)
    suspend_person(judge, ada.id, reason="Insults, again", grade=Grade.CLOSED)
    newest, oldest = suspensions_of(judge, ada.id)
    assert (newest.is_over, oldest.is_over) == (False, True)
    assert ada.suspended_until is None


def test_a_suspension_is_lifted_once() -> None:
    ada, judge = a_person(), actor_of(a_moderator())
    suspend_person(judge, ada.id, reason="Insults", grade=Grade.CLOSED)
    for _ in range(2):
        lift_suspension(judge, ada.id)
    assert not ada.is_suspended(now())
    assert [line.is_over for line in suspensions_of(judge, ada.id)] == [True]


def test_each_sanction_holds_for_its_own_case_and_goes_with_it_alone() -> None:
    ada, ruth, omar = a_person(), actor_of(a_moderator()), actor_of(a_moderator())
    grave, mild = a_comment(by=ada), a_comment(by=ada)
    judge_comment(ruth, grave.id, **silenced(Grade.MONTH))
    case = judge_comment(ruth, mild.id, **silenced(Grade.WEEK))
    undo_verdict(ruth, case.id)
    close_review(ruth, case.id, **silenced(Grade.DAY))
    told = get_statement(actor_of(ada), case.id)
    assert (told.grade, told.lifted_at) == (Grade.DAY, None)
    in_a_month = now() + timedelta(days=29)
    assert ada.is_suspended(in_a_month)
    lodged = appeal(actor_of(ada), case.id, words="It was meant kindly.")
    close_review(omar, lodged.id, verdict=Verdict.RESTORE)
    assert [line.is_over for line in suspensions_of(ruth, ada.id)] == [
        True,
        True,
        False,
    ]
    assert ada.is_suspended(in_a_month)
    shown = judge_comment(omar, grave.id, verdict=Verdict.RESTORE)
    assert not ada.is_suspended(now())
    undo_verdict(omar, shown.id)
    assert ada.is_suspended(in_a_month)
    undo_verdict(omar, lodged.id)
    over = [line.is_over for line in suspensions_of(ruth, ada.id)]
    assert over == [False, True, False]


def silenced(grade: Grade) -> Decided:
    return {"verdict": Verdict.SANCTION, "reason": Reason.ABUSE, "grade": grade}


def test_moderators_do_not_suspend_each_other_or_themselves() -> None:
    judge = a_moderator()
    for person in [judge, a_moderator(), a_person(role=Role.ADMINISTRATOR)]:
        with pytest.raises(ForbiddenError):
            suspend_person(
                actor_of(judge), person.id, reason="Power", grade=Grade.CLOSED
            )


def test_customers_and_product_managers_do_not_suspend() -> None:
    victim = a_person()
    for person in [a_person(), a_product_manager()]:
        with pytest.raises(ForbiddenError):
            suspend_person(
                actor_of(person), victim.id, reason="Dislike", grade=Grade.CLOSED
            )
        assert suspensions(actor_of(person)).rows == []
