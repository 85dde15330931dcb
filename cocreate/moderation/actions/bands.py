"""Keep by which bands a text is found again; they change and go with it."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert

from cocreate.kernel.db import db
from cocreate.moderation.models import TextBand
from cocreate.moderation.repeating import bands_of
from cocreate.moderation.rules import About


def keep_bands(about: About, text: str, *, said_at: datetime, is_new: bool) -> None:
    """Let a text be found by what says nearly the same after it."""
    if not is_new:
        forget_bands(about)
    said = {**about._asdict(), "said_at": said_at}
    rows = [{**said, "band": band} for band in bands_of(text)]
    if rows:
        db.session.execute(insert(TextBand), rows)


def forget_bands(about: About) -> None:
    """Find a text no more: it was taken back, or says something else."""
    db.session.execute(delete(TextBand).where(is_of(about)))


def is_of(about: About) -> ColumnElement[bool]:
    if about.idea_id:
        return TextBand.idea_id == about.idea_id
    return TextBand.comment_id == about.comment_id
