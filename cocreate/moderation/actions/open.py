"""Bring something before the moderators, and keep it away meanwhile where that is due.

Whatever finds something that a person should look at opens a case here: a flag, a
notice, a rule about first posts or words, the judge of spam, the watch on votes.
"""

from cocreate.discussion.actions import (
    hide_comment,
    note_comment_kept,
    note_comment_reported,
)
from cocreate.ideas.actions import hide_idea, note_idea_kept, note_idea_reported
from cocreate.ideas.hiding import Hiding
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import NOBODY, WORKER, Actor
from cocreate.moderation.actions.steps import put_step
from cocreate.moderation.case import CaseAct, CaseKind, due_at
from cocreate.moderation.events import CaseHeld, CaseOpened
from cocreate.moderation.models import Review
from cocreate.moderation.queries import Item, find_open, find_open_about, item_of

TRIES = 3


def open_case(
    actor: Actor,
    kind: CaseKind,
    *,
    idea_id: IdeaId | None = None,
    comment_id: CommentId | None = None,
    person_id: PersonId | None = None,
    why: str = "",
) -> Review:
    """Bring an idea, a comment or a person before the moderators, or join its case.

    The site itself asks as WORKER. What is open already stays as it is, of whatever
    kind; a ring of votes is a case of its own beside the idea's.
    """
    if idea_id is None and comment_id is None:
        return open_about_person(actor, kind, person_id, why)
    item = item_of(actor, idea_id=idea_id, comment_id=comment_id, lock=True)
    return open_review(item, kind=kind, by=actor, why=why)


def hold(
    kind: CaseKind,
    *,
    idea_id: IdeaId | None = None,
    comment_id: CommentId | None = None,
    why: str,
    told: str = "",
) -> Review:
    """Keep an idea or comment away until a person has looked at it; nothing is lost.

    Its author sees it, with the reason in their language, `told` where that is not
    `why`, and where it stands in the queue.
    """
    item = item_of(WORKER, idea_id=idea_id, comment_id=comment_id, lock=True)
    review = open_review(item, kind=kind, by=WORKER, why=why)
    review.automated_at = review.automated_at or now()
    review.restricted_at = review.restricted_at or review.automated_at
    put_away(item, told or why, Hiding.HELD)
    put_step(WORKER, review, CaseAct.HIDDEN_MEANWHILE, words=told or why, was=item)
    record(
        CaseHeld(
            review_id=review.id,
            idea_id=item.idea_id,
            comment_id=item.comment_id,
            author_id=item.author_id,
        )
    )
    return review


def put_away(
    item: Item, reason: str, hiding: Hiding | None, actor: Actor = WORKER
) -> None:
    """Hide what a case is about from all but its author and the moderators."""
    if item.comment_id is not None:
        hide_comment(actor, item.comment_id, reason=reason, hiding=hiding)
    elif item.idea_id is not None:
        hide_idea(actor, item.idea_id, reason=reason, hiding=hiding)


def open_review(
    item: Item, *, kind: CaseKind, by: Actor = WORKER, why: str = ""
) -> Review:
    """The open case of this item, locked; made where there is none.

    The unique index settles who opens it. A case that is closed between the two
    statements is not joined: another one is opened.
    """
    # Votes are nobody's words: least of all those of whom they are for.
    author_id = None if kind is CaseKind.RING else item.author_id
    about = {"idea_id": item.idea_id, "comment_id": item.comment_id}
    for _ in range(TRIES):
        made = insert_case(
            kind, why, author_id=author_id, project_id=item.project_id, **about
        )
        review = find_open(
            idea_id=item.idea_id,
            comment_id=item.comment_id,
            is_ring=kind is CaseKind.RING,
            lock=True,
        )
        if review is not None:
            if made:
                announce(by, review)
            keep_as_said(item, kind)
            return review
    raise ConflictError


def keep_as_said(item: Item, kind: CaseKind) -> None:
    """Have the words of a case stay readable; of a ring it is the votes, not these."""
    if kind is CaseKind.RING:
        return
    if item.comment_id is not None:
        note_comment_reported(item.comment_id)
    elif item.idea_id is not None:
        note_idea_reported(item.idea_id)


def leave_standing(item: Item) -> None:
    """Have words that a person has kept be changed like any others."""
    if item.comment_id is not None:
        note_comment_kept(item.comment_id)
    elif item.idea_id is not None:
        note_idea_kept(item.idea_id)


def open_about_person(
    actor: Actor, kind: CaseKind, person_id: PersonId | None, why: str
) -> Review:
    """The open case about a person, locked; made where there is none."""
    for _ in range(TRIES):
        made = insert_case(kind, why, person_id=person_id, author_id=person_id)
        review = find_open_about(person_id, lock=True)
        if review is not None:
            if made:
                announce(actor, review)
            return review
    raise ConflictError


def insert_case(kind: CaseKind, why: str, **about: int | str | None) -> bool:
    """Whether a case was made: an open one of the same matter stays the only one."""
    at = now()
    made = db.session.execute(
        insert_into(Review)
        .values(
            kind=kind,
            why=why,
            opened_at=at,
            due_at=due_at(kind, at),
            flags=0,
            law="",
            statement="",
            is_complaint=False,
            **about,
        )
        .on_conflict_do_nothing()
    )
    return changed_rows(made) > 0


def announce(actor: Actor, review: Review) -> None:
    put_step(actor, review, CaseAct.OPENED, words=review.why)
    record(
        CaseOpened(
            review_id=review.id,
            kind=review.kind,
            by_id=None if actor.person_id == NOBODY else actor.person_id,
            idea_id=review.idea_id,
            comment_id=review.comment_id,
            person_id=review.person_id,
        )
    )
