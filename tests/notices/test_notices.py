import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from cocreate.discussion.actions import follow, follow_project
from cocreate.ideas.actions import change_status, hide_idea, respond, restore_idea
from cocreate.ideas.status import Status
from cocreate.kernel import mail
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.notices.queries import unsubscribe_token
from cocreate.people.models import Person
from cocreate.projects.actions import change_phase, make_private
from cocreate.projects.phase import Phase
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    a_vote,
    actor_of,
    an_idea,
)
from tests.notices.wishing import wishes

SignIn = Callable[[Person], ForgetfulClient]
Relay = Callable[[], int]


def told(person: Person) -> list[str]:
    kinds = select(Notice.kind).where(Notice.person_id == person.id)
    return list(db.session.scalars(kinds.order_by(Notice.id)))


def letters_to(person: Person) -> list[Letter]:
    query = select(Letter).where(Letter.to_address == person.email)
    return list(db.session.scalars(query.order_by(Letter.id)))


def test_author_voter_and_follower_hear_of_a_status_once(work: Relay) -> None:
    author, follower = a_person("Author"), a_person("Follower")
    manager = a_product_manager()
    idea = an_idea("Freeze my card in one tap", author=author)
    voter = a_vote(idea)
    follow(actor_of(follower), idea.id)
    follow(actor_of(voter), idea.id)
    change_status(actor_of(manager), idea.id, to=Status.PLANNED, note="In spring.")
    work()
    for person in (author, voter, follower):
        assert told(person) == [Kind.STATUS]
        (letter,) = letters_to(person)
        assert "Freeze my card in one tap" in letter.subject
        assert "In spring." in letter.text
        db.session.refresh(person)
        assert person.unread == 1
    assert told(manager) == []


def test_nobody_is_told_of_their_own_act(work: Relay) -> None:
    idea = an_idea()
    talker = a_person()
    follow(actor_of(talker), idea.id)
    a_comment(idea, by=talker)
    work()
    assert told(talker) == []


def test_a_reply_is_told_as_a_reply_and_not_twice(work: Relay) -> None:
    asker = a_person("Asker")
    first = a_comment(by=asker)
    a_comment(by=a_person("Helper"), answers=first)
    work()
    assert told(asker) == [Kind.REPLY]


def test_a_private_projects_news_stays_inside(work: Relay) -> None:
    project = a_project()
    idea, outsider = an_idea(project=project), a_person()
    follow(actor_of(outsider), idea.id)
    project.is_private = True
    respond(actor_of(a_product_manager()), idea.id, body="Only for us.")
    work()
    assert told(outsider) == []


def test_what_was_told_of_a_hidden_idea_is_taken_back(work: Relay) -> None:
    author, follower = a_person("Author"), a_person("Follower")
    idea = an_idea(author=author)
    follow(actor_of(follower), idea.id)
    a_comment(idea)
    work()
    assert told(follower) == [Kind.COMMENT]
    hide_idea(actor_of(a_moderator()), idea.id, reason="personal data")
    work()
    assert told(follower) == []
    assert Kind.HIDDEN in told(author)
    db.session.refresh(follower)
    assert follower.unread == 0


def test_nobody_hears_of_what_was_hidden_before_they_could_be_told(
    work: Relay,
) -> None:
    idea, follower = an_idea("Freeze my card in one tap"), a_person()
    follow(actor_of(follower), idea.id)
    a_comment(idea)
    change_status(actor_of(a_product_manager()), idea.id, to=Status.PLANNED)
    hide_idea(actor_of(a_moderator()), idea.id, reason="Spam")
    work()
    assert told(follower) == []
    assert letters_to(follower) == []


def test_its_author_hears_of_every_time_that_an_idea_is_hidden(
    work: Relay,
) -> None:
    author, judge = a_person(), actor_of(a_moderator())
    idea = an_idea(author=author)
    for _ in range(2):
        hide_idea(judge, idea.id, reason="Spam")
        work()
        assert told(author) == [Kind.HIDDEN]
        restore_idea(judge, idea.id)
        work()
        assert told(author) == [Kind.RESTORED]
    assert len(letters_to(author)) == 4
    db.session.refresh(author)
    assert author.unread == 1


def test_what_was_told_of_a_project_stays_inside_once_it_is_private(
    signed_in: SignIn, work: Relay
) -> None:
    project, reader = a_project(), a_person()
    team = actor_of(a_product_manager())
    follow_project(actor_of(reader), project.slug)
    change_phase(team, project.id, to=Phase.DECIDE)
    work()
    assert told(reader) == [Kind.PHASE]
    make_private(team, project.id)
    db.session.commit()
    assert project.name not in signed_in(reader).get("/notices").text


