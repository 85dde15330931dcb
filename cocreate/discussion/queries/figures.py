"""Whether the figures of comments equal the comments that are shown; for doctor."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.discussion.models import Comment
from cocreate.ideas.queries import comment_figures as figures_of_ideas
from cocreate.journal.queries import comment_figures as figures_of_entries
from cocreate.kernel.db import db
from cocreate.kernel.ids import EntryId, IdeaId


def miscounted_ideas() -> dict[IdeaId, int]:
    """Ideas whose figure is wrong, each with what has to be added to it."""
    return differences(shown_under(Comment.idea_id), figures_of_ideas())


def miscounted_entries() -> dict[EntryId, int]:
    """Journal entries whose figure is wrong, each with what has to be added to it."""
    return differences(shown_under(Comment.entry_id), figures_of_entries())


def shown_under(subject: InstrumentedAttribute[Any]) -> dict[Any, int]:
    rows = db.session.execute(
        select(subject, func.count())
        .where(Comment.shown.is_(True), subject.is_not(None))
        .group_by(subject)
    )
    return {row[0]: row[1] for row in rows}


def differences(counted: Mapping[Any, int], said: Mapping[Any, int]) -> dict[Any, int]:
    off = {key: counted.get(key, 0) - said.get(key, 0) for key in {*counted, *said}}
    return {key: by for key, by in sorted(off.items()) if by}
