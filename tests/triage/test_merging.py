"""Two ideas made one, and taken apart again."""

from collections.abc import Callable

import pytest

from cocreate.discussion.actions import follow, unfollow
from cocreate.discussion.queries import followers_of_idea
from cocreate.ideas.actions import change_status, hide_idea, restore_idea
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.policy import Role
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.triage.actions import merge_ideas, unmerge_idea
from cocreate.votes.actions import cast_vote, withdraw_vote
from cocreate.votes.queries import voter_ids
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

pytestmark = pytest.mark.usefixtures("app")
SignIn = Callable[[Person], ForgetfulClient]


def two_ideas(project: Project | None = None) -> tuple[Idea, Idea]:
    project = project or a_project()
    kept = an_idea("Show what is left this month", project=project)
    return kept, an_idea("How much can I still spend?", project=project)


def again(idea: Idea) -> Idea:
    db.session.commit()
    db.session.refresh(idea)
    return idea


def test_taken_apart_an_idea_stands_where_it_stood() -> None:
    team, (kept, folded) = actor_of(a_product_manager()), two_ideas()
    voter, speaker = a_vote(folded), a_comment(folded)
    change_status(team, folded.id, to=Status.UNDER_REVIEW)
    answered_at = again(folded).answered_at
    merge_ideas(team, folded.id, into_id=kept.id)
    since = a_vote(kept)
    for _ in range(2):
        unmerge_idea(team, folded.id)
    assert again(folded).status is Status.UNDER_REVIEW
    assert folded.answered_at == answered_at
    assert list(voter_ids(folded.id)) == [voter.id]
    assert (folded.votes, folded.comments) == (1, 1)
    assert speaker.author_id in followers_of_idea(folded.id)
    assert list(voter_ids(kept.id)) == [since.id]
    assert (again(kept).votes, kept.comments) == (1, 0)


def test_an_idea_that_only_the_merge_answered_waits_again() -> None:
    team, (kept, folded) = actor_of(a_product_manager()), two_ideas()
    merge_ideas(team, folded.id, into_id=kept.id)
    unmerge_idea(team, folded.id)
    assert (again(folded).status, folded.answered_at) == (Status.NEW, None)


def test_nobody_votes_for_their_own_idea_by_a_merge() -> None:
    team, (kept, folded) = actor_of(a_product_manager()), two_ideas()
    author = db.session.get_one(Person, kept.author_id)
    a_vote(folded, author)
    a_vote(folded)
    merge = merge_ideas(team, folded.id, into_id=kept.id)
    assert (merge.votes_carried, merge.votes_shared) == (1, 0)
    assert author.id not in voter_ids(kept.id)
    unmerge_idea(team, folded.id)
    assert author.id in voter_ids(folded.id)


def test_a_vote_taken_back_from_the_whole_is_taken_back_everywhere() -> None:
    team, (kept, folded) = actor_of(a_product_manager()), two_ideas()
    both = a_vote(kept)
    a_vote(folded, both)
    merge_ideas(team, folded.id, into_id=kept.id)
    withdraw_vote(actor_of(both), kept.id)
    unfollow(actor_of(both), kept.id)
    unmerge_idea(team, folded.id)
    assert (again(kept).votes, again(folded).votes) == (0, 0)


def test_ideas_merged_one_into_the_next_come_apart_in_any_order() -> None:
    team, project = actor_of(a_product_manager()), a_project()
    first, second, third = [an_idea(project=project, votes=1) for _ in range(3)]
    everywhere = a_person()
    for idea in (first, second):
        a_vote(idea, everywhere)
    merge_ideas(team, first.id, into_id=second.id)
    merge_ideas(team, second.id, into_id=third.id)
    assert again(third).votes == 4
    unmerge_idea(team, first.id)
    assert (again(first).votes, again(third).votes) == (2, 3)
    unmerge_idea(team, second.id)
    assert [again(idea).votes for idea in (first, second, third)] == [2, 2, 1]


def test_who_stands_behind_another_part_stays_counted() -> None:
    team, project = actor_of(a_product_manager()), a_project()
    kept, one, other = [an_idea(project=project) for _ in range(3)]
    voter = a_vote(one)
    a_vote(other, voter)
    follow(actor_of(voter), one.id)
    follow(actor_of(voter), other.id)
    for idea in (one, other):
        merge_ideas(team, idea.id, into_id=kept.id)
    unmerge_idea(team, one.id)
    assert [again(idea).votes for idea in (kept, one)] == [1, 1]
    assert voter.id in followers_of_idea(kept.id)


def test_an_idea_comes_out_of_one_that_was_hidden_meanwhile() -> None:
    team, judge = actor_of(a_product_manager()), actor_of(a_moderator())
    kept, folded = two_ideas()
    a_vote(folded)
    a_comment(folded)
    merge_ideas(team, folded.id, into_id=kept.id)
    hide_idea(judge, kept.id, reason="Spam")
    unmerge_idea(team, folded.id)
    assert again(folded).listed
    assert (folded.votes, folded.comments) == (1, 1)