def test_one_press_in_a_letter_stops_such_letters_without_signing_in(
    client: ForgetfulClient, work: Relay
) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    a_comment(idea)
    work()
    address = letters_to(author)[0].unsubscribe_url or ""
    path = re.sub(r"^https?://[^/]+", "", address)
    assert "Stop these letters" in client.get(path).text
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"}, csrf=False)
    assert answer.status_code == 200
    a_comment(idea)
    work()
    assert len(letters_to(author)) == 1
    assert told(author) == [Kind.COMMENT, Kind.COMMENT]


def test_an_unsubscribe_link_is_spelled_in_one_way_only(
    client: ForgetfulClient,
) -> None:
    token = unsubscribe_token(a_person().id, [Kind.STATUS])
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for other in set(letters) - {token[-1]}:
        page = client.get(f"/notices/unsubscribe/{token[:-1]}{other}")
        assert page.status_code == 404


def test_a_forged_unsubscribe_link_does_nothing(client: ForgetfulClient) -> None:
    token = unsubscribe_token(a_person().id, [Kind.COMMENT])
    assert client.post(f"/notices/unsubscribe/{token}x", csrf=False).status_code == 404


def test_the_inbox_is_ones_own_and_reading_counts_down(
    signed_in: SignIn, work: Relay
) -> None:
    author = a_person("Author")
    idea = an_idea("Tell me before the money leaves", author=author)
    a_comment(idea)
    work()
    browser = signed_in(author)
    page = browser.get("/notices").text
    assert "Tell me before the money leaves" in page
    notice_id = db.session.scalars(select(Notice.id)).one()
    assert signed_in(a_person()).post(f"/notices/{notice_id}").status_code == 404
    answer = browser.post(f"/notices/{notice_id}")
    assert answer.location.startswith(f"/ideas/{idea.id}#comment-")
    db.session.refresh(author)
    assert author.unread == 0


def test_wishes_are_kept(signed_in: SignIn, work: Relay) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    signed_in(author).post("/notices/settings", data=wishes(comment="never"))
    a_comment(idea)
    work()
    assert letters_to(author) == []
    assert told(author) == [Kind.COMMENT]


@pytest.mark.parametrize("address", ["/notices", "/notices/settings"])
def test_strangers_have_no_inbox(client: ForgetfulClient, address: str) -> None:
    assert client.get(address).status_code == 303


def test_whose_mail_comes_back_is_told_here_and_says_when_it_works(
    signed_in: SignIn, work: Relay
) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    mail.mark_returned(str(author.email), "550 5.1.1 No such user")
    a_comment(idea)
    work()
    assert set(told(author)) == {Kind.RETURNED, Kind.COMMENT}
    assert letters_to(author) == []
    browser = signed_in(author)
    assert "550 5.1.1 No such user" in browser.get("/notices/settings").text
    browser.post("/notices/address/mending")
    assert "Our mail to you comes back" not in browser.get("/notices/settings").text
    a_comment(idea)
    work()
    assert len(letters_to(author)) == 1


def test_the_delivery_log_is_ones_own(signed_in: SignIn, work: Relay) -> None:
    author = a_person("Author")
    a_comment(an_idea("Freeze my card in one tap", author=author))
    work()
    assert "Freeze my card" in signed_in(author).get("/notices/letters").text
    assert "Freeze my card" not in signed_in(a_person()).get("/notices/letters").text


def test_who_follows_since_a_minute_ago_hears_nothing_of_before(
    work: Relay,
) -> None:
    project = a_project()
    idea, late, voter = an_idea(project=project), a_person("Late"), a_person("Voter")
    a_comment(idea)
    change_status(actor_of(a_product_manager()), idea.id, to=Status.PLANNED)
    change_phase(actor_of(a_product_manager()), project.id, to=Phase.DECIDE)
    follow(actor_of(late), idea.id)
    follow_project(actor_of(late), project.slug)
    a_vote(idea, voter)
    work()
    assert told(late) == told(voter) == []
    a_comment(idea)
    work()
    assert told(late) == [Kind.COMMENT]


def test_whoever_proposed_hears_what_was_said_before_a_worker_came(
    work: Relay,
) -> None:
    author = a_person("Author")
    a_comment(an_idea(author=author))
    work()
    assert told(author) == [Kind.COMMENT]
