"""What happens is shown in browsers: a third way beside the application and mail."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from time_machine import travel

from cocreate.config import Settings, use
from cocreate.discussion.actions import follow
from cocreate.ideas.actions import hide_idea
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter, State
from cocreate.kernel.outbox import relay_all
from cocreate.kernel.push import public_key
from cocreate.notices.jobs import show_in_browsers
from cocreate.notices.models import Browser, Notice
from cocreate.people.models import Person, SignIn
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person, actor_of, an_idea
from tests.notices.wishing import wishes
from tests.pushing import FarBrowser, PushService, push_service, vouched

SignsIn = Callable[[Person], ForgetfulClient]
Work = Callable[[], int]


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    use(settings.model_copy(update={"push_anywhere": True}))
    with push_service() as service:
        yield service


def asked(
    browser: ForgetfulClient, service: PushService, path: str = "/a"
) -> FarBrowser:
    far = FarBrowser(service.url + path)
    assert browser.post("/notices/browsers", data=far.form()).status_code == 303
    return far


def pushes() -> list[Letter]:
    db.session.rollback()
    query = select(Letter).where(Letter.push_to.is_not(None)).order_by(Letter.id)
    return [*db.session.scalars(query.execution_options(populate_existing=True))]


def browsers() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Browser)).all())


def test_what_happens_is_shown_in_the_browser_that_was_asked_to(
    signed_in: SignsIn, service: PushService, work: Work, settings: Settings
) -> None:
    author = a_person("Author")
    idea = an_idea("Freeze my card in one tap", author=author)
    browser = signed_in(author)
    far = asked(browser, service)
    assert "This one" in browser.get("/notices/settings").text
    a_comment(idea, body="Ünd with a PIN?")
    work()
    ((path, headers, body),) = service.sent
    told = far.opened(body)["notification"]
    assert path == "/a"
    assert told["title"].endswith("commented on Freeze my card in one tap")
    assert told["body"] == "Ünd with a PIN?"
    assert told["navigate"].startswith(f"{settings.site_url}/ideas/{idea.id}#comment-")
    assert headers["Content-Encoding"] == "aes128gcm"
    assert (headers["TTL"], headers["Urgency"]) == ("86400", "normal")
    said, key = vouched(headers["Authorization"])
    assert said["aud"] == service.url
    assert 0 < said["exp"] - now().timestamp() < 24 * 3600
    assert key == public_key()
    log = browser.get("/notices/letters").text
    assert "In a browser" in log
    assert "The push service: <span data-user-content>201</span>" in log


def test_never_of_ones_own_act_nor_where_it_was_not_asked_for(
    signed_in: SignsIn, service: PushService, work: Work
) -> None:
    author, other = a_person("Author"), a_person("Other")
    idea = an_idea(author=author)
    asked(signed_in(author), service)
    a_comment(idea, by=author)
    a_comment(an_idea(author=other))
    work()
    signed_in(author).post(
        "/notices/settings", data=wishes() | {"push-comment": "never"}
    )
    a_comment(idea)
    work()
    assert service.sent == []


def test_quiet_hours_and_digests_hold_in_browsers_too(
    signed_in: SignsIn, service: PushService, work: Work
) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    browser = signed_in(author)
    far = asked(browser, service)
    quiet = {"quiet_from": "22", "quiet_until": "7", "digest_hour": "9"}
    day = now().replace(hour=23, minute=30) + timedelta(days=1)
    browser.post("/notices/settings", data=wishes(hours=quiet))
    db.session.execute(update(SignIn).values(expires_at=day + timedelta(days=9)))
    db.session.execute(update(SignIn).values(last_seen_at=day))
    with travel(day, tick=False):
        a_comment(idea)
        work()
        assert service.sent == []
    with travel(day + timedelta(hours=7, minutes=31), tick=False):
        work()
        browser.post(
            "/notices/settings", data=wishes(hours=quiet) | {"push-comment": "daily"}
        )
        a_comment(idea)
        a_comment(idea)
        work()
        assert len(service.sent) == 1
    with travel(day + timedelta(hours=9, minutes=31), tick=False):
        work()
    told = far.opened(service.sent[1][2])["notification"]
    assert told["title"].endswith(", and 1 more")
    assert told["navigate"].endswith("/notices")


def test_what_a_push_service_answers_decides_what_becomes_of_it(
    signed_in: SignsIn, service: PushService, work: Work
) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    for path in ("/gone", "/later", "/no"):
        asked(signed_in(author), service, path)
    service.answers = {"/gone": 410, "/later": 429, "/no": 403}
    service.headers = {"Retry-After": "600"}
    a_comment(idea)
    work()
    gone, later, no = pushes()
    assert (gone.state, later.state, no.state) == ("refused", "waiting", "refused")
    assert (later.due_at or now()) - now() > timedelta(minutes=9)
    assert browsers() == 2
    service.answers = {}
    with travel(now() + timedelta(minutes=11)):
        work()
    assert pushes()[1].state == State.SENT
    assert [path for path, *_ in service.sent].count("/later") == 2


def test_a_service_that_is_away_is_asked_for_a_day(
    signed_in: SignsIn, settings: Settings, work: Work
) -> None:
    use(settings.model_copy(update={"push_anywhere": True}))
    author = a_person("Author")
    idea = an_idea(author=author)
    with push_service() as service:
        asked(signed_in(author), service)
    a_comment(idea)
    work()
    (letter,) = pushes()
    assert (letter.state, letter.tries) == (State.WAITING, 1)
    with travel(now() + timedelta(hours=25)):
        work()
    assert pushes()[0].state == State.REFUSED


def test_a_browser_shows_it_until_it_signs_out_or_is_stopped(
    signed_in: SignsIn, service: PushService, work: Work
) -> None:
    author, other = a_person("Author"), a_person("Other")
    first, second, third = signed_in(author), signed_in(author), signed_in(other)
    asked(first, service)
    asked(first, service)
    assert browsers() == 1
    asked(third, service)  # the same machine, and now somebody else's
    assert browsers() == 1
    asked(first, service, "/b")
    asked(second, service, "/c")
    first.post("/sign-out")
    key = db.session.scalars(select(Browser.id).where(Browser.endpoint.endswith("/c")))
    path = f"/notices/browsers/{key.one()}/withdraw"
    third.post(path)
    assert browsers() == 2
    second.post(path)
    assert browsers() == 1
    a_comment(an_idea(author=author))
    work()
    assert service.sent == []


def test_what_is_hidden_before_it_leaves_is_shown_nowhere(
    signed_in: SignsIn, service: PushService, work: Work
) -> None:
    reader = a_person("Reader")
    idea, other = an_idea("Buy cheap watches"), an_idea("Show what is left")
    for one in (idea, other):
        follow(actor_of(reader), one.id)
    far = asked(signed_in(reader), service)
    asked(signed_in(reader), service, "/b")
    a_comment(idea)
    a_comment(other)
    db.session.commit()
    relay_all()
    show_in_browsers()
    assert len(pushes()) == 2
    hide_idea(actor_of(a_moderator()), idea.id, reason="Spam")
    work()
    assert sorted(path for path, *_ in service.sent) == ["/a", "/b"]
    told = far.opened(next(body for path, _, body in service.sent if path == "/a"))
    assert "Show what is left" in told["notification"]["title"]


def test_who_was_not_here_for_a_month_is_shown_nothing(
    signed_in: SignsIn, service: PushService, work: Work
) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    asked(signed_in(author), service)
    long_ago = now() - timedelta(days=31)
    db.session.execute(update(SignIn).values(last_seen_at=long_ago))
    a_comment(idea)
    work()
    assert service.sent == []
    assert db.session.scalars(select(Notice.push_due_at)).all() == [None]


def test_an_address_of_a_private_network_is_refused(signed_in: SignsIn) -> None:
    form = FarBrowser("https://192.168.1.1/x").form()
    answer = signed_in(a_person()).post("/notices/browsers", data=form)
    assert answer.status_code == 422
    assert browsers() == 0
    assert mail.logged().rows == []
