import hashlib
import json
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.beta import lottery
from cocreate.beta.kinds import Place
from cocreate.beta.models import Build, Enrolment, Lottery, Programme
from cocreate.cli.demo.luring import MANY
from cocreate.cli.demo.settling import PASSWORD
from cocreate.cli.demo.shelf import SHELF
from cocreate.cli.demo.story import load_story
from cocreate.cli.demo.world import World, at, moment
from cocreate.credits.actions import derive_credits
from cocreate.credits.models import Credit
from cocreate.decisions.models import Citation
from cocreate.discussion.models import Comment
from cocreate.discussion.queries import mentioned_in
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel import outbox, storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, db
from cocreate.kernel.policy import Role
from cocreate.moderation.actions import LEAST_SPAM
from cocreate.moderation.actions.learn import bad_hosts
from cocreate.moderation.case import CaseKind
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import DryRun, Review, WatchedWord
from cocreate.moderation.queries import get_rule, taught
from cocreate.moderation.reason import Verdict
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from cocreate.people.passwords import is_password
from cocreate.people.queries import actor_for
from cocreate.projects.queries import get_heading
from cocreate.releases.models import Release
from cocreate.search.actions import find_drift
from cocreate.surfacing.queries import differences_of, duplicate_groups
from cocreate.triage.queries import find_plan, notes_on
from cocreate.votes.models import Vote
from cocreate.votes.trend import trend_of
from tests.cli.running import run
from tests.cli.told import Told
from tests.client import ForgetfulClient

STORY = load_story()


def votes_of(idea: Idea) -> list[Vote]:
    query = select(Vote).where(Vote.idea_id == idea.id)
    return list(db.session.scalars(query))


def test_somebody_of_every_role_signs_in_and_nobody_else_can(world: World) -> None:
    people = {person.key: person for person in STORY.people}
    for key, person_id in world.people.items():
        kept = db.session.get_one(Person, person_id).password_hash
        assert (kept is not None) == people[key].sign_in
        assert kept is None or is_password(PASSWORD, kept)
    assert {person.role for person in STORY.people if person.sign_in} == {*Role}


def test_votes_are_many_and_spread_over_months(world: World) -> None:
    cast = db.session.scalars(select(Vote.cast_at)).all()
    assert len(cast) >= 1500
    assert len({(at.year, at.month) for at in cast}) >= 8
    assert max(cast) < moment(306)


def test_nobody_votes_for_their_own_idea_or_out_of_time(world: World) -> None:
    told = {world.ideas[idea.key]: idea for idea in STORY.ideas}
    joined = {
        person.id: person.joined_at for person in db.session.scalars(select(Person))
    }
    for idea in db.session.scalars(select(Idea)):
        for vote in votes_of(idea):
            assert vote.voter_id != idea.author_id
            assert vote.cast_at > joined[vote.voter_id]
            first_told = told[vote.carried_from_id or idea.id]
            assert at(first_told) < vote.cast_at


def test_every_figure_equals_what_it_counts(world: World) -> None:
    for idea in db.session.scalars(select(Idea)):
        cast = [vote.cast_at for vote in votes_of(idea)]
        assert idea.votes == len(cast)
        assert idea.trend == pytest.approx(trend_of(cast))


def test_the_story_is_the_same_every_time(app: Flask, world: World) -> None:
    def counted() -> Counter[str]:
        return Counter(
            {
                table.name: db.session.scalar(select(func.count()).select_from(table))
                or 0
                for table in Base.metadata.sorted_tables
            }
        )

    before = counted()
    cast = db.session.scalars(select(Vote.cast_at).order_by(Vote.cast_at)).all()
    db.session.rollback()
    result = run(app, "demo", "--once")
    assert result.exit_code == 0
    assert counted() == before
    assert min(cast) - moment(0) > timedelta(days=40)


