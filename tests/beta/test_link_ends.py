"""A link already given out ends at once with the reason it was given for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from cocreate.beta import actions, queries
from cocreate.beta.drafts import ProgrammeDraft
from cocreate.kernel.clock import now
from cocreate.kernel.transaction import transaction
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, actor_of

Browsers = Callable[..., ForgetfulClient]


def leave(given: Given) -> None:
    actions.leave(actor_of(given.tester), given.programme.id)


def remove(given: Given) -> None:
    enrolment = queries.find_enrolment(given.programme.id, given.tester.id)
    assert enrolment is not None
    actions.remove(actor_of(a_product_manager()), enrolment.id)


def move_away(given: Given) -> None:
    manager = actor_of(a_product_manager())
    ring = actions.add_cohort(manager, given.programme.id, name="Without builds")
    enrolment = queries.find_enrolment(given.programme.id, given.tester.id)
    assert enrolment is not None
    actions.move_to_cohort(manager, enrolment.id, cohort_id=ring.id)


def change_terms(given: Given) -> None:
    draft = ProgrammeDraft(name="Beta", terms="These are other terms now.", seats=10)
    actions.edit_programme(actor_of(a_product_manager()), given.programme.id, draft)


def suspend(given: Given) -> None:
    given.tester.suspended_at = now()


def make_private(given: Given) -> None:
    given.project.is_private = True


def revoke(given: Given) -> None:
    manager = actor_of(a_product_manager())
    actions.revoke_build(manager, given.build.id, reason="It loses money.")


def let_expire(given: Given) -> None:
    given.build.expires_at = now() - timedelta(seconds=1)


ENDS = [
    (leave, 403),
    (remove, 403),
    (move_away, 403),
    (change_terms, 403),
    (suspend, 403),
    (make_private, 403),
    (revoke, 410),
    (let_expire, 410),
]


@pytest.mark.parametrize(
    ("end", "status"), ENDS, ids=lambda e: getattr(e, "__name__", "")
)
def test_a_link_already_given_out_stops_when_its_reason_ends(
    given: Given,
    client: ForgetfulClient,
    end: Callable[[Given], None],
    status: int,
) -> None:
    assert client.get(given.link, headers={"Range": "bytes=0-9"}).status_code == 206
    with transaction():
        end(given)
    answer = client.get(given.link, headers={"Range": "bytes=10-"})
    assert answer.status_code == status
    assert CONTENT[10:20] not in answer.data
    assert given.attempts() == [(206, 0, 10), (status, 0, 0)]
    assert queries.refusal_of(actor_of(given.tester), given.build.id)


def test_new_terms_that_are_accepted_open_the_downloads_again(
    given: Given, client: ForgetfulClient, signed_in: Browsers
) -> None:
    with transaction():
        change_terms(given)
    here = f"/projects/{given.project.slug}/beta"
    browser = signed_in(given.tester)
    assert "The terms have changed" in browser.get(here).text
    assert browser.post(f"{here}/terms", data={"terms_version": "1"}).status_code == 422
    assert browser.post(f"{here}/terms", data={"terms_version": "2"}).status_code == 303
    assert client.get(given.link).data == CONTENT


def test_an_attempt_with_an_old_or_anothers_link_is_written_down(
    given: Given, client: ForgetfulClient, signed_in: Browsers
) -> None:
    assert signed_in(a_person("Finder")).get(given.link).status_code == 403
    with time_machine.travel(now() + timedelta(minutes=16), tick=False):
        assert client.get(given.link).status_code == 403
    assert given.attempts() == [(403, 0, 0), (403, 0, 0)]
