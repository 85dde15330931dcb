"""Votes that look like one person's come before a moderator, who decides."""

import re
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import time_machine

from cocreate.config import Settings, use
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, NotFoundError
from cocreate.kernel.policy import Role
from cocreate.moderation import jobs
from cocreate.moderation.actions import appeal, close_review, undo_verdict
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.queries import (
    closed_cases,
    get_statement,
    looked_at,
    open_cases,
    statements_to,
    suspects_shown,
)
from cocreate.moderation.reason import Decided, Reason, Verdict
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from cocreate.votes.actions import PastVote, bring_votes, cast_vote
from cocreate.votes.queries import has_voted
from tests.client import ForgetfulClient
from tests.factories import (
    a_moderator,
    a_person,
    a_project,
    a_vote,
    actor_of,
    an_account,
    an_idea,
)

OUT: Decided = {
    "verdict": Verdict.HIDE,
    "reason": Reason.OTHER,
    "statement": "Ten accounts of one evening.",
}


@pytest.fixture(autouse=True)
def _look_anew() -> None:
    jobs.seen.clear()


def a_town_that_votes() -> tuple[Idea, list[Person]]:
    """Twelve members of long standing, eight ideas, and ten accounts of one evening."""
    project = a_project()
    ideas = [an_idea(project=project) for _ in range(8)]
    chance = Random(7)  # noqa: S311 - a story, not a secret
    for number in range(20):
        member = a_person(f"Member {number}")
        member.joined_at = now() - timedelta(days=200 + number)
        at = now() - timedelta(hours=7 * number + 1)
        some = chance.sample(ideas[1:], 4)
        bring_votes([PastVote(member.id, idea.id, 1, at) for idea in some])
    puppets = [a_person(f"Puppet {number}") for number in range(10)]
    for puppet in puppets:
        for idea in ideas[:3]:
            cast_vote(actor_of(puppet), idea.id, fingerprint=99)
    db.session.commit()
    return ideas[0], puppets


def the_case(idea: Idea) -> Review:
    jobs.watch_votes()
    return db.session.query(Review).filter_by(idea_id=idea.id, closed_at=None).one()


def votes(idea: Idea) -> int:
    db.session.commit()
    db.session.refresh(idea)
    return idea.votes


@pytest.mark.usefixtures("app")
def test_a_ring_is_found_told_in_figures_and_counts_until_a_person_decides() -> None:
    idea, puppets = a_town_that_votes()
    judge = actor_of(a_moderator())
    case = the_case(idea)
    jobs.watch_votes()  # nothing moved: nothing is opened twice
    assert (case.kind, votes(idea), case.author_id) == (CaseKind.RING, 10, None)
    assert looked_at(judge, idea.id).waiting == 10
    assert looked_at(actor_of(puppets[0]), idea.id).waiting == 0
    shown = suspects_shown(judge, case.id)
    assert {one.face.person_id for one in shown} == {one.id for one in puppets}
    assert {one.shared for one in shown} == {one.together for one in shown} == {9}
    assert "10 came from one device and network" in case.why
    assert "by chance so many come once in" in case.why
    assert "Puppet" not in case.why
    assert len(open_cases(judge).rows) == 3  # the other two ideas of theirs
    close_review(judge, case.id, verdict=Verdict.KEEP)
    a_vote(idea)
    jobs.watch_votes()  # nobody is brought there twice for one vote
    assert votes(idea) == 11
    assert not db.session.query(Review).filter_by(idea_id=idea.id, closed_at=None).all()


@pytest.mark.usefixtures("app")
def test_each_voter_sees_their_vote_and_is_told_why_it_does_not_count() -> None:
    idea, puppets = a_town_that_votes()
    first, case = actor_of(a_moderator()), the_case(idea)
    close_review(first, case.id, **OUT)
    assert votes(idea) == 0
    voter = actor_of(puppets[0])
    assert has_voted(voter, idea.id)
    (line,) = statements_to(voter).rows
    told = get_statement(voter, line.id)
    assert (told.noun, told.statement) == ("vote", OUT["statement"])
    assert (told.is_automated, told.is_away) == (True, True)
    with pytest.raises(NotFoundError):
        get_statement(actor_of(puppets[1]), line.id)
    assert [one.id for one in closed_cases(first).rows] == [case.id]


