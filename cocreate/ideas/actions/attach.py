"""Attach pictures and files to a draft; they go with it when it is shared."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select, update

from cocreate.config import current
from cocreate.ideas.models import Attachment, Draft, Idea
from cocreate.ideas.queries import get_draft
from cocreate.kernel.attached import KeptFile
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import tidy_line

LONGEST_DESCRIPTION = 300


def attach(actor: Actor, key: str, *, visitor: str, files: Sequence[KeptFile]) -> None:
    """Put files beside the words of a draft; the same file stands there once."""
    draft = get_draft(actor, key, visitor=visitor, lock=True)
    if draft.idea_id is not None:
        return  # a press at the same moment has shared it with its files
    for file in files:
        db.session.execute(
            insert_into(Attachment)
            .values(
                draft_id=draft.id,
                storage_key=file.key,
                media_type=file.media_type,
                name=file.name,
                size=file.size,
                width=file.width,
                height=file.height,
                description="",
                sent_at=now(),
            )
            .on_conflict_do_nothing(index_elements=["draft_id", "storage_key"])
        )
    most = current().attachments_most
    if count_of(draft) > most:
        raise InvalidError({"files": f"An idea takes {most} files at most."})


def count_of(draft: Draft) -> int:
    number = select(func.count()).select_from(Attachment)
    return db.session.scalar(number.where(Attachment.draft_id == draft.id)) or 0


def describe(draft: Draft, said: Mapping[int, str]) -> None:
    """Say what pictures show, to those who cannot see them."""
    for attachment_id, words in said.items():
        db.session.execute(
            update(Attachment)
            .where(Attachment.id == attachment_id, Attachment.draft_id == draft.id)
            .values(description=tidy_line(words)[:LONGEST_DESCRIPTION])
        )


def detach(
    actor: Actor, key: str, attachment_id: int, *, visitor: str
) -> Sequence[str]:
    """Take a file off a draft; the keys of what nobody needs any more."""
    draft = get_draft(actor, key, visitor=visitor, lock=True)
    gone = delete(Attachment).where(
        Attachment.id == attachment_id, Attachment.draft_id == draft.id
    )
    return db.session.scalars(gone.returning(Attachment.storage_key)).all()


def take_over(draft: Draft, draft_ids: Sequence[int]) -> None:
    """Hang on this draft what hung on others."""
    db.session.execute(
        update(Attachment)
        .where(Attachment.draft_id.in_(draft_ids))
        .values(draft_id=draft.id)
    )


def hand_on(draft: Draft, idea: Idea) -> None:
    """What hung on the draft hangs on the idea."""
    idea.files = count_of(draft)
    if idea.files:
        db.session.execute(
            update(Attachment)
            .where(Attachment.draft_id == draft.id)
            .values(idea_id=idea.id, draft_id=None)
        )
