"""A few words without a comment: once of each kind, counted right, undone as easily."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.cli.doctor.counters import COUNTERS
from cocreate.discussion.actions import hide_comment, react, withdraw_reaction
from cocreate.discussion.models import Comment, Reaction
from cocreate.discussion.queries import reactions_by, thread_of_idea
from cocreate.discussion.reaction import Reacted, reactions_of
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, NotFoundError
from cocreate.kernel.fragments import fragment
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.discussion.many import many_comments
from tests.factories import a_comment, a_moderator, a_person, actor_of, an_idea

SignedIn = Callable[[Person], ForgetfulClient]
pytestmark = pytest.mark.usefixtures("app")


def figures(comment: Comment) -> dict[Reacted, int]:
    db.session.refresh(comment)
    return dict(reactions_of(comment))


def test_people_react_once_of_each_kind() -> None:
    comment, ada, bob = a_comment(), actor_of(a_person()), actor_of(a_person())
    for _ in range(2):
        react(ada, comment.id, kind=Reacted.AGREE)
    react(ada, comment.id, kind=Reacted.THANKS)
    react(bob, comment.id, kind=Reacted.AGREE)
    assert figures(comment) == {Reacted.AGREE: 2, Reacted.THANKS: 1}


def test_a_reaction_is_taken_back_once() -> None:
    comment, ada = a_comment(), actor_of(a_person())
    react(ada, comment.id, kind=Reacted.HELPFUL)
    for _ in range(2):
        withdraw_reaction(ada, comment.id, kind=Reacted.HELPFUL)
    assert figures(comment) == {}


def test_ten_presses_at_once_count_once(at_once: Callable[..., list[Any]]) -> None:
    comment, ada = a_comment(), actor_of(a_person())
    at_once(*[lambda: react(ada, comment.id, kind=Reacted.AGREE)] * 6)
    assert figures(comment) == {Reacted.AGREE: 1}
    assert db.session.scalar(select(func.count()).select_from(Reaction)) == 1


def test_several_people_at_once_are_all_counted(
    at_once: Callable[..., list[Any]],
) -> None:
    comment, people = a_comment(), [actor_of(a_person()) for _ in range(4)]

    def press(actor: Any) -> Callable[[], Any]:
        return lambda: react(actor, comment.id, kind=Reacted.AGREE)

    at_once(*[press(actor) for actor in people])
    assert figures(comment) == {Reacted.AGREE: 4}


def test_nobody_reacts_to_their_own_words_or_what_is_hidden() -> None:
    ada = a_person()
    comment = a_comment(by=ada)
    with pytest.raises(ForbiddenError):
        react(actor_of(ada), comment.id, kind=Reacted.AGREE)
    with pytest.raises(ForbiddenError):
        react(actor_of(a_person(suspended=True)), comment.id, kind=Reacted.AGREE)
    hide_comment(actor_of(a_moderator()), comment.id, reason="Abuse")
    with pytest.raises(NotFoundError):
        react(actor_of(a_person()), comment.id, kind=Reacted.AGREE)


def test_the_buttons_work_with_and_without_a_script(signed_in: SignedIn) -> None:
    comment, browser = a_comment(), signed_in(a_person())
    address, kind = f"/comments/{comment.id}/reactions", {"kind": "helpful"}
    answer = browser.post(address, data=kind)
    assert (answer.status_code, figures(comment)) == (303, {Reacted.HELPFUL: 1})
    page = browser.get(f"/ideas/{comment.idea_id}").text
    assert 'aria-pressed="true">Helpful' in page
    assert 'id="talk-act"' in page
    piece = browser.post(
        f"{address}/withdraw", data=kind, headers={"HX-Request": "true"}
    )
    assert piece.text.startswith('<div class="reactions">')
    assert figures(comment) == {}


def test_who_reacts_and_the_choice_have_a_page(signed_in: SignedIn) -> None:
    comment, ada = a_comment(), a_person("Ada Byron")
    react(actor_of(ada), comment.id, kind=Reacted.THANKS)
    browser, address = signed_in(a_person()), f"/comments/{comment.id}/reactions"
    page = browser.get(address).text
    assert "Ada Byron" in page
    assert page.count('class="reaction"') == len(Reacted)
    piece = browser.get(address, headers={"HX-Request": "true"}).text
    assert piece.count("<button") == len(Reacted)
    own = signed_in(ada).get(f"/comments/{a_comment(by=ada).id}/reactions").text
    assert "talk-act" not in own


@pytest.mark.parametrize("kind", ["", "rage"])
def test_there_are_no_other_reactions(signed_in: SignedIn, kind: str) -> None:
    comment = a_comment()
    answer = signed_in(a_person()).post(
        f"/comments/{comment.id}/reactions", data={"kind": kind}
    )
    assert answer.status_code == 422


def test_strangers_read_figures_and_get_no_buttons(client: ForgetfulClient) -> None:
    comment = a_comment()
    react(actor_of(a_person()), comment.id, kind=Reacted.THANKS)
    page = client.get(f"/ideas/{comment.idea_id}").text
    assert "Thank you" in page
    assert "talk-act" not in page


def test_every_reaction_has_its_word(app: Flask) -> None:
    counted = tuple((kind, 2) for kind in Reacted)
    with app.test_request_context():
        said = fragment("reactions", 1, counted)
    assert said.count('<span class="reaction">') == len(Reacted)
    assert '<span class="reaction"> ' not in said


def test_own_reactions_take_one_query_for_a_whole_window(
    queries: Callable[..., Any], signed_in: SignedIn
) -> None:
    idea, ada = an_idea(), a_person()
    comments, browser = many_comments(idea, 30), signed_in(ada)
    react(actor_of(ada), comments[0].id, kind=Reacted.AGREE)
    db.session.commit()
    with queries(at_most=20) as few:
        browser.get(f"/ideas/{idea.id}")
    for comment in comments[1:]:
        react(actor_of(ada), comment.id, kind=Reacted.AGREE)
        react(actor_of(ada), comment.id, kind=Reacted.THANKS)
    db.session.commit()
    with queries(at_most=len(few)):
        browser.get(f"/ideas/{idea.id}")
    turns = thread_of_idea(actor_of(ada), idea.id).turns
    own = reactions_by(actor_of(ada), [turn.id for turn in turns])
    assert len(own) == 30


def test_doctor_finds_and_mends_a_figure_that_drifted(app: Flask) -> None:
    comment = a_comment()
    react(actor_of(a_person()), comment.id, kind=Reacted.AGREE)
    db.session.commit()
    counter = next(one for one in COUNTERS if one.what == "agree reactions")
    assert counter.look() == []
    db.session.execute(db.text("UPDATE comments SET agree = 7"))
    db.session.commit()
    assert counter.look()
    counter.mend()
    assert figures(comment) == {Reacted.AGREE: 1}
