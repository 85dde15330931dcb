"""Which contributions may be cited, and how the team finds them."""

import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, or_

from cocreate.decisions.queries.voices import (
    COMMENT_COLUMNS,
    IDEA_COLUMNS,
    Voice,
    voice_from,
)
from cocreate.discussion import queries as discussion
from cocreate.discussion.models import Comment
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import CommentId, IdeaId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.people.queries import faces

MOST_FOUND = 12
LONGEST_WORD = 100  # a database looks for no longer pattern than it can bear
COMMENT_LINK = re.compile(r"(?:comment-|/comments/)(\d{1,18})")
IDEA_LINK = re.compile(r"(?:/ideas/|^#?|^idea )(\d{1,18})$", re.IGNORECASE)


def citable_ideas(actor: Actor, project_id: ProjectId) -> AnySelect:
    """The ideas of a project that everybody who sees it may see."""
    return (
        ideas.visible_to(actor)
        .where(
            Idea.project_id == project_id,
            Idea.hidden_at.is_(None),
            Idea.withdrawn_at.is_(None),
        )
        .with_only_columns(*IDEA_COLUMNS)
    )


def citable_comments(actor: Actor, project_id: ProjectId) -> AnySelect:
    return (
        discussion.visible_to(actor)
        .where(Comment.project_id == project_id, Comment.shown.is_(True))
        .with_only_columns(*COMMENT_COLUMNS)
    )


def voices_named(
    actor: Actor,
    project_id: ProjectId,
    *,
    idea_ids: Iterable[IdeaId],
    comment_ids: Iterable[CommentId],
) -> list[Voice]:
    """Those of the contributions that may be cited, in the order they were named."""
    named_ideas, named_comments = list(idea_ids), list(comment_ids)
    asked: list[AnySelect] = []
    if named_ideas:
        asked.append(citable_ideas(actor, project_id).where(Idea.id.in_(named_ideas)))
    if named_comments:
        said = citable_comments(actor, project_id)
        asked.append(said.where(Comment.id.in_(named_comments)))
    found = told(*asked)
    keys = [f"idea-{idea_id}" for idea_id in named_ideas]
    keys += [f"comment-{comment_id}" for comment_id in named_comments]
    by_key = {voice.key: voice for voice in found}
    return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]


def told(*statements: AnySelect) -> list[Voice]:
    rows = [row for statement in statements for row in db.session.execute(statement)]
    known = faces(row.author_id for row in rows)
    return [voice_from(row, known) for row in rows]


def names_one(words: str) -> bool:
    """Whether the words are a number or an address, and not something to look for."""
    return bool(COMMENT_LINK.search(words) or IDEA_LINK.search(words.strip()))


def find_voices(actor: Actor, project_id: ProjectId, words: str) -> list[Voice]:
    """What the team's words lead to: a comment by its link, an idea by its number.

    Other words look for ideas that hold all of them; no words, for the most wanted.
    """
    if link := COMMENT_LINK.search(words):
        chosen = Comment.id == int(link[1])
        return told(citable_comments(actor, project_id).where(chosen))
    if link := IDEA_LINK.search(words.strip()):
        return idea_with_its_comments(actor, project_id, IdeaId(int(link[1])))
    query = citable_ideas(actor, project_id).where(Idea.listed.is_(True))
    for word in words.split()[:8]:
        query = query.where(holds(word[:LONGEST_WORD]))
    return told(query.order_by(Idea.support.desc(), Idea.id.desc()).limit(MOST_FOUND))


def idea_with_its_comments(
    actor: Actor, project_id: ProjectId, idea_id: IdeaId
) -> list[Voice]:
    said = citable_comments(actor, project_id).where(Comment.idea_id == idea_id)
    return told(
        citable_ideas(actor, project_id).where(Idea.id == idea_id),
        said.order_by(Comment.posted_at, Comment.id).limit(MOST_FOUND),
    )


def holds(word: str) -> ColumnElement[bool]:
    """An idea whose title or body holds the word, whatever its case."""
    lower = word.lower()
    return or_(
        func.lower(Idea.title).contains(lower, autoescape=True),
        func.lower(Idea.body).contains(lower, autoescape=True),
    )
