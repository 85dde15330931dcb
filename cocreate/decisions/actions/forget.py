"""Forget what a decision said of somebody who has left."""

from sqlalchemy import update

from cocreate.decisions.models import Citation
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId


def forget_thanks(person_id: PersonId) -> None:
    """Their voice stays cited; the words of thanks go."""
    db.session.execute(
        update(Citation).where(Citation.person_id == person_id).values(thanks="")
    )
