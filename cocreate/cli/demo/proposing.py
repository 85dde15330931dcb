"""Tell the ideas: as they stand, and the way they came there."""

from collections.abc import Iterator
from datetime import datetime

from cocreate.cli.demo.shaping import is_inside
from cocreate.cli.demo.voices import Idea
from cocreate.cli.demo.world import World, at, origin_of
from cocreate.ideas.actions import (
    PastEdit,
    PastIdea,
    PastResponse,
    PastStep,
    bring_ideas,
    keep_edits,
    keep_responses,
    keep_steps,
)
from cocreate.ideas.status import Status
from cocreate.surfacing.actions import keep_differences, learn_ideas


def tell_ideas(world: World) -> None:
    """Those that duplicates were folded into come first: the others lead to them."""
    told = world.story.ideas
    take_over(world, [idea for idea in told if idea.merged_into is None])
    take_over(world, [idea for idea in told if idea.merged_into is not None])
    keep_steps(step for idea in told for step in steps_of(world, idea))
    keep_edits(edit for idea in told for edit in edits_of(world, idea))
    keep_responses(answer for idea in told for answer in response_of(world, idea))
    for idea in told:
        whys = {world.ideas[one.other]: one.why for one in idea.differs}
        keep_differences(world.ideas[idea.key], whys)


def take_over(world: World, ideas: list[Idea]) -> None:
    keys = bring_ideas([past(world, idea) for idea in ideas])
    learn_ideas(keys.values())
    for idea in ideas:
        world.ideas[idea.key] = keys[origin_of(idea.key)]


def past(world: World, idea: Idea) -> PastIdea:
    owner = idea.complaint.owner if idea.complaint else None
    return PastIdea(
        origin=origin_of(idea.key),
        project_id=world.projects[idea.project],
        author_id=world.people[idea.author],
        title=idea.title,
        body=idea.body,
        proposed_at=at(idea),
        status=idea.status,
        prompt_id=world.prompts[idea.prompt] if idea.prompt else None,
        tags=idea.tags,
        edited_at=at(idea.edits[-1]) if idea.edits else None,
        answered_at=answered_at(idea),
        assignee_id=world.people[owner] if owner else None,
        merged_into_id=world.ideas[idea.merged_into] if idea.merged_into else None,
        hidden_at=at(idea.hidden) if idea.hidden else None,
        hidden_reason=idea.hidden.statement if idea.hidden else None,
    )


def answered_at(idea: Idea) -> datetime | None:
    answers = [
        at(step)
        for step in idea.journey
        if step.status is not Status.NEW and not is_inside(idea, step.status)
    ]
    if idea.response:
        answers.append(at(idea.response))
    return min(answers, default=None)


def steps_of(world: World, idea: Idea) -> Iterator[PastStep]:
    was = Status.NEW
    for step in idea.journey:
        yield PastStep(
            idea_id=world.ideas[idea.key],
            by_id=world.people[step.by],
            was=was,
            became=step.status,
            note=step.note,
            changed_at=at(step),
            is_internal=is_inside(idea, step.status),
        )
        was = step.status


def edits_of(world: World, idea: Idea) -> Iterator[PastEdit]:
    """Read backwards: what an edit did not change stood there before it as well."""
    title, body = idea.title, idea.body
    for edit in reversed(idea.edits):
        title, body = edit.title or title, edit.body or body
        yield PastEdit(
            idea_id=world.ideas[idea.key],
            editor_id=world.people[idea.author],
            title=title,
            body=body,
            edited_at=at(edit),
        )


def response_of(world: World, idea: Idea) -> Iterator[PastResponse]:
    if idea.response:
        yield PastResponse(
            idea_id=world.ideas[idea.key],
            author_id=world.people[idea.response.by],
            body=idea.response.body,
            responded_at=at(idea.response),
        )
