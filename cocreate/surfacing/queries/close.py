"""Which ideas are close to some words or to another idea, and why."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.kernel.remembered import remembered
from cocreate.kernel.text import plain_of
from cocreate.surfacing import meaning
from cocreate.surfacing.likeness import speaking_of
from cocreate.surfacing.models import Print
from cocreate.surfacing.queries.gathering import Ranked, nearest, question_of
from cocreate.surfacing.weighing import MADE

FEW = 3
LIKENESS = 0.14  # of what an idea that says all of it would get
CLOSE_FOR = 60.0


class Close(NamedTuple):
    """An idea close to the words, and the words that both say, the rarest first.

    Where what was found is part of another idea by now, that one is here, and
    `said_as` is what was found. `reason` is why it was declined.
    """

    idea: ideas.IdeaLine
    words: tuple[str, ...]
    said_as: str | None = None
    reason: str | None = None

    @property
    def why(self) -> str:
        return speaking_of(self.words)


def close_ideas(
    actor: Actor, project_id: ProjectId, title: str, body: str, *, most: int = FEW
) -> list[Close]:
    """The ideas closest to what somebody writes, as far as they may see them.

    Those that were merged lead to where they went; declined ones say why.
    """
    best = closest(project_id, title, body, 2 * most)
    near = {one.idea_id: one.words for one in best}
    return told(actor, list(near), near)[:most]


def closest(project_id: ProjectId, title: str, body: str, most: int) -> list[Ranked]:
    """So many ideas at most that are close enough to tell of, each with its words."""
    question = question_of(project_id, title, body)
    least = LIKENESS * question.whole
    best = by_meaning(title, body, nearest(question), question.whole)[:most]
    return [one for one in best if one.score >= least and one.words]


def by_meaning(title: str, body: str, found: list[Ranked], whole: int) -> list[Ranked]:
    """The best of what was found by what it means, too, where little is asked."""
    asked = f"{title} {body}".strip()
    if len(asked) > meaning.LONGEST or not found or not meaning.is_on():
        return found
    held = ideas.texts_shown(one.idea_id for one in found[: meaning.MOST])
    texts = {one.id: f"{one.title}. {one.body}" for one in held}
    some = [one for one in found[: meaning.MOST] if one.idea_id in texts]
    order = meaning.order_by_meaning(
        asked,
        [texts[one.idea_id] for one in some],
        [one.score / whole for one in some],
    )
    return [some[place] for place in order] + found[meaning.MOST :]


def told(
    actor: Actor, found: Sequence[IdeaId], words: dict[IdeaId, tuple[str, ...]]
) -> list[Close]:
    """The ideas as they stand now, each once, where the merged ones went."""
    lines = {line.id: line for line in ideas.lines_of(actor, found)}
    merged = [key for key in found if key in lines and is_merged(lines[key])]
    heads = ideas.heads_of(merged)
    lines |= {
        line.id: line
        for line in ideas.lines_of(actor, set(heads.values()) - lines.keys())
    }
    whys = ideas.reasons_declined(
        line.id for line in lines.values() if line.status is Status.DECLINED
    )
    close: dict[IdeaId, Close] = {}
    for key in found:
        head = heads.get(key, key)
        if key in lines and head in lines and not is_merged(lines[head]):
            said_as = lines[key].title if head != key else None
            one = Close(lines[head], words[key], said_as, whys.get(head))
            close.setdefault(head, one)
    return list(close.values())


def is_merged(line: ideas.IdeaLine) -> bool:
    return line.status is Status.MERGED


def ideas_like(actor: Actor, idea: Any, *, most: int = FEW) -> list[Close]:
    """Listed ideas of the same project close to one that the actor was let to."""
    # Only keys and words are remembered; what is listed and said is asked anew.
    near = remembered(
        ("surfacing.close", idea.id, idea.title),
        lambda: close_to(idea, 2 * most),
        longer=CLOSE_FOR,
    )
    lines = ideas.listed_among(actor, idea.project_id, near)
    return [Close(line, near[line.id]) for line in lines][:most]


def close_to(idea: Any, most: int) -> dict[IdeaId, tuple[str, ...]]:
    """What is closest to an idea, and the words that both say."""
    found = closest(idea.project_id, idea.title, plain_of(idea.body_html), most + 1)
    return {one.idea_id: one.words for one in found if one.idea_id != idea.id}


def unlearned(most: int) -> list[IdeaId]:
    """Ideas everybody may read whose words are not kept, or as we made them once."""
    rows = db.session.execute(
        select(Idea.id, Print.words)
        .outerjoin(Print, Print.idea_id == Idea.id)
        .where(ideas.IS_SHOWN, or_(Print.idea_id.is_(None), Print.made != MADE))
        .order_by(Idea.id)
        .limit(most)
    )
    return [row.id for row in rows]
