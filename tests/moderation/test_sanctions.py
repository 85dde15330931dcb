from datetime import timedelta

import pytest
import time_machine

from cocreate.kernel.clock import now
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.policy import Role
from cocreate.moderation.actions import lift_suspension, suspend_person
from cocreate.moderation.queries import suspensions, suspensions_of
from cocreate.moderation.reason import Grade
from tests.factories import a_moderator, a_person, a_product_manager, actor_of

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
