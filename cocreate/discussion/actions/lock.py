"""Let a discussion rest, with a reason that everybody reads, and open it again."""

from sqlalchemy import ColumnElement, delete

from cocreate.discussion.events import DiscussionLocked, DiscussionUnlocked
from cocreate.discussion.models import Lock
from cocreate.discussion.policy import may_lock
from cocreate.discussion.queries import standing_of_entry, standing_of_idea
from cocreate.ideas.queries import get_idea
from cocreate.journal.queries import get_entry
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import EntryId, IdeaId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require

WHO_LOCKS = (
    "Product managers and moderators lock discussions; stewards those of others' ideas,"
    " and open again what the company did not lock."
)


def lock_discussion(
    actor: Actor,
    *,
    reason: str,
    idea_id: IdeaId | None = None,
    entry_id: EntryId | None = None,
) -> None:
    """Take no more comments under an idea or an entry; locked again, why is replaced.

    What is being said at this moment comes before the lock, or is refused.
    """
    require_may_lock(actor, idea_id, entry_id)
    made = {"by_id": actor.person_id, "reason": reason, "locked_at": now()}
    db.session.execute(
        insert_into(Lock)
        .values(idea_id=idea_id, entry_id=entry_id, **made)
        .on_conflict_do_update(
            index_elements=["idea_id" if idea_id else "entry_id"], set_=made
        )
    )
    record(DiscussionLocked(idea_id=idea_id, entry_id=entry_id, by_id=actor.person_id))


def unlock_discussion(
    actor: Actor, *, idea_id: IdeaId | None = None, entry_id: EntryId | None = None
) -> None:
    """Take comments again; what was not locked stays as it is."""
    require_may_lock(actor, idea_id, entry_id)
    opened = db.session.execute(delete(Lock).where(locks(idea_id, entry_id)))
    if changed_rows(opened):
        record(
            DiscussionUnlocked(
                idea_id=idea_id, entry_id=entry_id, by_id=actor.person_id
            )
        )


def require_may_lock(
    actor: Actor, idea_id: IdeaId | None, entry_id: EntryId | None
) -> None:
    if idea_id is not None:
        # Locked as by whoever comments: one of the two comes first.
        idea = get_idea(actor, idea_id, lock=True)
        standing, proposer_id = standing_of_idea(actor, idea.id), idea.author_id
    elif entry_id is not None:
        standing = standing_of_entry(get_entry(actor, entry_id).id)
        proposer_id = None
    else:
        raise NotFoundError
    require(may_lock(actor, proposer_id, standing.locked_by), WHO_LOCKS)


def locks(idea_id: IdeaId | None, entry_id: EntryId | None) -> ColumnElement[bool]:
    if idea_id is not None:
        return Lock.idea_id == idea_id
    return Lock.entry_id == entry_id
