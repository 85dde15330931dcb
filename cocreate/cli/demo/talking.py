"""Tell what was said under ideas and entries and who follows what."""

from collections.abc import Iterator

from cocreate.cli.demo.voices import Comment
from cocreate.cli.demo.world import World, at, origin_of
from cocreate.discussion.actions import (
    ImportedComment,
    PastFollow,
    bring_follows,
    ids_by_origin,
    import_comments,
    reword,
)
from cocreate.discussion.quoting import quote_of
from cocreate.kernel.text import render_markdown


def tell_comments(world: World) -> None:
    told = world.story.comments
    import_comments([past(world, comment) for comment in told])
    keys = ids_by_origin(origin_of(comment.key) for comment in told)
    for comment in told:
        world.comments[comment.key] = keys[origin_of(comment.key)]


def tell_calls(world: World) -> None:
    """Whom comments call by name, and which words of others they quote."""
    for comment in world.story.comments:
        if comment.quotes or "@" in comment.body:
            words = quote(world, comment) + comment.body
            reword(world.comments[comment.key], words)


def quote(world: World, comment: Comment) -> str:
    said = world.remarks.get(comment.parent or "")
    if said is None or not comment.quotes:
        return ""
    name, key = world.cast[said.author].name, world.comments[said.key]
    return quote_of(name, key, said.body, render_markdown(said.body), comment.quotes)


def past(world: World, comment: Comment) -> ImportedComment:
    subject = world.subjects[comment.on]
    return ImportedComment(
        origin=origin_of(comment.key),
        project_id=world.projects[subject.project],
        idea_id=world.ideas.get(comment.on),
        entry_id=world.entries.get(comment.on),
        author_id=world.people[comment.author],
        body=comment.body,
        posted_at=at(comment),
        parent_origin=origin_of(comment.parent) if comment.parent else None,
        is_official=world.cast[comment.author].role.is_company,
        hidden_at=at(comment.hidden) if comment.hidden else None,
        hidden_reason=comment.hidden.statement if comment.hidden else None,
    )


def tell_follows(world: World) -> None:
    """Authors follow their ideas, so do those who speak, and some who only read."""
    bring_follows(follows_of(world))


def follows_of(world: World) -> Iterator[PastFollow]:
    for idea in world.story.ideas:
        yield PastFollow(world.people[idea.author], world.ideas[idea.key], at(idea))
    for comment in world.story.comments:
        if comment.on in world.ideas:
            author = world.people[comment.author]
            yield PastFollow(author, world.ideas[comment.on], at(comment))
    for followed in world.story.follows:
        since = at(world.subjects[followed.on])
        for person in followed.people:
            yield PastFollow(world.people[person], world.ideas[followed.on], since)
