"""Tell those who sign in what they were told, in the application and by letter."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from cocreate.cli.demo.deciding import shipped_at
from cocreate.cli.demo.voices import Comment, Idea
from cocreate.cli.demo.world import LAST_DAY, World, at, moment
from cocreate.credits.queries import of_release
from cocreate.kernel.ids import slug_of
from cocreate.kernel.text import excerpt_of, render_markdown
from cocreate.notices.actions import (
    PastNotice,
    bring_notices,
    follow_person,
    follow_search,
    follow_tag,
    write_letter_to,
)
from cocreate.notices.kind import Kind
from cocreate.people.queries import actor_for

READ_UNTIL = moment(LAST_DAY - 21)
READS_AFTER = timedelta(hours=5)
UNREAD = 3  # at least so many of the latest


class Told(NamedTuple):
    kind: Kind
    about: str
    path: str
    words: str
    detail: str
    by: str
    project: str
    at: datetime


def tell_notices(world: World) -> None:
    notices = [
        notice_of(
            world, person.key, told, is_read=told.at < READ_UNTIL and late > UNREAD
        )
        for person in world.story.people
        if person.sign_in
        for late, told in enumerate(latest_first(world, person.key), 1)
    ]
    bring_notices(sorted(notices, key=lambda notice: notice.told_at))
    for person in world.story.people:
        if person.sign_in:
            follow_something(world, person.key)
            write_letter_to(world.people[person.key])


def follow_something(world: World, person: str) -> None:
    """A search in words of one's own ideas, their first tag, and who answered them."""
    actor = actor_for(world.people[person])
    for idea in [one for one in world.story.ideas if one.author == person][:1]:
        follow_search(actor, idea.title.split(",")[0], None)
        for tag in idea.tags[:1]:
            follow_tag(actor, idea.project, slug_of(tag))
        if idea.response and idea.response.by != person:
            follow_person(actor, world.people[idea.response.by])


def latest_first(world: World, person: str) -> list[Told]:
    told = [one for one in told_to(world, person) if one.by != person]
    return sorted(told, key=lambda one: one.at, reverse=True)


def notice_of(world: World, person: str, told: Told, *, is_read: bool) -> PastNotice:
    return PastNotice(
        person_id=world.people[person],
        project_id=world.projects[told.project],
        kind=told.kind,
        about=told.about,
        actor_id=world.people[told.by],
        path=told.path,
        words=told.words,
        detail=told.detail,
        told_at=told.at,
        read_at=told.at + READS_AFTER if is_read else None,
        mail_due_at=None if is_read else told.at,
    )


def told_to(world: World, person: str) -> Iterator[Told]:
    yield from answers_to(world, person)
    yield from mentions_of(world, person)
    yield from comments_for(world, person)
    yield from decisions_for(world, person)
    yield from releases_for(world, person)


def answers_to(world: World, person: str) -> Iterator[Told]:
    for idea in world.story.ideas:
        if idea.response and idea.author == person:
            key = world.ideas[idea.key]
            yield Told(
                Kind.ANSWER,
                about=f"idea:{key}",
                path=f"/ideas/{key}",
                words=idea.title,
                detail=first_words(idea.response.body),
                by=idea.response.by,
                project=idea.project,
                at=at(idea.response),
            )


def mentions_of(world: World, person: str) -> Iterator[Told]:
    for comment in world.story.comments:
        subject = world.subjects[comment.on]
        if calls(world, comment, person) and isinstance(subject, Idea):
            yield told_of(world, comment, subject, Kind.MENTION)


def comments_for(world: World, person: str) -> Iterator[Told]:
    followed = followed_by(world, person)
    for comment in world.story.comments:
        heard = comment.hidden or calls(world, comment, person)
        if comment.on in followed and not heard:
            yield told_of(world, comment, followed[comment.on], Kind.COMMENT)


def calls(world: World, comment: Comment, person: str) -> bool:
    return f"@{world.cast[person].name}" in comment.body


def told_of(world: World, comment: Comment, idea: Idea, kind: Kind) -> Told:
    key, stands_on = world.comments[comment.key], idea.merged_into or idea.key
    return Told(
        kind,
        about=f"comment:{key}",
        path=f"/ideas/{world.ideas[stands_on]}#comment-{key}",
        words=idea.title,
        detail=first_words(comment.body),
        by=comment.author,
        project=idea.project,
        at=at(comment),
    )


def followed_by(world: World, person: str) -> dict[str, Idea]:
    """What somebody proposed or chose to follow; whoever speaks follows as well."""
    spoke = {one.on for one in world.story.comments if one.author == person}
    chose = {one.on for one in world.story.follows if person in one.people}
    return {
        idea.key: idea
        for idea in world.story.ideas
        if idea.author == person or idea.key in spoke | chose
    }


def decisions_for(world: World, person: str) -> Iterator[Told]:
    for decision in world.story.decisions:
        voices = [world.subjects.get(one.on) for one in decision.cites]
        remarks = [world.remarks.get(one.on) for one in decision.cites]
        if person in {one.author for one in (*voices, *remarks) if one}:
            key = world.decisions[decision.key]
            yield Told(
                Kind.CITED,
                about=f"decision:{key}",
                path=f"/decisions/{key}",
                words=decision.title,
                detail=first_words(decision.why),
                by=decision.by,
                project=decision.project,
                at=at(decision),
            )


def releases_for(world: World, person: str) -> Iterator[Told]:
    for release in world.story.releases:
        key, published_at = world.releases[release.key], shipped_at(release)
        given = {one.person.person_id: one.what for one in of_release(key)}
        if published_at and world.people[person] in given:
            yield Told(
                Kind.CREDITED,
                about=f"release:{key}",
                path=f"/releases/{key}",
                words=f"{release.version}: {release.title}",
                detail=f"For {given[world.people[person]]}",
                by=release.by,
                project=release.project,
                at=published_at,
            )


def first_words(written: str) -> str:
    return excerpt_of(render_markdown(written))