@pytest.mark.usefixtures("world")
def test_the_demo_is_loaded_once_and_says_how_to_sign_in(
    app: Flask, told: Told
) -> None:
    assert PASSWORD in told.said
    for person in STORY.people:
        assert (person.email in told.said) == person.sign_in
    assert run(app, "demo").exit_code == 1
    once = run(app, "demo", "--once")
    assert once.exit_code == 0
    assert PASSWORD in once.output


def test_what_was_said_stands_where_it_was_said(world: World) -> None:
    told = {comment.key: comment for comment in STORY.comments}
    for key, comment_id in world.comments.items():
        comment = db.session.get_one(Comment, comment_id)
        told_on = told[key].on
        subject = comment.carried_from_id or comment.idea_id or comment.entry_id
        assert subject == world.ideas.get(told_on, world.entries.get(told_on))
        parent = told[key].parent
        assert comment.parent_id == (world.comments[parent] if parent else None)
        assert comment.shown == (told[key].hidden is None)
    for idea in db.session.scalars(select(Idea)):
        shown = select(func.count()).where(
            Comment.idea_id == idea.id, Comment.shown.is_(True)
        )
        assert idea.comments == db.session.scalar(shown)


def test_a_merge_carries_voices_and_counts_nobody_twice(world: World) -> None:
    carried = select(func.count()).where(Vote.carried_from_id.is_not(None))
    assert db.session.scalar(carried)
    merged = [idea for idea in STORY.ideas if idea.merged_into]
    for idea in merged:
        left = select(func.count()).where(Comment.idea_id == world.ideas[idea.key])
        assert db.session.scalar(left) == 0


def test_the_builds_can_be_downloaded_and_are_what_they_say(world: World) -> None:
    builds = db.session.scalars(select(Build)).all()
    assert len(builds) == len(STORY.builds) + len(SHELF) + 1
    for build in builds:
        content = storage.read(build.storage_key)
        assert len(content) == build.size
        assert hashlib.sha256(content).hexdigest() == build.sha256


def test_a_seat_is_counted_for_everybody_who_has_one(world: World) -> None:
    for programme in db.session.scalars(select(Programme)):
        seated = select(func.count()).where(
            Enrolment.programme_id == programme.id,
            Enrolment.place.in_([Place.INVITED, Place.ACTIVE]),
        )
        assert programme.taken == (db.session.scalar(seated) or 0) <= programme.seats
    told = {*db.session.scalars(select(Enrolment.place))}
    assert told == {*Place}
    [document] = db.session.scalars(select(Lottery.document))
    drawn = lottery.verify(json.loads(document or ""))
    assert {name: quota > 0 for name, quota in drawn.quotas.items()} == {
        "android": True,
        "ios": True,
    }


def test_the_release_thanks_those_it_was_made_of(world: World) -> None:
    shipped = world.releases["meridian-5-0"]
    credited = select(func.count()).where(Credit.release_id == shipped)
    assert db.session.scalar(credited)
    assert derive_credits(shipped) == 0, "they are derived already"
    drafts = select(func.count()).where(Release.published_at.is_(None))
    assert db.session.scalar(drafts) == len(STORY.releases) - 1


def test_a_decision_cites_whom_the_story_cites(world: World) -> None:
    cites = sum(len(decision.cites) for decision in STORY.decisions)
    assert db.session.scalar(select(func.count()).select_from(Citation)) == cites


def test_people_call_quote_tell_apart_and_note(world: World) -> None:
    yusuf = db.session.get_one(Comment, world.comments["where-refund-yusuf"])
    asked = world.comments["where-refund-call"]
    assert f"(/comments/{asked}):\n>\n> before anything is built" in yusuf.body
    assert mentioned_in(asked) == {world.people["yusuf"], world.people["carmen"]}
    told = select(Notice.kind).where(
        Notice.person_id == world.people["lucia"],
        Notice.about == f"comment:{world.comments['bench-at-the-wall-plans']}",
    )
    assert db.session.scalars(told).all() == [Kind.MENTION]
    daan = actor_for(world.people["daan"])
    (why,) = differences_of(daan, world.ideas["month-by-roster"])
    assert why.other.id == world.ideas["left-after-fixed"]
    noted = notes_on(daan, world.ideas["where-refund"])[0]
    assert f'href="/people/{world.people["henrik"]}"' in str(noted.html)


