"""What happened reaches whoever listens: at least once, in order, whatever fails."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from time_machine import travel

from cocreate.kernel import outbox
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.outbox import Event, backlog, record, retry_now
from cocreate.kernel.transaction import transaction

pytestmark = pytest.mark.usefixtures("app")


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRung(Event):
    number: int


class Ears:
    """A subscriber that keeps what it hears, and may refuse to."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.deaf_to: set[int] = set()

    def hear(self, event: BellRung) -> None:
        if event.number in self.deaf_to:
            raise ValueError("not this one")
        self.heard.append(event.number)


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Ears:
    listening = Ears()
    known = {**outbox._subscribers, BellRung: [listening.hear]}
    monkeypatch.setattr(outbox, "_subscribers", known)
    return listening


def ring(*numbers: int) -> None:
    for number in numbers:
        record(BellRung(number=number))
    db.session.commit()


def test_what_happened_is_heard_once_and_in_order(
    ears: Ears, relay_all: Callable[[], int]
) -> None:
    ring(1, 2, 3)
    assert [relay_all(), relay_all()] == [3, 0]
    assert ears.heard == [1, 2, 3]


def test_what_was_undone_never_happened(
    ears: Ears, relay_all: Callable[[], int]
) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        record(BellRung(number=1 // 0))
    record(BellRung(number=1))
    db.session.rollback()
    assert relay_all() == 0
    assert ears.heard == []


def test_an_event_that_fails_holds_up_no_other_and_comes_again(
    ears: Ears, relay_all: Callable[[], int]
) -> None:
    ears.deaf_to = {2}
    ring(1, 2, 3)
    assert relay_all() == 2
    assert (backlog().waiting, backlog().failed) == (1, 1)
    ears.deaf_to = set()
    with travel(now() + timedelta(hours=1)):
        assert relay_all() == 1
    assert ears.heard == [1, 3, 2]
    assert backlog().waiting == 0


def test_an_operator_can_have_it_tried_at_once(
    ears: Ears, relay_all: Callable[[], int]
) -> None:
    ears.deaf_to = {1}
    ring(1)
    relay_all()
    ears.deaf_to = set()
    assert retry_now() == 1
    assert relay_all() == 1


def test_workers_that_come_at_once_share_the_work(
    ears: Ears, at_once: Callable[..., list[object]]
) -> None:
    ring(*range(20))
    at_once(*[outbox.relay_all] * 3)
    assert sorted(ears.heard) == [*range(20)]


def test_an_event_that_nobody_hears_is_not_stored() -> None:
    ring(1)
    assert backlog().waiting == 0


def test_an_event_whose_listener_has_gone_does_not_wait_for_ever(
    ears: Ears, relay_all: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ring(1)
    monkeypatch.setattr(outbox, "_subscribers", {})
    assert relay_all() == 1
    assert backlog().waiting == 0
    assert ears.heard == []
