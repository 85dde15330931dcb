"""Two ideas made of one, and one of them again."""

from collections.abc import Callable
from typing import Any

import pytest

from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, InvalidError
from cocreate.notices.kind import Kind
from cocreate.people.models import Person
from cocreate.triage.actions import split_idea, unmerge_idea, unsplit_idea
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_person,
    a_product_manager,
    a_vote,
    actor_of,
    an_idea,
)
from tests.notices.test_notices import told

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]
DRAFT = IdeaDraft("Read me my balance aloud", "For those who cannot read it.")


def split(idea: Idea, **more: Any) -> Idea:
    made = split_idea(
        actor_of(a_product_manager()),
        idea.id,
        draft=DRAFT,
        **({"author_id": idea.author_id} | more),
    )
    db.session.commit()
    for one in (idea, made):
        db.session.refresh(one)
    return made


def test_a_part_stands_by_itself_with_its_part_of_the_discussion() -> None:
    idea = an_idea(tags=("Access",), votes=2)
    going, staying = a_comment(idea), a_comment(idea)
    reply = a_comment(answers=going)
    made = split(idea, comment_ids=[going.id], author_id=going.author_id)
    for comment in (going, staying, reply):
        db.session.refresh(comment)
    assert (going.idea_id, reply.idea_id) == (made.id, made.id)
    assert staying.idea_id == idea.id
    assert (made.author_id, made.tag_names) == (going.author_id, "Access")
    assert (idea.votes, made.votes, idea.comments, made.comments) == (2, 0, 1, 2)


def test_a_second_press_splits_once() -> None:
    idea = an_idea()
    comment = a_comment(idea)
    made = split(idea, comment_ids=[comment.id])
    assert split(idea, comment_ids=[comment.id]).id == made.id
    assert (idea.comments, made.comments) == (0, 1)


def test_put_together_again_nothing_is_lost_and_nobody_counted_twice() -> None:
    idea, team = an_idea(), actor_of(a_product_manager())
    voter = a_vote(idea)
    comment = a_comment(idea)
    made = split(idea, comment_ids=[comment.id])
    a_vote(made, voter)
    a_vote(made)
    a_comment(made)
    for _ in range(2):
        unsplit_idea(team, made.id)
    db.session.commit()
    db.session.refresh(idea)
    db.session.refresh(comment)
    assert (idea.votes, idea.comments) == (2, 2)
    assert (comment.idea_id, comment.carried_from_id) == (idea.id, None)
    unmerge_idea(team, made.id)
    db.session.commit()
    db.session.refresh(made)
    assert (made.votes, made.comments) == (2, 1)


def test_a_part_is_the_idea_of_somebody_who_spoke() -> None:
    with pytest.raises(InvalidError):
        split(an_idea(), author_id=a_person().id)


def test_only_the_team_splits_and_only_what_was_split_is_put_back() -> None:
    idea = an_idea()
    with pytest.raises(ForbiddenError):
        split_idea(actor_of(a_person()), idea.id, draft=DRAFT, author_id=idea.author_id)
    with pytest.raises(ConflictError):
        unsplit_idea(actor_of(a_product_manager()), idea.id)


@pytest.mark.parametrize("asks", [True, False])
def test_the_voters_are_asked_where_the_team_wants_it(
    *, asks: bool, work: Callable[[], int]
) -> None:
    idea = an_idea()
    voter = a_vote(idea)
    split(idea, asks_voters=asks)
    work()
    assert (Kind.SPLIT in told(voter)) is asks
    assert Kind.SPLIT in told(db.session.get_one(Person, idea.author_id))


def test_an_idea_is_split_on_a_page_and_both_lead_to_one_another(
    signed_in: SignIn,
) -> None:
    idea = an_idea("Show what is left, and read it aloud")
    comment = a_comment(idea, body="My eyes are not what they were.")
    desk = signed_in(a_product_manager())
    assert "My eyes are not" in desk.get(f"/ideas/{idea.id}/split").text
    typed = {"title": "", "author": str(idea.author_id), "comment": str(comment.id)}
    refused = desk.post(f"/ideas/{idea.id}/split", data=typed)
    assert refused.status_code == 422
    assert "Say it in one sentence." in refused.text
    assert f'value="{comment.id}" checked' in " ".join(refused.text.split())
    typed["title"] = "Read me my balance aloud"
    made = desk.post(f"/ideas/{idea.id}/split", data=typed).location
    page = desk.get(made).text
    assert "My eyes are not" in page
    assert "Taken out of" in page
    assert "Read me my balance aloud" in desk.get(f"/ideas/{idea.id}").text
    back = desk.post(f"{made}/split/withdraw")
    assert back.location == f"/ideas/{idea.id}"
    assert "My eyes are not" in desk.get(back.location).text