def test_likely_duplicates_wait_for_a_verdict(world: World) -> None:
    daan = actor_for(world.people["daan"])
    groups = duplicate_groups(daan, get_heading(daan, "next-app")).rows
    receipts, refunds = (
        {world.ideas[key] for key in keys}
        for keys in (
            ("pin-receipt", "receipt-photo"),
            ("where-refund", "refund-train", "refund-lamp"),
        )
    )
    assert [group.idea_ids for group in groups] == [receipts, refunds]
    assert [group.words[0] for group in groups] == ["receipt", "refund"]


def test_some_flags_wait_for_the_moderators(world: World) -> None:
    reviews = db.session.scalars(select(Review)).all()
    of_words = [review.flags for review in reviews if review.person_id is None]
    assert sum(of_words) == len(STORY.flags) + MANY
    assert any(review.closed_at is None for review in reviews)
    for review in reviews:
        assert review.verdict is not Verdict.HIDE or review.statement


def test_a_rule_is_on_one_is_off_and_two_comments_are_held(world: World) -> None:
    ruth = actor_for(world.people["ruth"])
    word = get_rule(ruth, str(db.session.scalar(select(WatchedWord.id))))
    first = get_rule(ruth, Limit.FIRST_POSTS.value)
    assert word.is_on
    assert not first.is_on
    tried = {run.rule: run.touched for run in db.session.scalars(select(DryRun))}
    assert tried[word.name] < tried[first.name]
    held = db.session.scalars(select(Review).where(Review.restricted_at.is_not(None)))
    waits = {one.kind: one.why for one in held if one.closed_at is None}
    assert "first posts" in waits[CaseKind.HELD]
    assert "“fast cash”" in waits[CaseKind.SPAM]


def test_enough_was_hidden_as_spam_to_learn_from(world: World) -> None:
    spam = [one.text for one in taught(now()) if one.is_spam]
    assert len(spam) >= LEAST_SPAM
    assert "luckywins.example" in bad_hosts(spam, ())


def test_nobody_is_told_twice_and_the_figure_says_what_is_unread(world: World) -> None:
    for person in db.session.scalars(select(Person)):
        unread = select(func.count()).where(
            Notice.person_id == person.id, Notice.read_at.is_(None)
        )
        assert person.unread == db.session.scalar(unread)
    assert outbox.backlog().waiting == 0
    assert not find_drift()


@pytest.mark.sqlite
def test_the_whole_story_can_be_read(world: World, client: ForgetfulClient) -> None:
    idea = world.ideas["tell-me-before"]
    release, decision = world.releases["meridian-5-0"], world.decisions["stop-first"]
    entry = world.entries["we-begin-by-asking"]
    for path in (
        "/projects/next-app",
        "/projects/next-app/ideas",
        "/projects/next-app/roadmap",
        "/projects/next-app/beta",
        f"/ideas/{idea}",
        f"/decisions/{decision}",
        f"/releases/{release}",
        f"/journal/{entry}",
    ):
        assert client.get(path).status_code == 200, path
    assert client.get("/projects/clear-letters").status_code == 404


def test_ideas_were_split_one_waits_for_its_moment_and_some_stand_inside(
    world: World, client: ForgetfulClient
) -> None:
    made = client.get(f"/ideas/{world.ideas['keep-her-name']}").text
    assert "When somebody dies" in made
    plan = find_plan(world.ideas["money-calendar"])
    assert plan is not None
    assert plan.due_at > now()
    idea = db.session.get_one(Idea, world.ideas["after-swimming"])
    assert (idea.status, idea.internal) == (Status.NEW, Status.UNDER_REVIEW)