@pytest.mark.usefixtures("app")
def test_somebody_else_hears_an_appeal_and_one_vote_counts_again(
    work: Callable[[], int],
) -> None:
    idea, puppets = a_town_that_votes()
    first, second = actor_of(a_moderator()), actor_of(a_moderator("Ruth"))
    case, voter = the_case(idea), actor_of(puppets[0])
    close_review(first, case.id, **OUT)
    (line,) = statements_to(voter).rows
    with time_machine.travel(now() + timedelta(minutes=2), tick=False):
        work()
        assert db.session.query(Notice).filter_by(kind="vote_judged").count() == 10
        lodged = appeal(voter, line.id, words="I am a person.")
        with pytest.raises(ConflictError):
            undo_verdict(first, case.id)
        with pytest.raises(ForbiddenError):
            close_review(first, lodged.id, verdict=Verdict.RESTORE)
        close_review(second, lodged.id, verdict=Verdict.RESTORE)
        assert votes(idea) == 1
        undo_verdict(second, lodged.id)
        assert votes(idea) == 0
        close_review(second, lodged.id, verdict=Verdict.RESTORE)
    assert not get_statement(voter, line.id).is_away
    assert votes(idea) == 1


@pytest.mark.parametrize("minutes", [0, 2])
@pytest.mark.usefixtures("app")
def test_a_verdict_that_is_undone_leaves_all_as_it_was(
    work: Callable[[], int], settings: Settings, minutes: int
) -> None:
    use(settings.model_copy(update={"undo_seconds": 30}))
    idea, puppets = a_town_that_votes()
    judge, case = actor_of(a_moderator()), the_case(idea)
    with time_machine.travel(now(), tick=False) as clock:
        close_review(judge, case.id, **OUT)
        clock.shift(timedelta(minutes=minutes))
        work()
        undo_verdict(judge, case.id)
        clock.shift(timedelta(minutes=2))
        work()
        assert votes(idea) == 10
        (*told,) = statements_to(actor_of(puppets[0])).rows
        assert [one.verdict for one in told] == [Verdict.RESTORE] * bool(minutes)
        heard = db.session.query(Notice).filter_by(kind="vote_judged").count()
        assert heard == 20 * bool(minutes)
        close_review(judge, case.id, **OUT)
        assert votes(idea) == 0
        assert len(statements_to(actor_of(puppets[0])).rows) == 1


@pytest.mark.usefixtures("app")
def test_nobody_decides_about_votes_on_their_own_idea_or_about_their_own() -> None:
    idea, puppets = a_town_that_votes()
    case = the_case(idea)
    author = db.session.get_one(Person, idea.author_id)
    for one in (author, puppets[0]):
        one.role = a_moderator().role
        db.session.commit()
        with pytest.raises(ForbiddenError):
            close_review(actor_of(one), case.id, verdict=Verdict.KEEP)
    assert votes(idea) == 10


@pytest.mark.usefixtures("app")
def test_who_comes_after_a_ring_that_was_taken_out_is_a_case_of_their_own() -> None:
    idea, puppets = a_town_that_votes()
    judge, case = actor_of(a_moderator()), the_case(idea)
    close_review(judge, case.id, **OUT)
    late = a_person("Puppet 11")
    cast_vote(actor_of(late), idea.id, fingerprint=99)
    db.session.commit()
    after = the_case(idea)
    shown = suspects_shown(judge, after.id)
    assert {one.face.person_id for one in shown} == {late.id}
    assert late.id not in {one.id for one in puppets}
    assert votes(idea) == 1


def test_moderators_read_who_and_why_and_decide_by_key_or_program(
    signed_in: Callable[[Person], ForgetfulClient],
) -> None:
    idea, puppets = a_town_that_votes()
    judge, case = an_account("Ruth Adler", role=Role.MODERATOR), the_case(idea)
    desk = signed_in(judge)
    page = desk.get(f"/moderation/cases/{case.id}").text
    assert page.count("one device with 9 others") == len(puppets)
    assert re.search(r'data-key="l"[^>]*>They count', page)
    assert re.search(r'data-key="h"[^>]*>They do not count', page)
    assert "10 of these votes are" in desk.get(f"/ideas/{idea.id}").text
    listed_rings: Any = desk.get("/api/v1/cases?kind=ring").json
    (listed,) = (one for one in listed_rings["rows"] if one["id"] == case.id)
    assert "by chance so many come once in" in listed["why"]
    decided = {"verdict": "hide", "reason": "other", "statement": "One evening."}
    desk.post(f"/moderation/cases/{case.id}/verdict", data=decided)
    assert votes(idea) == 0
    voter = signed_in(puppets[0])
    own = voter.get("/me/statements").text
    assert "Your vote has not been counted" in own
    assert "being looked at" not in voter.get(f"/ideas/{idea.id}").text
