"""What somebody said in discussions, as their pages list it."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from cocreate.decisions import queries as decisions
from cocreate.discussion import queries as discussion
from cocreate.discussion.queries import Excerpt
from cocreate.ideas import queries as ideas
from cocreate.kernel.ids import DecisionId, PersonId
from cocreate.kernel.paging import Page
from cocreate.kernel.policy import Actor

A_FEW = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A comment: its first words, where it stands, and the decision that cites it."""

    words: str
    about: str
    href: str
    at: datetime
    decision_id: DecisionId | None


def said_by(
    actor: Actor, person_id: PersonId, *, place: str | None = None, size: int = A_FEW
) -> Page[Said]:
    page = discussion.comments_by(actor, person_id, place=place, size=size)
    cited = decisions.comments_cited(actor, [found.id for found in page.rows])
    titles = ideas.titles(
        actor, [found.idea_id for found in page.rows if found.idea_id is not None]
    )
    rows = [
        Said(
            words=found.words,
            about=titles[found.idea_id].title if found.idea_id in titles else "",
            href=address_of(found),
            at=found.posted_at,
            decision_id=cited.get(found.id),
        )
        for found in page.rows
    ]
    return Page(rows, page.following, page.preceding)


def address_of(found: Excerpt) -> str:
    anchor = f"comment-{found.id}"
    if found.idea_id is not None:
        return url_for("ideas.show", idea_id=found.idea_id, _anchor=anchor)
    return url_for("journal.show", entry_id=found.entry_id, _anchor=anchor)
