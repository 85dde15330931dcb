"""Random lives of a few ideas: nobody is counted twice, and nothing is ever lost."""

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from cocreate.cli.doctor.figures import drifted_standings, drifted_trends
from cocreate.discussion.actions import follow, post_comment, unfollow
from cocreate.discussion.models import Comment, Follow
from cocreate.ideas.actions import IllegalStepError, change_status, shape_workflow
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea, IdeaCount
from cocreate.ideas.queries import find_split, heads_of
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.triage.actions import merge_ideas, split_idea, unmerge_idea, unsplit_idea
from cocreate.votes.actions import cast_vote, withdraw_vote
from cocreate.votes.models import Vote
from tests.exploring import examples
from tests.factories import a_person, a_product_manager, a_project, actor_of, an_idea
from tests.figures import drifted
from tests.sweeping import Sweep

PEOPLE = 4
WAY = (Status.NEW, Status.UNDER_REVIEW, Status.PLANNED)
SOMEBODY = SOME_IDEA = st.integers(0, PEOPLE - 1)


class Life(RuleBasedStateMachine):
    """Four ideas, each by one of four people, who vote, follow and speak."""

    sweep: Sweep

    def __init__(self) -> None:
        super().__init__()
        self.people = [a_person(f"Person {number}") for number in range(PEOPLE)]
        self.team = actor_of(a_product_manager())
        self.project = a_project()
        self.hidden: Collection[Status] = ()
        self.ideas = [
            an_idea(project=self.project, author=person).id for person in self.people
        ]
        # What was raised, and not taken back, wherever it stands now.
        self.votes: set[tuple[PersonId, IdeaId]] = set()
        self.follows: set[tuple[PersonId, IdeaId]] = set()
        self.said: dict[CommentId, IdeaId] = {}
        self.parents: dict[IdeaId, IdeaId] = {}
        self.parted: dict[IdeaId, dict[CommentId, IdeaId]] = {}
        self.authors = {
            idea_id: person.id
            for idea_id, person in zip(self.ideas, self.people, strict=True)
        }

    def head(self, idea_id: IdeaId) -> IdeaId:
        while idea_id in self.parents:
            idea_id = self.parents[idea_id]
        return idea_id

    def family(self, head_id: IdeaId) -> list[IdeaId]:
        return [key for key in self.ideas if self.head(key) == head_id]

    @rule(ideas=st.sets(SOME_IDEA, min_size=1), person=SOMEBODY)
    def vote(self, ideas: set[int], person: int) -> None:
        voter = self.people[person]
        for head in sorted({self.head(self.ideas[idea]) for idea in ideas}):
            voted = self.voices(Vote, Vote.voter_id)
            if self.authors[head] != voter.id:
                cast_vote(actor_of(voter), head)
                if (voter.id, head) not in voted:
                    self.votes.add((voter.id, head))

    @rule(idea=SOME_IDEA, person=SOMEBODY)
    def withdraw(self, idea: int, person: int) -> None:
        head, voter = self.head(self.ideas[idea]), self.people[person]
        if self.authors[head] != voter.id:
            withdraw_vote(actor_of(voter), head)
            self.votes -= {(voter.id, key) for key in self.family(head)}

    @rule(idea=SOME_IDEA, person=SOMEBODY)
    def follow(self, idea: int, person: int) -> None:
        head, reader = self.head(self.ideas[idea]), self.people[person]
        if (reader.id, head) not in self.voices(Follow, Follow.person_id):
            self.follows.add((reader.id, head))
        follow(actor_of(reader), self.ideas[idea])

    @rule(idea=SOME_IDEA, person=SOMEBODY)
    def unfollow(self, idea: int, person: int) -> None:
        head, reader = self.head(self.ideas[idea]), self.people[person]
        unfollow(actor_of(reader), head)
        self.follows -= {(reader.id, key) for key in self.family(head)}

    @rule(idea=SOME_IDEA, person=SOMEBODY)
    def comment(self, idea: int, person: int) -> None:
        head, speaker = self.head(self.ideas[idea]), self.people[person]
        words = f"Said as number {len(self.said)}."
        followed = (speaker.id, head) in self.voices(Follow, Follow.person_id)
        said = post_comment(actor_of(speaker), body=words, idea_id=head)
        self.said[said.id] = head
        if not followed:
            self.follows.add((speaker.id, head))

    @rule(idea=SOME_IDEA, to=st.sampled_from(WAY))
    def move(self, idea: int, to: Status) -> None:
        with suppress(IllegalStepError):
            change_status(self.team, self.head(self.ideas[idea]), to=to)

    @rule(hidden=st.sampled_from([(), WAY[1:2], WAY[1:]]))
    def keep_inside(self, hidden: Collection[Status]) -> None:
        steps = [
            step._replace(is_public=step.status not in hidden) for step in USUAL.steps
        ]
        shape_workflow(self.team, self.project.slug, steps=steps)
        self.hidden = hidden

    @rule(idea=SOME_IDEA, into=SOME_IDEA)
    def merge(self, idea: int, into: int) -> None:
        head, other = self.head(self.ideas[idea]), self.head(self.ideas[into])
        if head != other:
            merge_ideas(self.team, head, into_id=other)
            self.parents[head] = other

    @rule(idea=SOME_IDEA, into=SOME_IDEA)
    def merge_and_unmerge(self, idea: int, into: int) -> None:
        head, other = self.head(self.ideas[idea]), self.head(self.ideas[into])
        if head != other:
            before = everything()
            merge_ideas(self.team, head, into_id=other)
            unmerge_idea(self.team, head)
            assert everything() == before

    @precondition(lambda self: self.parents)
    @rule(choice=st.integers(0, 99))
    def unmerge(self, choice: int) -> None:
        merged = sorted(self.parents)
        idea_id = merged[choice % len(merged)]
        unmerge_idea(self.team, idea_id)
        del self.parents[idea_id]

    @rule(idea=SOME_IDEA, chosen=st.integers(0, 3))
    def split(self, idea: int, chosen: int) -> None:
        head = self.head(self.ideas[idea])
        going = [key for key in self.said if self.head(self.said[key]) == head]
        made = split_idea(
            self.team,
            head,
            draft=IdeaDraft(f"Part {len(self.ideas)}", "What it also said."),
            author_id=self.authors[head],
            comment_ids=going[:chosen],
        )
        self.ideas.append(made.id)
        self.authors[made.id] = self.authors[head]
        self.parted[made.id] = {key: self.said[key] for key in going[:chosen]}
        self.said |= dict.fromkeys(going[:chosen], made.id)

    @precondition(lambda self: self.parted)
    @rule(choice=st.integers(0, 99))
    def unsplit(self, choice: int) -> None:
        taken_out = sorted(self.parted)
        made_id = taken_out[choice % len(taken_out)]
        whole = find_split(made_id)
        assert whole is not None
        into_id = self.head(whole.from_id)
        if self.head(made_id) == made_id != into_id:
            unsplit_idea(self.team, made_id)
            self.parents[made_id] = into_id
            for key, raised_on in self.parted.pop(made_id).items():
                if self.said[key] == made_id:
                    self.said[key] = raised_on

    def voices(self, table: Any, person: Any) -> set[tuple[PersonId, IdeaId]]:
        rows = db.session.execute(select(person, table.idea_id))
        return {(row[0], row[1]) for row in rows}

    @invariant()
    def nothing_is_lost(self) -> None:
        assert raised(Vote, Vote.voter_id) == Counter(self.votes)
        assert raised(Follow, Follow.person_id) == Counter(self.follows)
        rows = db.session.execute(select(Comment.id, Comment.idea_id))
        assert {row.id: row.idea_id for row in rows} == {
            key: self.head(idea_id) for key, idea_id in self.said.items()
        }

    @invariant()
    def everybody_is_counted_once(self) -> None:
        votes = {
            row.id: row.votes for row in db.session.execute(select(Idea.id, Idea.votes))
        }
        for head in {self.head(key) for key in self.ideas}:
            family = self.family(head)
            behind = {person for person, key in self.votes if key in family}
            assert votes[head] == len(behind - {self.authors[head]})

    @invariant()
    def what_is_inside_stays_inside(self) -> None:
        rows = db.session.execute(select(Idea.status, Idea.internal))
        for status, internal in rows:
            assert status not in self.hidden
            assert internal is None or internal in self.hidden

    @invariant()
    def figures_are_what_they_count(self) -> None:
        assert drifted("idea: votes") == drifted("idea: comments") == []

    def teardown(self) -> None:
        assert heads_of(self.ideas) == {key: self.head(key) for key in self.ideas}
        assert drifted("project: ideas") == []
        assert (drifted_trends(), drifted_standings()) == ([], {})
        db.session.rollback()
        type(self).sweep()


def raised(table: Any, person: Any) -> Counter[tuple[PersonId, IdeaId]]:
    """Whose voices there are, by the idea that each was raised on."""
    rows = db.session.execute(select(person, table.idea_id, table.carried_from_id))
    return Counter((row[0], row[2] or row[1]) for row in rows)


def everything() -> list[Sequence[Any]]:
    """All there is of ideas and voices, but the history of what was done to them.

    A trend that is summed in another order may differ in its last digit.
    """
    db.session.flush()
    tables = (Idea, IdeaCount, Vote, Follow, Comment)
    return [
        [
            [round(value, 6) if isinstance(value, float) else value for value in row]
            for row in db.session.execute(
                select(*table.__table__.columns).order_by(*table.__table__.primary_key)
            )
        ]
        for table in tables
    ]


@pytest.mark.hypothesis
def test_whatever_is_merged_and_taken_apart_nothing_is_lost(
    app: Flask, sweep: Sweep
) -> None:
    Life.sweep = sweep
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples(12),
            stateful_step_count=25,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        ),
    )
