"""From a letter to the end of letters, on a phone, with a script and without."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from time_machine import travel

from cocreate.config import Settings, current, use
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.kernel.push.sending import words_of
from cocreate.people.models import Person
from tests.browser.conftest import PATIENCE, Opens
from tests.factories import a_comment, a_person, a_project, an_idea
from tests.pushing import FarBrowser

PHONE = 360
Work = Callable[[], int]
Axe = Callable[[Page], list[str]]
# The first that the worker shows of what was sent.
WORKER = "(await navigator.serviceWorker.getRegistrations())[0]"
SHOWN = f"(await {WORKER}.getNotifications())[0]"
WITH_AND_WITHOUT = pytest.mark.parametrize("javascript", [True, False])


@WITH_AND_WITHOUT
def test_a_digest_is_chosen_read_and_stopped_from_the_mail(
    opens: Opens, work: Work, address: str, axe: Axe, *, javascript: bool
) -> None:
    author = a_person("Author")
    idea = an_idea("Freeze my card in one tap", author=author)
    page = opens(author, width=PHONE, javascript=javascript)
    page.goto("/notices/settings")
    page.get_by_label("By mail: Somebody comments on an idea I follow").select_option(
        "daily"
    )
    page.get_by_role("button", name="Keep my wishes").click()
    page.get_by_text("Letters follow your wishes").wait_for()
    for _ in range(2):
        a_comment(idea)
    work()
    assert letters_to(author) == []
    with travel(now() + timedelta(hours=25)):
        work()
    (letter,) = letters_to(author)
    reader = opens(width=PHONE, javascript=javascript)  # who is not signed in
    reader.set_content(letter.replace(current().site_url, address))
    if javascript:
        assert axe(reader) == []
    reader.get_by_role("link", name="Stop these letters").click()
    reader.get_by_role("button", name="Stop these letters").click()
    reader.get_by_role("heading", name="No more of these letters").wait_for()
    a_comment(idea)
    with travel(now() + timedelta(hours=50)):
        work()
    assert len(letters_to(author)) == 1


def letters_to(person: Person) -> list[str]:
    """What was mailed to somebody, as it is shown."""
    db.session.rollback()
    query = select(Letter.html).where(Letter.to_address == person.email)
    found = [html or "" for html in db.session.scalars(query)]
    db.session.rollback()
    return found


@WITH_AND_WITHOUT
def test_a_person_a_tag_and_a_search_are_followed_on_a_phone(
    opens: Opens, *, javascript: bool
) -> None:
    reader, author, project = a_person("Reader"), a_person("Author"), a_project()
    an_idea("Freeze my card", author=author, project=project, tags=("cards",))
    tagged = f"/projects/{project.slug}/ideas?tag=cards"
    page = opens(reader, width=PHONE, javascript=javascript)
    for where in (f"/people/{author.id}", "/search?q=wombat", tagged):
        page.goto(where)
        page.get_by_role("button", name="Follow", exact=True).click()
        page.get_by_role("button", name="Following", exact=True).wait_for()
    page.goto("/notices/following")
    assert page.get_by_role("button", name="Let go").count() == 3
    page.get_by_role("button", name="Let go of Author").click()
    expect(page.get_by_role("button", name="Let go")).to_have_count(2)


def test_a_browser_is_asked_and_shows_what_it_is_sent(
    opens_whole: Opens, address: str, settings: Settings
) -> None:
    use(settings.model_copy(update={"push_anywhere": True}))
    page = opens_whole(a_person("Reader"), width=PHONE)
    page.context.grant_permissions(["notifications"], origin=address)
    given = FarBrowser("https://push.example.net/x").address
    # Only its maker's push service gives a browser an address: here we are that.
    page.add_init_script(
        "PushManager.prototype.subscribe = async () => ({ toJSON: () => "
        f"({{endpoint: {given.endpoint!r}, keys: {{p256dh: {given.key!r}, "
        f"auth: {given.secret!r}}}}}) }})"
    )
    page.goto("/notices/settings")
    registered: list[str] = []
    developer = page.context.new_cdp_session(page)
    developer.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: registered.extend(
            one["registrationId"] for one in said["registrations"]
        ),
    )
    developer.send("ServiceWorker.enable")
    page.get_by_role("button", name="Show it in this browser").click()
    page.get_by_text("This browser shows you from now on").wait_for()
    while not registered:
        page.wait_for_timeout(20)
    words = words_of("Ines answered Freeze my card", "We will.", f"{address}/notices")
    developer.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": address,
            "registrationId": registered[-1],
            "data": words.decode(),
        },
    )
    for _ in range(PATIENCE // 20):  # what awaits cannot be waited for
        if page.evaluate(f"async () => {SHOWN} !== undefined"):
            break
        page.wait_for_timeout(20)
    assert page.evaluate(f"async () => ({SHOWN}).title").startswith("Ines answered")
    assert page.evaluate(f"async () => ({SHOWN}).body") == "We will."
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("That browser shows nothing any more.").wait_for()
