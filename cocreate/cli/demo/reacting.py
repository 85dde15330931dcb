"""Tell how people reacted to each other, which answers stood out, what came to rest."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from zlib import crc32

from cocreate.cli.demo.voices import Comment
from cocreate.cli.demo.world import World, at
from cocreate.discussion.actions import (
    PastReaction,
    bring_edits,
    bring_lock,
    bring_pin,
    bring_reactions,
)
from cocreate.discussion.reaction import Reacted

MOST = 6  # people who react to one comment


def tell_reactions(world: World) -> None:
    """Those who spoke under the same idea or entry are those who react."""
    bring_reactions(
        reaction
        for comment in world.story.comments
        if comment.hidden is None
        for reaction in reactions_to(world, comment)
    )


def reactions_to(world: World, comment: Comment) -> Iterator[PastReaction]:
    """Drawn by the comment's key, so that the story is the same each time."""
    rng = Random(crc32(comment.key.encode()))  # noqa: S311 - a story, not a secret
    others = sorted(
        {one.author for one in world.story.comments if one.on == comment.on}
        - {comment.author}
    )
    some = rng.sample(others, min(len(others), rng.randrange(MOST)))
    for number, person in enumerate(some):
        yield PastReaction(
            person_id=world.people[person],
            comment_id=world.comments[comment.key],
            kind=rng.choice([*Reacted]),
            reacted_at=at(comment) + timedelta(minutes=7 + 31 * number),
        )


def tell_answers(world: World) -> None:
    """What was chosen as the answer, what was locked, and what was said before."""
    for pin in world.story.pins:
        bring_pin(
            world.comments[pin.comment],
            by_id=world.people[pin.by],
            pinned_at=at(pin),
        )
    for lock in world.story.locks:
        bring_lock(
            idea_id=world.ideas[lock.on],
            by_id=world.people[lock.by],
            reason=lock.reason,
            locked_at=at(lock),
        )
    for comment in world.story.comments:
        said = [(at(edit), edit.body or "") for edit in comment.edits]
        bring_edits(world.comments[comment.key], said)