def test_an_idea_hidden_while_merged_stays_hidden_when_it_is_taken_apart(
    client: ForgetfulClient,
) -> None:
    judge, (kept, folded) = actor_of(a_moderator()), two_ideas()
    boss = actor_of(a_person(role=Role.ADMINISTRATOR))
    merge_ideas(boss, folded.id, into_id=kept.id)
    hide_idea(judge, folded.id, reason="Spam")
    unmerge_idea(boss, folded.id)
    assert not again(folded).listed
    assert client.get(f"/ideas/{folded.id}").status_code == 404
    restore_idea(judge, folded.id)
    assert again(folded).listed


def test_only_the_team_takes_merges_apart(signed_in: SignIn) -> None:
    team, (kept, folded) = actor_of(a_product_manager()), two_ideas()
    merge_ideas(team, folded.id, into_id=kept.id)
    db.session.commit()
    with pytest.raises(ForbiddenError):
        unmerge_idea(actor_of(a_person()), folded.id)
    browser = signed_in(a_moderator())
    assert browser.get(f"/ideas/{folded.id}/merge").status_code == 403
    assert browser.post(f"/ideas/{folded.id}/merge/withdraw").status_code == 403


def test_both_are_shown_whole_before_they_are_one(signed_in: SignIn) -> None:
    kept, folded = two_ideas()
    both, author = a_vote(kept), db.session.get_one(Person, kept.author_id)
    for voter in (both, author, a_person()):
        a_vote(folded, voter)
    a_comment(folded)
    desk = signed_in(a_product_manager())
    page = desk.get(f"/ideas/{folded.id}/merge?into={kept.id}").text
    for words in (kept.title, folded.title, "1 person more will", "2 votes in all"):
        assert words in page
    assert "1 person voted for both" in page
    assert "nobody votes for their own idea" in page
    assert "1 comment goes" in page
    desk.post(f"/ideas/{folded.id}/merge", data={"into": str(kept.id)})
    assert again(kept).votes == 2
    page = desk.get(f"/ideas/{folded.id}/merge").text
    assert "with 3 votes, 1 comment and" in page
    desk.post(f"/ideas/{folded.id}/merge/withdraw")
    assert (again(kept).votes, again(folded).votes) == (1, 3)


@pytest.mark.parametrize(
    ("into", "said"),
    [("the other one", "Give a number"), ("999999", "no idea with that number")],
)
def test_what_cannot_be_compared_says_why(
    signed_in: SignIn, into: str, said: str
) -> None:
    idea = an_idea()
    page = signed_in(a_product_manager()).get(f"/ideas/{idea.id}/merge?into={into}")
    assert page.status_code == 422
    assert said in page.text
    assert into in page.text


def test_what_cannot_be_one_is_not_offered(signed_in: SignIn) -> None:
    idea, elsewhere = an_idea(), an_idea()
    page = signed_in(a_product_manager()).get(
        f"/ideas/{idea.id}/merge?into={elsewhere.id}"
    )
    assert "These two cannot be one" in page.text


def test_a_vote_cast_again_since_the_merge_stays_with_the_whole() -> None:
    team, (kept, folded) = actor_of(a_product_manager()), two_ideas()
    voter = a_vote(folded)
    merge_ideas(team, folded.id, into_id=kept.id)
    withdraw_vote(actor_of(voter), kept.id)
    cast_vote(actor_of(voter), kept.id)
    unmerge_idea(team, folded.id)
    assert (again(kept).votes, again(folded).votes) == (1, 0)


def test_a_comment_says_from_which_idea_it_came(client: ForgetfulClient) -> None:
    team, (kept, folded) = actor_of(a_product_manager()), two_ideas()
    comment = a_comment(folded)
    merge_ideas(team, folded.id, into_id=kept.id)
    db.session.commit()
    page = client.get(f"/ideas/{kept.id}").text
    assert "from: <span data-user-content>How much can I still spend?" in page
    address = client.get(f"/comments/{comment.id}").location
    assert address == f"/ideas/{kept.id}#comment-{comment.id}"
    hide_idea(actor_of(a_moderator()), folded.id, reason="Spam")
    db.session.commit()
    page = client.get(f"/ideas/{kept.id}").text
    assert "from a merged idea" in page
    assert folded.title not in page


def test_who_proposed_the_same_keeps_the_credit(client: ForgetfulClient) -> None:
    team, (kept, folded) = actor_of(a_product_manager()), two_ideas()
    author = db.session.get_one(Person, folded.author_id)
    author.name = "Radia Perlman"
    merge_ideas(team, folded.id, into_id=kept.id)
    db.session.commit()
    page = client.get(f"/ideas/{kept.id}").text
    assert "Radia Perlman" in page
    assert "proposed the same" in page
    assert client.get(f"/ideas/{folded.id}/votes").location == f"/ideas/{kept.id}/votes"
