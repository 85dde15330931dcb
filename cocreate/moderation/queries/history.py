"""What was posted, for a rule to be tried on, and what became of it."""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from typing import Any, NamedTuple

from sqlalchemy import select

from cocreate.discussion import queries as discussion
from cocreate.discussion.models import Comment
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.kernel.policy import Actor, Trust
from cocreate.kernel.text import excerpt_of
from cocreate.moderation.models import DryRun, Review
from cocreate.moderation.reason import Verdict
from cocreate.moderation.rules import MOST_LETTERS, MOST_TRIED, About
from cocreate.moderation.trying import History, Past

SHORT = 200


def history(most: int) -> History:
    """The newest texts of customers, as many as asked for and as fit in memory."""
    proposed, said = ideas.stream_proposed(most), discussion.stream_said(most)
    texts: list[Past] = []
    letters = 0
    for past in merge(pasts(proposed), pasts(said), key=when, reverse=True):
        letters += len(past.body)
        if len(texts) == most or letters > MOST_LETTERS:
            return History(sorted(texts, key=when), is_all=False)
        texts.append(past)
    return History(sorted(texts, key=when), is_all=len(texts) < most)


def pasts(rows: Any) -> Iterator[Past]:
    for row in rows:
        is_idea = hasattr(row, "title")
        yield Past(
            idea_id=row.id if is_idea else None,
            comment_id=None if is_idea else row.id,
            title=row.title if is_idea else None,
            body=row.body,
            at=row.at,
            author_id=row.author_id,
            joined_at=row.joined_at,
            trust=Trust(row.trust),
            is_hidden=row.is_hidden,
            files=row.files,
        )


def when(past: Past) -> datetime:
    return past.at


def last_verdicts() -> dict[About, Verdict]:
    """How people decided on words lately: what was said last about each."""
    rows = db.session.execute(
        select(Review.idea_id, Review.comment_id, Review.verdict)
        .where(Review.moderator_id.is_not(None), Review.closed_at.is_not(None))
        .order_by(Review.closed_at.desc(), Review.id.desc())
        .limit(MOST_TRIED)
    ).all()
    return {
        About(row.idea_id, row.comment_id): row.verdict
        for row in reversed(rows)
        if row.verdict and (row.idea_id or row.comment_id)
    }


class Touched(NamedTuple):
    """A text that a rule would have touched, as an example."""

    idea_id: IdeaId | None
    comment_id: CommentId | None
    words: str
    at: datetime
    is_hidden: bool


def examples_of(actor: Actor, run: DryRun) -> list[Touched]:
    """The texts that a dry run names, as far as the actor may read them today."""
    abouts = [about_of(line) for line in run.examples.splitlines()]
    found = {
        **ideas_touched(actor, [one.idea_id for one in abouts if one.idea_id]),
        **comments_touched(actor, [one.comment_id for one in abouts if one.comment_id]),
    }
    return [found[about] for about in abouts if about in found]


def ideas_touched(actor: Actor, keys: list[IdeaId]) -> dict[About, Touched]:
    if not keys:
        return {}
    found = db.session.scalars(ideas.visible_to(actor).where(Idea.id.in_(keys)))
    return {
        About(one.id, None): Touched(
            one.id, None, one.title, one.proposed_at, one.hidden_at is not None
        )
        for one in found
    }


def comments_touched(actor: Actor, keys: list[CommentId]) -> dict[About, Touched]:
    if not keys:
        return {}
    some = discussion.visible_to(actor).where(Comment.id.in_(keys))
    return {
        About(None, one.id): Touched(
            idea_id=None,
            comment_id=one.id,
            words=excerpt_of(one.body_html, SHORT),
            at=one.posted_at,
            is_hidden=one.hidden_at is not None,
        )
        for one in db.session.scalars(some)
    }


def line_of(about: About) -> str:
    """How a dry run names a text."""
    return about.named


def about_of(line: str) -> About:
    kind, _, number = line.partition(" ")
    if kind == "idea":
        return About(IdeaId(int(number)), None)
    return About(None, CommentId(int(number)))
