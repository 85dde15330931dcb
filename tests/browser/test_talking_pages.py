"""Discussion and moderation, as people with different eyes and hands use them."""

import pytest
import time_machine
from playwright.sync_api import Page, expect

from cocreate.discussion.actions import (
    edit_comment,
    lock_discussion,
    pin_answer,
    react,
    withdraw_comment,
)
from cocreate.discussion.models import Comment
from cocreate.discussion.reaction import Reacted
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.revisions import GRACE
from cocreate.moderation.actions import flag_comment, judge_comment
from cocreate.moderation.reason import Reason, Verdict
from cocreate.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.looking import PHONE, faults_of
from tests.factories import (
    PASSWORD,
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    actor_of,
    an_account,
    an_idea,
)

SMALL = 360
FOR_ALL = ("{idea}", "{comment}/history", "{locked}")
FOR_MEMBERS = (
    *("{idea}", "{comment}/replies/new", "{comment}/flag", "{idea}/flag"),
    *("{comment}/replies/new?quote=1", "{comment}/reactions"),
)
FOR_AUTHOR = ("{idea}", "{comment}/edit", "/me/statements")
FOR_MODERATORS = (
    "{idea}",
    "{locked}",
    "/moderation",
    "/moderation/closed",
    "/moderation/suspensions",
    "/moderation/people/{author}",
    "/moderation{idea}",
)


def a_talk() -> tuple[Person, Comment, dict[str, str]]:
    """An idea under which people speak, answer, take back, flag and are judged."""
    idea, milan = an_idea(), a_person("Milan Varga")
    comment = a_comment(idea, by=milan)
    with time_machine.travel(now() + GRACE):
        edit_comment(actor_of(milan), comment.id, body="At six, at the latest.")
    a_comment(answers=a_comment(answers=comment, by=a_product_manager()))
    taken_back = a_comment(idea, by=milan)
    withdraw_comment(actor_of(milan), taken_back.id)
    hidden = a_comment(idea, by=milan)
    judge_comment(
        actor_of(a_moderator()), hidden.id, verdict=Verdict.HIDE, reason=Reason.SPAM
    )
    react(actor_of(a_person()), comment.id, kind=Reacted.HELPFUL)
    pin_answer(actor_of(a_product_manager()), comment.id)
    rests = an_idea()
    lock_discussion(actor_of(a_moderator()), idea_id=rests.id, reason="Enough said.")
    flag_comment(actor_of(a_person()), comment.id, reason=Reason.ABUSE, note="Rude.")
    db.session.commit()
    places = {
        "idea": f"/ideas/{idea.id}",
        "comment": f"/comments/{comment.id}",
        "locked": f"/ideas/{rests.id}",
        "author": str(milan.id),
    }
    return milan, comment, places


def test_nothing_is_wrong_with_any_page(opens: Opens) -> None:
    author, _, places = a_talk()
    for person, addresses in (
        (None, FOR_ALL),
        (a_person(), FOR_MEMBERS),
        (author, FOR_AUTHOR),
        (a_moderator(), FOR_MODERATORS),
    ):
        page = opens(person)
        for address in addresses:
            assert faults_of(page, address.format(**places), widths=(PHONE,)) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_stranger_replies_on_a_phone(opens: Opens, *, javascript: bool) -> None:
    """Signing in first; then once more: in place, where there is a script."""
    idea, reader = an_idea(), an_account("Ada Byron")
    comment = a_comment(idea)
    page = opens(width=SMALL, javascript=javascript)
    page.goto(f"/ideas/{idea.id}")
    begin_reply(page, comment)
    page.get_by_label("E-mail").fill(str(reader.email))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    finish_reply(page, "A range would be better.")
    begin_reply(page, comment)
    finish_reply(page, "From five to seven, say.")
    assert page.get_by_text("A range would be better.").count() == 1


def begin_reply(page: Page, comment: Comment) -> None:
    turn = page.locator(f"#comment-{comment.id}")
    turn.get_by_role("link", name="Reply").click()


def finish_reply(page: Page, words: str) -> None:
    page.get_by_label("Your reply").fill(words)
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_text(words)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL


def test_a_case_is_decided_by_keys_alone(opens: Opens) -> None:
    a_talk()
    page = opens(a_moderator())
    page.goto("/moderation")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/moderation/cases/*")
    page.keyboard.press("1")
    page.keyboard.press("h")
    page.get_by_role("heading", name="Nothing waits").wait_for()


def test_a_reaction_shows_without_leaving_the_page(opens: Opens) -> None:
    _, comment, places = a_talk()
    page = opens(a_person())
    page.goto(places["idea"])
    here = page.locator(f"#comment-{comment.id} .reactions")
    here.locator("button", has_text="Helpful").click()
    page.wait_for_selector(f"#comment-{comment.id} [aria-pressed=true]")
    assert here.inner_text().replace("\n", " ").startswith("Helpful 2")
    here.get_by_label("React").click()
    here.get_by_role("button", name="Thank you").click()
    page.wait_for_selector(f'#comment-{comment.id} [value=thanks][aria-pressed="true"]')
    assert "#" not in page.url
    assert comment_again(comment).thanks == 1


def comment_again(comment: Comment) -> Comment:
    db.session.rollback()
    db.session.refresh(comment)
    return comment


def test_people_are_offered_after_an_at(opens: Opens) -> None:
    _, _, places = a_talk()
    page = opens(a_person("Bob"))
    page.goto(places["idea"])
    page.locator("#body").press_sequentially("What do you say, @mil")
    page.wait_for_selector("#body-people [aria-selected=true]")
    page.keyboard.press("Enter")
    assert page.locator("#body").input_value() == "What do you say, @Milan Varga "
    page.keyboard.type("?")
    page.click("text=Post comment")
    page.wait_for_selector('.comment__body a:text("@Milan Varga")')


def test_the_keys_walk_the_discussion_and_reply_with_what_is_selected(
    opens: Opens,
) -> None:
    _, comment, places = a_talk()
    page = opens(a_person())
    page.goto(places["idea"])
    page.keyboard.press("j")
    assert page.locator(".comment.is-picked").get_attribute("id") == (
        f"comment-{comment.id}"
    )
    page.keyboard.press("j")
    page.keyboard.press("k")
    body = page.locator(f"#comment-{comment.id} .comment__body")
    body.evaluate("(words) => getSelection().selectAllChildren(words)")
    page.locator(f"#comment-{comment.id} [data-key=r]").click()
    area = page.locator(f"#reply-{comment.id}")
    area.wait_for()
    assert "> At six, at the latest." in area.input_value()
    assert f"(/comments/{comment.id})" in area.input_value()
