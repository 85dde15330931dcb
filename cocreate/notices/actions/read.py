"""Read what one was told."""

from sqlalchemy import update

from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db
from cocreate.kernel.ids import NoticeId
from cocreate.kernel.policy import Actor
from cocreate.notices.actions.choose import wake
from cocreate.notices.models import Notice
from cocreate.notices.queries import get_notice
from cocreate.people.actions import count_unread, set_unread


def read_notice(actor: Actor, notice_id: NoticeId) -> str:
    """Mark one notice as read; give the address it leads to."""
    notice = get_notice(actor, notice_id)
    read = db.session.execute(
        update(Notice)
        .where(Notice.id == notice.id, Notice.read_at.is_(None))
        .values(read_at=now())
    )
    if changed_rows(read) and notice.in_app:
        count_unread(actor.person_id, -1)
    wake(actor.person_id)
    return notice.path


def read_all(actor: Actor) -> None:
    """Mark everything the actor was told as read."""
    db.session.execute(
        update(Notice)
        .where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))
        .values(read_at=now())
    )
    set_unread(actor.person_id, 0)
    wake(actor.person_id)
