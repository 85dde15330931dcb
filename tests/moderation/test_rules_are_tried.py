"""Rules are read, tried on what was posted, and switched on by who has seen that."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from cocreate.discussion.actions import post_comment
from cocreate.kernel.audit import acts_there_are
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, InvalidError
from cocreate.kernel.ids import CommentId, PersonId
from cocreate.kernel.policy import Trust
from cocreate.moderation import trying
from cocreate.moderation.actions import (
    judge_comment,
    set_limit,
    switch_off,
    switch_on,
    try_rule,
    watch_words,
)
from cocreate.moderation.guard import DAY, Guard
from cocreate.moderation.jobs import try_rules
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import DryRun, WatchedWord
from cocreate.moderation.queries import find_dry_run, get_rule
from cocreate.moderation.reason import Reason, Verdict
from cocreate.moderation.rules import Rule
from cocreate.moderation.trying import History, Past
from cocreate.moderation.watching import WatchedAct
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_limit,
    a_moderator,
    a_person,
    a_watched_word,
    actor_of,
    an_employee,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")
RULES = "/moderation/rules"


def some_history() -> Any:
    """Three comments that speak of a casino: one kept, one hidden; and one that not."""
    idea, moderator = an_idea(), actor_of(a_moderator("A judge"))
    words = ("A casino, please", "My CASINO pays", "Casino?", "A cinema, please")
    kept, bad, *_ = (a_comment(idea, body=each) for each in words)
    a_comment(idea, by=an_employee(), body="No casino with us")
    judge_comment(moderator, kept.id, verdict=Verdict.KEEP)
    judge_comment(moderator, bad.id, verdict=Verdict.HIDE, reason=Reason.SPAM)
    db.session.commit()
    return idea


def test_a_rule_is_switched_on_by_who_saw_what_it_would_have_done(
    client: ForgetfulClient,
) -> None:
    idea, browser = some_history(), client.sign_in(a_moderator())
    made = browser.post(RULES, data={"words": "casino", "act": "block"})
    again = browser.post(RULES, data={"words": "casino", "act": "block"})
    assert made.location == again.location
    page = browser.get(made.location).text
    assert "Switch it on" not in page
    assert browser.post(f"{made.location}/switch", data={"seen": ""}).status_code == 409
    page = tried_by_the_worker(browser, made.location)
    for figure in ("3</span>", "of all 5 texts of customers", "Casino?", "hidden now"):
        assert figure in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    switch = {"path": f"{made.location}/switch", "data": {"seen": seen}}
    assert [browser.post(**switch).status_code for _ in range(2)] == [303, 303]
    assert '<span class="tag">On</span>' in browser.get(RULES).text
    with pytest.raises(InvalidError, match="is not said here"):
        post_comment(actor_of(a_person()), body="A casino!", idea_id=idea.id)
    db.session.rollback()
    changed = browser.post(made.location, data={"act": "hold"})
    assert "Switch it on" not in browser.get(changed.location).text
    assert post_comment(actor_of(a_person()), body="A casino!", idea_id=idea.id).shown
    removed = [browser.post(f"{made.location}/removal") for _ in range(2)]
    assert [answer.location for answer in removed] == [RULES, RULES]
    assert browser.get(made.location).status_code == 404
    told = {"RuleWritten", "RuleSwitchedOn", "RuleRemoved"}
    assert told <= set(acts_there_are())


def tried_by_the_worker(browser: ForgetfulClient, page: str) -> str:
    """The page of a rule, asked for first and then tried."""
    asked = browser.post(f"{page}/dry-run")
    assert "It waits to be tried" in browser.get(asked.location).text
    assert try_rules() == 1
    return browser.get(asked.location).text


def test_a_dry_run_speaks_of_today_and_of_the_rule_as_it_stands() -> None:
    moderator = actor_of(a_moderator())
    name = str(watch_words(moderator, "casino", act=WatchedAct.HOLD).id)
    db.session.commit()
    try_rule(moderator, name)
    run = find_dry_run(get_rule(moderator, name))
    assert run is not None
    with pytest.raises(ConflictError, match="Try this rule first"):
        switch_on(moderator, name, seen="something else")
    with (
        time_machine.travel(now() + 2 * DAY),
        pytest.raises(ConflictError, match="more than a day ago"),
    ):
        switch_on(moderator, name, seen=run.mark)
    watch_words(moderator, "casino", act=WatchedAct.BLOCK)
    assert find_dry_run(get_rule(moderator, name)) is None
    with pytest.raises(ForbiddenError):
        try_rule(actor_of(a_person()), name)


def test_limits_are_tried_as_they_would_have_been_met() -> None:
    """Five posts of a newcomer, one hidden, among those of an old member."""
    joined = now()
    texts = [
        past(1, joined, "See http://a.example and http://b.example"),
        past(2, joined, "Hidden", is_hidden=True),
        past(3, joined, "Two"),
        past(4, joined - 30 * DAY, "http://a.example http://b.example"),
        past(5, joined, "Three"),
    ]
    history = History(texts, is_all=True)

    def touched(limit: Limit, most: int) -> list[int]:
        rule = Rule(limit.value, limit=limit, most=most)
        found = trying.tried(rule, Guard(), history, {})
        return sorted(int(one.comment_id or 0) for one in found.examples)

    assert touched(Limit.LINKS, 1) == [1]
    assert touched(Limit.FIRST_POSTS, 1) == [1, 4]
    assert touched(Limit.FIRST_POSTS, 2) == [1, 2, 3, 4]
    assert touched(Limit.COMMENTS_A_DAY, 2) == [5]
    few = History(texts, is_all=False)
    rule = Rule("first_posts", limit=Limit.FIRST_POSTS, most=1)
    assert trying.tried(rule, Guard(), few, {}).touched == 0


def past(number: int, joined: Any, body: str, *, is_hidden: bool = False) -> Past:
    author = PersonId(2 if number == 4 else 1)
    at = max(joined, now()) + number * DAY / 24
    about = (None, CommentId(number))
    trust = Trust.FAMILIAR if number == 4 else Trust.NEWCOMER
    return Past(*about, None, body, at, author, joined, trust, is_hidden)


def test_a_dry_run_costs_as_many_statements_whatever_was_posted(
    queries: Callable[..., Any],
) -> None:
    moderator = a_moderator()
    name = a_watched_word(moderator, "casino", WatchedAct.HOLD)
    for _ in range(12):
        a_comment(body="A casino")
    actor = actor_of(moderator)
    db.session.commit()
    with queries(at_most=9):
        try_rule(actor, name)


def test_programs_try_and_switch_too(client: ForgetfulClient) -> None:
    some_history()
    theirs = bearer(a_moderator())

    def send(method: str, path: str, **body: Any) -> Any:
        told = {"json": body} if body else {}
        url = f"/api/v1/rules{path}"
        return client.open(url, method=method, csrf=False, headers=theirs, **told)

    made = send("POST", "", words="casino*", act="replace", instead="cinema")
    assert made.status_code == 201
    name = made.json["name"]
    assert send("PUT", "/links", most=1).json["is_on"] is False
    run = tried_by_a_program(send, name)
    assert (run["looked"], run["touched"], run["kept"], run["hidden"]) == (5, 3, 1, 1)
    assert run["is_all"]
    assert send("PUT", f"/{name}/switch", seen="nothing").status_code == 409
    assert send("PUT", f"/{name}/switch", seen=run["mark"]).json["is_on"] is True
    listed = send("GET", "").json
    rows = {one["name"]: one["is_on"] for one in next(iter_lists(listed))}
    assert rows[name] is True
    assert rows["suspects"] is True
    assert send("DELETE", f"/{name}/switch").json["is_on"] is False
    assert send("DELETE", f"/{name}").status_code == 204
    assert send("DELETE", "/links").status_code == 409


def tried_by_a_program(send: Any, name: str) -> Any:
    asked = send("POST", f"/{name}/dry-run")
    assert (asked.status_code, asked.json["state"]) == (202, "waiting")
    assert asked.location == f"/api/v1/rules/{name}/dry-run"
    try_rules()
    ended = send("GET", f"/{name}/dry-run").json
    assert ended["state"] == "ended"
    return ended["run"]


def iter_lists(answer: dict[str, Any]) -> Any:
    return (value for value in answer.values() if isinstance(value, list))


def test_two_who_write_try_or_switch_at_once_do_it_once(
    at_once: Callable[..., list[Any]],
) -> None:
    one, other = actor_of(a_moderator()), actor_of(a_moderator("Ruth"))
    hold = WatchedAct.HOLD
    written = at_once(
        lambda: watch_words(one, "casino", act=hold).id,
        lambda: watch_words(other, "casino", act=hold).id,
    )
    assert written[0] == written[1]
    name = str(written[0])
    at_once(lambda: try_rule(one, name), lambda: try_rule(other, name))
    run = db.session.query(DryRun).one()
    mark = run.mark
    switched = at_once(
        lambda: switch_on(one, name, seen=mark).is_on,
        lambda: switch_on(other, name, seen=mark).is_on,
    )
    assert switched == [True, True]
    assert db.session.query(WatchedWord).one().is_on
    both = at_once(
        lambda: set_limit(one, Limit.LINKS, most=3),
        lambda: set_limit(other, Limit.LINKS, most=3),
    )
    assert both == [None, None]
    assert a_limit(a_moderator("A third"), Limit.LINKS, 3) == "links"
    assert switch_off(one, "links").is_on is False
