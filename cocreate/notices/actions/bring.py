"""Keep what people were told elsewhere, or long ago."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.people.actions import count_unread


@dataclass(frozen=True, slots=True, kw_only=True)
class PastNotice:
    """Something that a person was told once, and whether they have read it."""

    person_id: PersonId
    project_id: ProjectId | None
    kind: Kind
    about: str
    actor_id: PersonId | None
    path: str
    words: str
    detail: str
    told_at: datetime
    read_at: datetime | None
    mail_due_at: datetime | None = None  # where a letter is still to tell it


def bring_notices(notices: Iterable[PastNotice]) -> None:
    """Keep what people were told, and count what they have not read."""
    rows = [asdict(notice) for notice in notices]
    if not rows:
        return
    told = db.session.execute(
        insert_into(Notice)
        .on_conflict_do_nothing(index_elements=["person_id", "kind", "about"])
        .returning(Notice.person_id, Notice.read_at),
        rows,
    )
    unread = Counter(row.person_id for row in told if row.read_at is None)
    for person_id, number in unread.items():
        count_unread(person_id, number)
