"""What members and moderators do at the same moment."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from cocreate.ideas.actions import propose_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.moderation.actions import (
    close_review,
    complain_of_flag,
    flag_comment,
    flag_person,
)
from cocreate.moderation.actions.flag import ManyFlagsError
from cocreate.moderation.actions.guard import ManyVotesError
from cocreate.moderation.case import CaseAct
from cocreate.moderation.limits import FLAGS_A_DAY, Limit
from cocreate.moderation.models import CaseStep, Flag, Review
from cocreate.moderation.queries import open_cases
from cocreate.moderation.reason import Reason, Verdict
from cocreate.votes.actions import cast_vote
from cocreate.votes.models import Vote
from tests.factories import (
    a_comment,
    a_limit,
    a_moderator,
    a_person,
    a_project,
    actor_of,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")
AtOnce = Callable[..., list[Any]]


def test_flags_at_once_open_one_case(at_once: AtOnce) -> None:
    comment_id = a_comment().id
    people = [actor_of(a_person()) for _ in range(5)]

    def flag(number: int) -> Callable[[], int]:
        return lambda: (
            flag_comment(people[number], comment_id, reason=Reason.ABUSE).review_id
        )

    assert len(set(at_once(*[flag(number) for number in range(5)]))) == 1
    [line] = open_cases(actor_of(a_moderator())).rows
    assert line.flags == 5


def test_a_double_press_at_once_flags_once(at_once: AtOnce) -> None:
    comment_id, ada = a_comment().id, actor_of(a_person())
    press = [lambda: flag_comment(ada, comment_id, reason=Reason.ABUSE).id] * 2
    first, second = at_once(*press)
    assert first == second
    [line] = open_cases(actor_of(a_moderator())).rows
    assert line.flags == 1


def test_of_two_verdicts_at_once_one_stands(at_once: AtOnce) -> None:
    comment = a_comment()
    flag = flag_comment(actor_of(a_person()), comment.id, reason=Reason.ABUSE)
    review_id, judges = flag.review_id, [actor_of(a_moderator()) for _ in range(2)]
    db.session.commit()
    told = at_once(
        lambda: close_review(judges[0], review_id, verdict=Verdict.KEEP).verdict,
        lambda: (
            close_review(
                judges[1], review_id, verdict=Verdict.HIDE, reason=Reason.ABUSE
            ).verdict
        ),
    )
    db.session.expire_all()
    refused = [answer for answer in told if isinstance(answer, ConflictError)]
    assert len(refused) == 1
    review = db.session.get_one(Review, review_id)
    assert comment.shown is (review.verdict is Verdict.KEEP)


def test_complaints_at_once_are_one_case_and_each_is_said_once(
    at_once: AtOnce,
) -> None:
    """By one of them twice, by another once: each waits behind the first."""
    comment = a_comment()
    ada, ben = (actor_of(a_person()) for _ in range(2))
    flags = [flag_comment(one, comment.id, reason=Reason.ABUSE) for one in (ada, ben)]
    case_id = flags[0].review_id
    close_review(actor_of(a_moderator()), case_id, verdict=Verdict.KEEP)

    def complain(actor: Any, words: str) -> Callable[[], int]:
        return lambda: complain_of_flag(actor, case_id, words=words).id

    said = [(ada, "By Ada."), (ada, "By Ada."), (ben, "By Ben.")]
    acts = [complain(actor, words) for actor, words in said]
    told = at_once(*acts, before="INSERT INTO reviews")
    db.session.expire_all()
    [lodged] = db.session.scalars(select(Review).where(Review.is_complaint))
    assert told == [lodged.id] * 3
    assert all(flag.complained_at for flag in db.session.scalars(select(Flag)))
    steps = select(CaseStep).where(CaseStep.act == CaseAct.APPEALED)
    words = [(step.review_id, step.words) for step in db.session.scalars(steps)]
    assert sorted(words) == [
        (case_id, ""),
        (lodged.id, "By Ada."),
        (lodged.id, "By Ben."),
    ]


def test_the_last_vote_of_a_day_is_one_however_many_are_cast_at_once(
    at_once: AtOnce,
) -> None:
    a_limit(a_moderator(), Limit.VOTES_A_DAY, 1)
    ada, ideas = actor_of(a_person()), [an_idea().id for _ in range(2)]
    told = at_once(
        *(partial(cast_vote, ada, idea_id) for idea_id in ideas),
        before="SELECT guard_versions.version, people.role",
    )
    assert [type(one) for one in told].count(ManyVotesError) == 1, told
    assert db.session.query(Vote).count() == 1


def test_the_last_idea_of_a_day_is_one_however_many_are_proposed_at_once(
    at_once: AtOnce,
) -> None:
    a_limit(a_moderator(), Limit.IDEAS_A_DAY, 1)
    ada, slugs = actor_of(a_person()), [a_project().slug for _ in range(2)]
    draft = IdeaDraft(title="A quieter bell", body="It rings too loud.")
    told = at_once(
        *(partial(propose_idea, ada, slug, draft=draft) for slug in slugs),
        before="INSERT INTO outbox",
    )
    assert [type(one) for one in told].count(InvalidError) == 1, told
    assert db.session.query(Idea).count() == 1


def test_the_last_report_of_a_day_is_one_however_many_are_sent_at_once(
    at_once: AtOnce,
) -> None:
    """Of people, too."""
    ada = actor_of(a_person())
    for _ in range(FLAGS_A_DAY[0] - 1):
        flag_person(ada, a_person().id, reason=Reason.SPAM)
    told = at_once(
        partial(flag_comment, ada, a_comment().id, reason=Reason.SPAM),
        partial(flag_person, ada, a_person().id, reason=Reason.SPAM),
        before="INSERT INTO flags",
    )
    assert [type(one) for one in told].count(ManyFlagsError) == 1, told
    assert db.session.query(Flag).count() == FLAGS_A_DAY[0]
