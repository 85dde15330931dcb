"""Attach pictures and files to a draft, with which they go, or to what is said."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update

from cocreate.config import current
from cocreate.ideas.drafts import Hanging
from cocreate.ideas.models import Attachment, Draft, Idea
from cocreate.ideas.queries import get_draft
from cocreate.kernel.attached import KeptFile
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import tidy_line
from cocreate.people.queries import get_person

LONGEST_DESCRIPTION = 300
WAITING = timedelta(days=1)  # of what was sent, and hangs on nothing


def attach(actor: Actor, key: str, *, visitor: str, files: Sequence[KeptFile]) -> None:
    """Put files beside the words of a draft; the same file stands there once."""
    draft = get_draft(actor, key, visitor=visitor, lock=True)
    if draft.idea_id is not None:
        return  # a press at the same moment has shared it with its files
    for file in files:
        db.session.execute(
            insert_into(Attachment)
            .values(draft_id=draft.id, **row_of(file))
            .on_conflict_do_nothing(index_elements=["draft_id", "storage_key"])
        )
    refuse_more(count_of(Attachment.draft_id == draft.id))


def row_of(file: KeptFile) -> dict[str, Any]:
    return {
        "storage_key": file.key,
        "media_type": file.media_type,
        "name": file.name,
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "description": "",
        "sent_at": now(),
    }


def refuse_more(number: int) -> None:
    most = current().attachments_most
    if number > most:
        raise InvalidError({"files": f"{most} pictures and files at most."})


def count_of(where: ColumnElement[bool]) -> int:
    number = select(func.count()).select_from(Attachment)
    return db.session.scalar(number.where(where)) or 0


def describe(draft: Draft, said: Mapping[int, str]) -> None:
    """Say what pictures show, to those who cannot see them."""
    put_descriptions(Attachment.draft_id == draft.id, said)


def put_descriptions(where: ColumnElement[bool], said: Mapping[int, str]) -> None:
    for attachment_id, words in said.items():
        db.session.execute(
            update(Attachment)
            .where(Attachment.id == attachment_id, where)
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
    idea.files = count_of(Attachment.draft_id == draft.id)
    if idea.files:
        db.session.execute(
            update(Attachment)
            .where(Attachment.draft_id == draft.id)
            .values(idea_id=idea.id, draft_id=None)
        )


def keep_waiting(
    actor: Actor, files: Sequence[KeptFile], *, description: str = ""
) -> list[int]:
    """Keep files for what somebody is writing: theirs alone until they hang there.

    A file that lies where it lay before is the one that was sent at the first press.
    """
    # Locked before the question: two presses at once must not both find nothing.
    get_person(actor.person_id, lock=True)
    known = keys_by_place(files)
    own = {"sender_id": actor.person_id, "description": tidy_line(description)}
    fresh = [row_of(file) | own for file in files if file.key not in known]
    if fresh:
        db.session.execute(insert(Attachment), fresh)
    return sorted({**known, **keys_by_place(files)}.values())


def keys_by_place(files: Sequence[KeptFile]) -> dict[str, int]:
    rows = db.session.execute(
        select(Attachment.storage_key, Attachment.id).where(
            Attachment.storage_key.in_([file.key for file in files])
        )
    )
    return {row.storage_key: row.id for row in rows}


def hang_on_idea(actor: Actor, idea: Idea, hanging: Hanging) -> None:
    """Let these files hang on an idea, and no others."""
    if hanging.chosen or idea.files:
        where = Attachment.idea_id == idea.id
        idea.files = hang(actor, hanging, where, idea_id=idea.id)


def hang(
    actor: Actor, hanging: Hanging, where: ColumnElement[bool], **place: int
) -> int:
    """Let what the actor has sent hang at one place, and no more; how many do then.

    What is taken off is its sender's again, and soon forgotten.
    """
    off = dict.fromkeys(place)
    db.session.execute(
        update(Attachment)
        .where(where, Attachment.id.not_in(hanging.chosen))
        .values(sender_id=actor.person_id, **off)
    )
    db.session.execute(
        update(Attachment)
        .where(
            Attachment.id.in_(hanging.chosen), Attachment.sender_id == actor.person_id
        )
        .values(sender_id=None, **place)
    )
    put_descriptions(where, hanging.described)
    number = count_of(where)
    refuse_more(number)
    return number


def forget_waiting(most: int) -> Sequence[str]:
    """Drop what was sent a day ago and hangs on nothing; where it lies."""
    some = (
        select(Attachment.id)
        .where(Attachment.sender_id.is_not(None))
        .where(Attachment.sent_at < now() - WAITING)
        .order_by(Attachment.id)
        .limit(most)
    )
    gone = delete(Attachment).where(Attachment.id.in_(some))
    return db.session.scalars(gone.returning(Attachment.storage_key)).all()


def forget_files(*, reports: Select[Any], task_answers: Select[Any]) -> Sequence[str]:
    """Drop what hangs on these; where it lies."""
    gone = delete(Attachment).where(
        Attachment.report_id.in_(reports) | Attachment.task_answer_id.in_(task_answers)
    )
    return db.session.scalars(gone.returning(Attachment.storage_key)).all()
