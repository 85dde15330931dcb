"""Whatever is typed into a discussion or a verdict, nobody is answered by a stumble."""

from collections.abc import Callable

import pytest

from cocreate.moderation.actions import flag_comment
from cocreate.moderation.reason import Reason
from tests.beta.test_odd_bytes import FINE, HUGE, TRIED
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    actor_of,
    an_entry,
    an_idea,
)

Browsers = Callable[..., ForgetfulClient]
NUMBERED = (
    "/comments/{}",
    "/comments/{}/edit",
    "/comments/{}/flag",
    "/comments/{}/history",
    "/comments/{}/replies/new",
    "/ideas/{}/flag",
    "/moderation/cases/{}",
    "/moderation/comments/{}",
    "/moderation/ideas/{}",
    "/moderation/people/{}",
)


def forms() -> dict[str, tuple[str, ...]]:
    idea, entry, comment = an_idea(), an_entry(), a_comment()
    flagged = a_comment()
    flag = flag_comment(actor_of(a_person()), flagged.id, reason=Reason.ABUSE)
    judged = ("verdict", "reason", "statement")
    return {
        f"/ideas/{idea.id}/comments": ("body",),
        f"/journal/{entry.id}/comments": ("body",),
        f"/comments/{comment.id}/replies": ("body",),
        f"/comments/{comment.id}": ("body",),
        f"/ideas/{idea.id}/flag": ("reason", "note"),
        f"/comments/{comment.id}/flag": ("reason", "note"),
        f"/moderation/cases/{flag.review_id}/verdict": judged,
        f"/moderation/ideas/{idea.id}": judged,
        f"/moderation/comments/{comment.id}": judged,
        f"/moderation/people/{comment.author_id}/suspension": ("reason", "days"),
    }


@pytest.mark.parametrize("odd", TRIED, ids=lambda text: repr(text[:12]))
def test_every_field_takes_or_refuses_what_is_typed(
    signed_in: Browsers, odd: str
) -> None:
    browser = signed_in(a_moderator())
    sound = {"reason": "abuse", "verdict": "hide", "body": "As before."}
    for address, fields in forms().items():
        for field in fields:
            answer = browser.post(address, data={**sound, field: odd})
            assert answer.status_code in FINE, (address, field)
    for address in ("/moderation", "/moderation/closed", "/moderation/suspensions"):
        listed = browser.get(address, query_string={"page": odd})
        assert listed.status_code == 200, address
    idea = a_comment().idea_id
    assert browser.get(f"/ideas/{idea}", query_string={"place": odd}).status_code == 200


def test_a_number_no_key_can_have_leads_nowhere(signed_in: Browsers) -> None:
    browser = signed_in(a_moderator())
    for address in NUMBERED:
        for number in (HUGE, "9" * 18, "0"):
            assert browser.get(address.format(number)).status_code == 404, address
