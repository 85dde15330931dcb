"""Which texts may say nearly the same as one: found by their bands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, union_all

from cocreate.discussion import queries as discussion
from cocreate.ideas import queries as ideas
from cocreate.kernel.db import db
from cocreate.moderation.models import TextBand
from cocreate.moderation.queries.history import pasts, when
from cocreate.moderation.repeating import MOST_TOLD
from cocreate.moderation.rules import About
from cocreate.moderation.trying import Past


def texts_near(
    bands: Sequence[int], about: About, *, since: datetime, until: datetime
) -> list[Past]:
    """What customers said in that time that shares a band: the newest first.

    Three statements that each read so much at most, however much was ever said.
    """
    if not bands:
        return []
    found = abouts_near(bands, since, until) - {about}
    proposed = [one.idea_id for one in found if one.idea_id]
    said = [one.comment_id for one in found if one.comment_id]
    texts = [
        *pasts(ideas.proposed_among(proposed)),
        *pasts(discussion.said_among(said)),
    ]
    return sorted(texts, key=when, reverse=True)


def abouts_near(bands: Sequence[int], since: datetime, until: datetime) -> set[About]:
    """Those that share the most bands; of each band the newest are looked at."""
    near = union_all(*(of_band(band, since, until) for band in bands)).subquery()
    shared = func.count().desc()
    rows = db.session.execute(
        select(near.c.idea_id, near.c.comment_id)
        .group_by(near.c.idea_id, near.c.comment_id)
        .order_by(shared, func.max(near.c.said_at).desc())
        .order_by(near.c.idea_id, near.c.comment_id)
        .limit(MOST_TOLD)
    )
    return {About(row.idea_id, row.comment_id) for row in rows}


def of_band(band: int, since: datetime, until: datetime) -> Select[Any, Any, datetime]:
    newest = (
        select(TextBand.idea_id, TextBand.comment_id, TextBand.said_at)
        .where(TextBand.band == band)
        .where(TextBand.said_at > since, TextBand.said_at <= until)
        .order_by(TextBand.said_at.desc(), TextBand.id.desc())
        .limit(MOST_TOLD)
        .subquery()
    )
    return select(newest.c.idea_id, newest.c.comment_id, newest.c.said_at)
