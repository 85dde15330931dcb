"""Ask that somebody else looks at a verdict again; what was changed comes back."""

from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import CommentId, IdeaId, ReviewId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.moderation.actions.open import announce, open_review
from cocreate.moderation.actions.steps import put_step, record_closed
from cocreate.moderation.case import CaseAct, CaseKind, due_at
from cocreate.moderation.events import AppealLodged
from cocreate.moderation.models import Review
from cocreate.moderation.policy import may_appeal
from cocreate.moderation.queries import (
    Item,
    find_appeal,
    get_own_case,
    item_of,
    returned_case,
)
from cocreate.moderation.reason import Verdict

TOO_LATE = translatable(
    "Whoever wrote it can appeal against a decision, for six months."
)


def appeal(actor: Actor, review_id: ReviewId, *, words: str) -> Review:
    """Have a verdict looked at by somebody else, once. A second press gives the first.

    What the verdict was about stays as it is until the appeal is decided.
    """
    first = get_own_case(actor, review_id, lock=True)
    if lodged := find_appeal(first.id):
        return lodged
    allowed = may_appeal(
        actor,
        first.author_id,
        verdict=first.verdict,
        decided_at=first.decided_at,
        at=now(),
    )
    is_last = first.kind is CaseKind.APPEAL and not first.is_complaint
    require(allowed and not is_last, TOO_LATE)
    insert_appeal(first, words)
    lodged = find_appeal(first.id, lock=True)
    if lodged is None:
        raise ConflictError
    announce(actor, lodged)
    put_step(actor, first, CaseAct.APPEALED)
    record(
        AppealLodged(review_id=lodged.id, appeal_of_id=first.id, by_id=actor.person_id)
    )
    return lodged


def is_appealed(review: Review) -> bool:
    """Whether an appeal against it waits to be decided."""
    lodged = find_appeal(review.id)
    return lodged is not None and lodged.closed_at is None


def insert_appeal(first: Review, words: str, *, is_complaint: bool = False) -> None:
    """The unique key settles a double press."""
    at = now()
    db.session.execute(
        insert_into(Review)
        .values(
            kind=CaseKind.APPEAL,
            appeal_of_id=first.id,
            first_moderator_id=first.moderator_id,
            project_id=first.project_id,
            idea_id=first.idea_id,
            comment_id=first.comment_id,
            person_id=first.person_id,
            author_id=first.author_id,
            why=words,
            is_complaint=is_complaint,
            opened_at=at,
            due_at=due_at(CaseKind.APPEAL, at),
            flags=0,
            law="",
            statement="",
        )
        .on_conflict_do_nothing()
    )


def bring_back(
    *, idea_id: IdeaId | None = None, comment_id: CommentId | None = None
) -> None:
    """Lay a case before the moderators again whose author has made the change.

    Where its author has appealed, whoever decides that reads the change.
    """
    if returned_case(idea_id=idea_id, comment_id=comment_id) is None:
        return
    # Locked before their case, as whoever judges them does.
    item = item_of(WORKER, idea_id=idea_id, comment_id=comment_id, lock=True)
    review = returned_case(idea_id=idea_id, comment_id=comment_id, lock=True)
    if review is None or is_appealed(review):
        return
    review = case_of_change(review, item)
    at = now()
    review.returned_at, review.came_back_at = None, at
    review.due_at = due_at(CaseKind.HELD, at)
    put_step(WORKER, review, CaseAct.CAME_BACK)


def case_of_change(review: Review, item: Item) -> Review:
    """The case that the change is decided in, so that whoever made it can appeal.

    Nobody appeals a case twice: where an appeal has failed, what was asked for stands
    with it, and the change is a case of its own.
    """
    if find_appeal(review.id) is None:
        return review
    settle(review)
    record_closed(review)
    db.session.flush()  # the words have one open case, and the next is theirs
    return open_review(item, kind=CaseKind.HELD)


def settle(first: Review) -> None:
    """Let what waits for its author's change wait no more, decided when it was."""
    if first.returned_at is not None:
        first.closed_at, first.returned_at = first.returned_at, None


def unsettle(first: Review) -> None:
    """Let it wait for its author's change as before."""
    if first.verdict is Verdict.CHANGE:
        first.closed_at, first.returned_at = None, first.closed_at
