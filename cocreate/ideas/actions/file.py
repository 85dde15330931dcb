"""File an idea under tags."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from cocreate.ideas.actions.count import move_tag_counts
from cocreate.ideas.events import IdeaTagged
from cocreate.ideas.models import Idea, IdeaTag, Tag
from cocreate.ideas.policy import may_answer, may_file
from cocreate.ideas.queries import find_tag, get_idea
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import IdeaId, ProjectId, slug_of
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require

MOST_TAGS = 6


def tag_idea(actor: Actor, idea_id: IdeaId, *, names: Iterable[str]) -> Idea:
    """Give an idea these tags and no others; unknown ones are made."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), "The product team files ideas under tags.")
    names = tuple(names)
    if {*map(slug_of, names)} == {*map(slug_of, idea.tag_names.splitlines())}:
        return idea
    return replace_tags(idea, names)


def replace_tags(idea: Idea, names: Iterable[str]) -> Idea:
    before = idea.tag_names
    if idea.listed:
        move_tag_counts(idea.id, -1)
    db.session.execute(delete(IdeaTag).where(IdeaTag.idea_id == idea.id))
    put_tags(idea, names)
    if idea.tag_names != before:
        record(IdeaTagged(idea_id=idea.id))
    return idea


def file_idea(actor: Actor, idea_id: IdeaId, *, slug: str) -> Idea:
    """File an idea under one more tag that is in use here; nothing is taken away.

    So may customers whom this place has come to trust.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(may_file(actor, idea), "The product team and regulars file ideas.")
    before = idea.tag_names.splitlines()
    if slug in map(slug_of, before):
        return idea
    tag = find_tag(idea.project_id, slug)
    if tag is None or not tag.ideas:
        raise InvalidError({"tag": "Choose one of these tags."})
    if len(before) >= MOST_TAGS:
        raise InvalidError({"tag": f"It has {MOST_TAGS} tags already."})
    return replace_tags(idea, (*before, tag.name))


def put_tags(idea: Idea, names: Iterable[str]) -> None:
    """Tie an idea that has no tags yet to these, and count it under each if listed."""
    tags = [known_tag(idea.project_id, name) for name in dict.fromkeys(names)]
    tags = list({tag.id: tag for tag in tags}.values())[:MOST_TAGS]
    for tag in tags:
        db.session.add(IdeaTag(idea_id=idea.id, tag_id=tag.id))
    idea.tag_names = "\n".join(sorted(tag.name for tag in tags))
    db.session.flush()  # the counts below read the ties
    if idea.hidden_at is None and idea.withdrawn_at is None:
        move_tag_counts(idea.id, 1)


def known_tag(project_id: ProjectId, name: str) -> Tag:
    """The project's tag of this name, made when it is not there yet."""
    slug = slug_of(name)
    db.session.execute(
        insert_into(Tag)
        .values(project_id=project_id, name=name, slug=slug, ideas=0)
        .on_conflict_do_nothing(index_elements=["project_id", "slug"])
    )
    return db.session.scalars(
        select(Tag).where(Tag.project_id == project_id, Tag.slug == slug)
    ).one()
